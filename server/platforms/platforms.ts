import type { Platform } from "./platform.ts";
import * as registered from "./registry.ts";

/** All of `registry.ts`, in the order people see: by name, whatever the case. */
export const platforms: readonly Platform[] = Object.values(registered).toSorted((a, b) =>
  a.name.localeCompare(b.name, "en", { sensitivity: "base" }),
);

import { github } from "./github/index.ts";
import type { Platform } from "./platform.ts";

/** One line per platform; the order is the order people see. */
export const platforms: readonly Platform[] = [github];

import { github } from "./github/index.ts";
import type { Platform } from "./platform.ts";

/** One line per platform; the order is the order people see. */
export const platforms: readonly Platform[] = [github];

export function findPlatform(id: string): Platform | null {
  return platforms.find((platform) => platform.id === id) ?? null;
}

export const API = "https://api.github.com";
export const SITE = "https://github.com";

/** GitHub writes whole seconds: `2026-05-14T09:30:00Z`. */
export function toIso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

export function toIsoOrNull(time: number | null): string | null {
  return time === null ? null : toIso(time);
}

export function nodeId(prefix: string, id: number | string): string {
  return `${prefix}_kwDO${btoa(String(id)).replace(/=+$/, "")}`;
}

/** Where the Worker answers; the same origin as the pages. */
export const API_BASE = "/media/api";

/** Signing in is a plain navigation that comes back to `next`. */
export function signInHref(next: string): string {
  return `${API_BASE}/auth/login?next=${encodeURIComponent(localPath(next) ?? "/timeline")}`;
}

/** A path of this site, or null: an address must not lead people elsewhere. */
export function localPath(path: string | null | undefined): string | null {
  if (!path || !path.startsWith("/")) return null;
  const base = "http://local.invalid";
  const url = URL.parse(path, base);
  return url && url.origin === base ? url.pathname + url.search + url.hash : null;
}

/** Adds chosen options to the address that starts a connection: `?private=1`. */
export function connectHref(start: string, options: readonly string[]): string {
  const query = options.map((name) => `${encodeURIComponent(name)}=1`).join("&");
  return query === "" ? start : `${start}?${query}`;
}

/** Only web addresses become links; what a platform sent may be anything. */
export function webHref(url: string | null): string | undefined {
  return url !== null && /^https?:\/\//i.test(url) ? url : undefined;
}

import type { Connection } from "../../shared/connections.ts";
import type { PlatformInfo } from "../../shared/platforms.ts";

/** Where the Worker answers; the same origin as the pages. */
export const API_BASE = "/media/api";

/** Signing in is a plain navigation that comes back to `next`; a new person's days are cut in this browser's zone. */
export function signInHref(next: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const query = new URLSearchParams({ next: localPath(next) ?? "/timeline", zone: timeZone });
  return `${API_BASE}/auth/login?${query}`;
}

/** A path of this site, or null: an address must not lead people elsewhere. */
export function localPath(path: string | null | undefined): string | null {
  if (!path || !path.startsWith("/")) return null;
  const base = "http://local.invalid";
  const url = URL.parse(path, base);
  return url && url.origin === base ? url.pathname + url.search + url.hash : null;
}

/**
 * Adds chosen options to the address that starts a connection, `?private=1`, and the connection
 * that is meant to be connected anew, `&reconnect=<id>`.
 */
export function connectHref(
  start: string,
  options: readonly string[],
  reconnect: string | null = null,
): string {
  const query = new URLSearchParams(options.map((name) => [name, "1"]));
  if (reconnect !== null) query.set("reconnect", reconnect);
  return query.size === 0 ? start : `${start}?${query}`;
}

/** Where a connection is connected anew: at its platform, or where a new key is typed. */
export function reconnectHref({ connect }: PlatformInfo, connection: Connection): string {
  if (connect.type === "input") return `/connections/${connection.id}#access`;
  const options = connection.includesPrivate ? ["private"] : [];
  return connectHref(connect.start, options, connection.id);
}

/** Only web addresses become links; what a platform sent may be anything. */
export function webHref(url: string | null): string | undefined {
  return url !== null && /^https?:\/\//i.test(url) ? url : undefined;
}

interface Made {
  readonly id: string;
  /** The account was not known before. */
  readonly isNew: boolean;
}

/** Where a connection that was just made is told of, as the way through a consent page ends. */
export function connectedHref({ id, isNew }: Made, meant: string | undefined): string {
  const query = new URLSearchParams({ connected: id });
  if (isNew) query.set("new", "1");
  if (meant !== undefined && meant !== id) query.set("instead", meant);
  return `/connections?${query}`;
}

/** Where a profile is read. A link's key stands behind the hash: no server and no log is sent it. */
export function profileHref(handle: string, slug: string, key: string | null): string {
  return `/p/${handle}/${slug}${key === null ? "" : `#${key}`}`;
}

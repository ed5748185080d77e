import type { Context as HonoContext } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import * as z from "zod";

/** How D1 writes one. */
const written = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{8}){2}-[0-9a-f]{32}$/);

const COOKIE = "media_bookmark";
export const BOOKMARK_HEADER = "x-media-bookmark";
/** Long after every replica has what was written. */
const LIFE_S = 300;

/** The state that this reader has seen: a browser brings it as a cookie, others as the header. */
export function bookmarkOf(c: HonoContext): string | null {
  const brought = c.req.header(BOOKMARK_HEADER) ?? getCookie(c, COOKIE);
  return written.safeParse(brought).data ?? null;
}

/** After a change: what is read next shows it, wherever it is answered. */
export function keepBookmark(c: HonoContext, bookmark: string | null, path: string): void {
  if (bookmark === null) return;
  c.header(BOOKMARK_HEADER, bookmark);
  setCookie(c, COOKIE, bookmark, {
    path,
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
    maxAge: LIFE_S,
  });
}

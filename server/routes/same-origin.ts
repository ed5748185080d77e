import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { AppError } from "../errors.ts";

/**
 * Changes are JSON, and come from our own pages or from one of the exact origins that the config names.
 * A Bearer request carries its own proof and may come from anywhere.
 */
export function guardChanges(allowed: (c: HonoContext) => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const isRead = ["GET", "HEAD", "OPTIONS"].includes(c.req.method);
    if (!isRead) {
      if (!isJson(c.req.header("content-type"))) {
        throw new AppError("INVALID", "Send the request as application/json.");
      }
      const isBearer = c.req.header("authorization") !== undefined;
      if (!isBearer && !isFromUs(c, allowed(c))) throw foreignPage();
    }
    await next();
  };
}

/** Whether a navigation was started on one of our own pages, or typed: never by another site. */
export function isOwnNavigation(c: HonoContext): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const referer = c.req.header("referer");
  return referer === undefined || originOf(referer) === new URL(c.req.url).origin;
}

function isFromUs(c: HonoContext, allowed: readonly string[]): boolean {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  if (origin !== undefined) {
    return origin === new URL(c.req.url).origin || allowed.includes(origin);
  }
  // No page of a browser sends a change without an Origin; a program without either header has no cookies of a victim.
  return site === undefined || site === "same-origin" || site === "none";
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}

function foreignPage(): AppError {
  return new AppError(
    "FORBIDDEN",
    "This was asked for by another site's page. Nothing was changed.",
  );
}

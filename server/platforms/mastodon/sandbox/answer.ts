import { hexOf, uuidOf } from "../../../sandbox/random.ts";
import type { WindowState } from "../../../sandbox/rate-window.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function refuse(status: number, error: string): Answer {
  return { status, body: { error } };
}

export const NOT_FOUND = refuse(404, "Record not found");

/** With the headers of its Rails server; what was asked for by its ETag is not sent again. */
export function toResponse(
  { status, body, headers: more = {} }: Answer,
  { request, window }: { request: Headers; window: WindowState },
): Response {
  const text = JSON.stringify(body);
  const etag = `W/"${hexOf(text, 32)}"`;
  const headers = new Headers({
    "cache-control": "max-age=15, public, stale-while-revalidate=30, stale-if-error=86400",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
    "referrer-policy": "strict-origin-when-cross-origin",
    vary: "Authorization, Origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "x-ratelimit-limit": String(window.limit),
    "x-ratelimit-remaining": String(window.remaining),
    "x-ratelimit-reset": new Date(window.resetAt).toISOString().replace("Z", "204Z"),
    "x-request-id": uuidOf(`${etag} ${window.resetAt} ${window.remaining}`),
    "x-runtime": "0.027778",
    etag,
    ...more,
  });
  if (status === 200 && request.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(text, { status, headers });
}

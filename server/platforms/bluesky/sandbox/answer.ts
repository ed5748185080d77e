import { hexOf } from "../../../sandbox/random.ts";
import type { WindowState } from "../../../sandbox/rate-window.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export function refuse(status: number, error: string, message: string): Answer {
  return { status, body: { error, message } };
}

export function invalid(message: string): Answer {
  return refuse(400, "InvalidRequest", message);
}

/** As its Express server writes them; a request that names the ETag of the same answer gets a 304. */
export function toResponse(
  { status, body }: Answer,
  { request, window }: { request: Headers; window: WindowState },
): Response {
  const text = JSON.stringify(body);
  const etag = `W/"${text.length.toString(16)}-${hexOf(text, 27)}"`;
  const headers = new Headers({
    "x-powered-by": "Express",
    "access-control-allow-origin": "*",
    "atproto-content-labelers": "did:plc:ar7c4by46qjdydhdevvrndac;redact",
    "ratelimit-limit": String(window.limit),
    "ratelimit-remaining": String(window.remaining),
    "ratelimit-reset": String(Math.ceil(window.resetAt / 1000)),
    "ratelimit-policy": `${window.limit};w=300`,
    vary: "Accept-Encoding, Accept-Language",
    etag,
  });
  if (status === 200 && request.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(text, { status, headers });
}

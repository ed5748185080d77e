import { hexOf } from "../../../sandbox/random.ts";
import type { Limit } from "./rate-limits.ts";

/** What an endpoint says; the rest of a response is the same for all of them. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCS = "https://docs.github.com/rest";

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

export function refusal(
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return { status, body: { message, ...more, documentation_url: DOCS, status: String(status) } };
}

export const NOT_FOUND: Answer = refusal(404, "Not Found");

/** The wire form of an answer: the headers that every answer has, the ETag, and a 304 where it fits. */
export function toResponse(
  answer: Answer,
  context: {
    request: Headers;
    method: string;
    now: number;
    limit: Limit;
    scopes: readonly string[] | null;
    requestId: string;
  },
): Response {
  const { limit, scopes } = context;
  const headers = new Headers({
    server: "github.com",
    date: new Date(context.now).toUTCString(),
    "content-type": "application/json; charset=utf-8",
    "cache-control": scopes
      ? "private, max-age=60, s-maxage=60"
      : "public, max-age=60, s-maxage=60",
    vary: "Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With",
    "x-github-media-type": "github.v3; format=json",
    "x-github-api-version-selected": "2022-11-28",
    "x-ratelimit-limit": String(limit.limit),
    "x-ratelimit-remaining": String(Math.max(0, limit.limit - limit.used)),
    "x-ratelimit-used": String(limit.used),
    "x-ratelimit-reset": String(Math.ceil(limit.resetAt / 1000)),
    "x-ratelimit-resource": limit.resource,
    "access-control-allow-origin": "*",
    "access-control-expose-headers":
      "ETag, Link, Location, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval",
    "x-content-type-options": "nosniff",
    "x-frame-options": "deny",
    "content-security-policy": "default-src 'none'",
    "x-github-request-id": context.requestId,
  });
  if (scopes) {
    headers.set("x-oauth-scopes", scopes.join(", "));
    headers.set("x-accepted-oauth-scopes", "");
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value);
  if (answer.status === 204) return new Response(null, { status: 204, headers });

  const body = JSON.stringify(answer.body);
  if (answer.status === 200 && context.method === "GET") {
    // GitHub's ETags differ by Authorization and Accept, because `vary` says so.
    const varied = `${context.request.get("authorization") ?? ""} ${context.request.get("accept") ?? ""}`;
    const tag = `"${hexOf(`${varied} ${headers.get("link") ?? ""} ${body}`, 64)}"`;
    headers.set("etag", `W/${tag}`);
    if (matches(context.request.get("if-none-match"), tag)) {
      headers.delete("content-type");
      headers.delete("link");
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(body, { status: answer.status, headers });
}

function matches(condition: string | null, tag: string): boolean {
  if (condition === null) return false;
  return condition
    .split(",")
    .some((entry) => entry.trim() === "*" || entry.trim().replace(/^W\//, "") === tag);
}

import { hexOf } from "../../../sandbox/random.ts";
import type { Answer } from "./problem.ts";
import type { Limit } from "./rate-limits.ts";

/** The wire form of an answer, with the headers that every answer has. */
export function toResponse(
  { status, body, headers = {} }: Answer,
  limit: Limit | null,
  now: number,
): Response {
  const isProblem = typeof body === "object" && body !== null && "type" in body;
  const text = JSON.stringify(body);
  const all = new Headers({
    date: new Date(now).toUTCString(),
    server: "cloudflare envoy",
    "content-type": `application/${isProblem ? "problem+json" : "json"}; charset=utf-8`,
    "cache-control": "no-cache, no-store, max-age=0",
    "api-version": "2.168",
    "x-access-level": "read",
    "x-response-time": "41",
    "x-transaction-id": hexOf(`${now} ${text.length}`, 16),
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=631138519",
  });
  if (limit) {
    all.set("x-rate-limit-limit", String(limit.limit));
    all.set("x-rate-limit-remaining", String(limit.remaining));
    all.set("x-rate-limit-reset", String(Math.ceil(limit.resetAt / 1000)));
  }
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Response(text, { status, headers: all });
}

import type { Fault } from "../../../sandbox/faults.ts";
import {
  AUTH_ERROR,
  INVALID_PAGE_TOKEN,
  PLAYLIST_NOT_FOUND,
  QUOTA_EXCEEDED,
  refusal,
  SCOPE_MISSING,
} from "./answer.ts";
import type { Answer } from "./answer.ts";

/** How YouTube words a failure; null for those that are the same everywhere. */
export function failureOf(fault: Fault): Answer | null {
  const headers: Readonly<Record<string, string>> =
    fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) };
  switch (fault.fault) {
    case "quota_exceeded":
      return QUOTA_EXCEEDED;
    case "invalid_page_token":
      return INVALID_PAGE_TOKEN;
    case "rate_limited":
    case "secondary":
      return { ...tooFast(403, "rateLimitExceeded"), headers };
    case "too_many":
      return { ...tooFast(429, "rateLimitExceeded"), headers };
    case "revoked":
      return AUTH_ERROR;
    case "scope":
      return SCOPE_MISSING;
    case "not_found":
      return PLAYLIST_NOT_FOUND;
    default:
      return null;
  }
}

function tooFast(status: number, reason: string): Answer {
  return refusal(status, {
    domain: "usageLimits",
    reason,
    message: "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute'.",
    status: "RESOURCE_EXHAUSTED",
  });
}

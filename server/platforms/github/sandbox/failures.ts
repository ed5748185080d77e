import type { Fault } from "../../../sandbox/faults.ts";
import { refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";

const SECONDARY =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";

/** How GitHub words a failure; null for those that are the same everywhere. */
export function failureOf(fault: Fault, now: number): Answer | null {
  const retry: Readonly<Record<string, string>> =
    fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) };
  switch (fault.fault) {
    case "rate_limited":
      return {
        ...refusal(403, fault.message ?? "API rate limit exceeded for user ID 1."),
        headers: {
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Math.ceil(now / 1000) + fault.reset_after),
          ...retry,
        },
      };
    case "secondary":
      return { ...refusal(403, fault.message ?? SECONDARY), headers: retry };
    case "too_many":
      return { ...refusal(429, fault.message ?? SECONDARY), headers: retry };
    case "revoked":
      return refusal(401, "Bad credentials");
    case "scope":
      return refusal(403, fault.message ?? "Resource not accessible by integration");
    case "not_found":
      return refusal(404, "Not Found");
    default:
      return null;
  }
}

import type { Fault } from "../../../sandbox/faults.ts";
import {
  badToken,
  bareRefusal,
  blockedPage,
  missingScope,
  outagePage,
  refusal,
  tooManyPage,
} from "./answers.ts";
import { limitHeaders } from "./rate-limit.ts";

/** How Reddit words a failure; null for those that are the same everywhere. */
export function failureOf(fault: Fault): Response | null {
  const retryAfter = fault.retry_after;
  switch (fault.fault) {
    case "rate_limited":
      return refusal(429, limitHeaders(1000, 0, fault.reset_after));
    case "secondary":
    case "too_many":
      if (fault.body === "html") return tooManyPage(retryAfter ?? null);
      return refusal(429, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) });
    case "server_error":
      return outagePage(fault.status === 500 ? 503 : fault.status);
    case "status":
      return fault.status >= 500 && fault.body === "html" ? outagePage(fault.status) : null;
    case "revoked":
      return badToken();
    case "scope":
      return missingScope();
    case "forbidden":
      return bareRefusal(403);
    case "blocked":
      return blockedPage();
    case "not_found":
      return refusal(404);
    default:
      return null;
  }
}

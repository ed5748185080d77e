import type { Fault } from "../../../sandbox/faults.ts";
import {
  capped,
  invalid,
  NO_CREDIT,
  notPermitted,
  refusal,
  TOO_MANY,
  UNAUTHORIZED,
} from "./problem.ts";
import type { Answer } from "./problem.ts";

/** Failures of its own, beside those that every stand-in has. */
export const failures = ["payment_required", "usage_capped", "client_forbidden", "stale_token"];

/** How X words a failure; null for those that look the same everywhere. `message` of `usage_capped`: `Daily Product`. */
export function failureOf(fault: Fault, query: URLSearchParams, now: number): Answer | null {
  const reset = (seconds: number): Readonly<Record<string, string>> => ({
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": String(Math.ceil(now / 1000) + seconds),
  });
  switch (fault.fault) {
    case "payment_required":
      return NO_CREDIT;
    case "usage_capped": {
      const said = fault.message ?? "";
      return capped(
        said.includes("Daily") ? "Daily" : "Monthly",
        said.includes("Account") ? "Account" : "Product",
      );
    }
    case "client_forbidden":
      return refusal(
        403,
        "Client Forbidden",
        "When authenticating requests to the X API v2 endpoints, you must use keys and tokens from a developer App that is attached to a Project.",
        "client-forbidden",
      );
    case "stale_token": {
      const token = query.get("pagination_token");
      const message = `The \`pagination_token\` query parameter value [${token}] is not valid`;
      return token === null ? null : invalid("pagination_token", token, message);
    }
    case "rate_limited":
      return { ...TOO_MANY, headers: reset(fault.reset_after) };
    case "too_many":
    case "secondary":
      return {
        ...TOO_MANY,
        headers:
          fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) },
      };
    case "revoked":
      return UNAUTHORIZED;
    case "scope":
      return notPermitted("You are not permitted to perform this action.");
    case "not_found":
      return refusal(404, "Not Found", "Not Found");
    default:
      return null;
  }
}

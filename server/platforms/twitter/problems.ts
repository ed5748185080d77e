import { PlatformError } from "../../errors.ts";
import type { Wait } from "../http-failure.ts";
import { problem, problems } from "./schema.ts";
import type { Problem } from "./schema.ts";

/** X's refusals: https://docs.x.com/x-api/fundamentals/response-codes-and-errors */

const KEPT = "Everything gathered is kept";
const PAYER = "the owner of the X app that this connection uses";

/** What an answer says went wrong; null where it says nothing that can be read. */
export function problemOf(body: string): Problem | null {
  try {
    const parsed = problem.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The same, where an answer lists what went wrong as well. */
function problemsOf(body: string): readonly Problem[] {
  const said = problemOf(body);
  return said === null ? [] : [said, ...problems.parse(JSON.parse(body)).errors];
}

/** By the end of its type: `resource-not-found`. */
export function isProblem({ type }: Problem, name: string): boolean {
  return type?.endsWith(`/problems/${name}`) === true;
}

/**
 * Reading is paid for by the app's owner. Without credit X answers 402, and where a limit of spending is
 * reached a 429 or 403 whose headers know nothing of it: the wait is until the day or month is over.
 */
export function paidWait(status: number, body: string, now: number): Wait | false {
  if (status !== 402 && status !== 403 && status !== 429) return false;
  const said = problemOf(body);
  if (status === 402 || (said && isProblem(said, "credits"))) {
    const retryAt = nextDay(now);
    return {
      retryAt,
      told: `X charges for reading, and the credit of ${PAYER} is used up. ${KEPT}; it goes on when credit is bought, and is tried again ${dateOf(retryAt)}.`,
    };
  }
  if (!said || !isProblem(said, "usage-capped")) return false;
  const isMonth = said.period !== "Daily";
  const retryAt = isMonth ? nextMonth(now) : nextDay(now);
  const whose = said.scope === "Product" ? "the plan" : "the account";
  return {
    retryAt,
    told: `X charges for reading, and ${whose} of ${PAYER} has reached its limit for ${isMonth ? "this month" : "today"}. ${KEPT}; it goes on ${dateOf(retryAt)}.`,
  };
}

/** Names of the parameters that a 400 objects to. */
export function refusedParameters(body: string): readonly string[] {
  const errors = problemOf(body)?.errors ?? [];
  return errors.flatMap(({ parameters }) => Object.keys(parameters));
}

/** What a 400, 403 or 404 means. */
export function refusalOf(status: number, body: string): PlatformError {
  const said = problemOf(body);
  const detail = said?.detail ?? "";
  const message = `X answered ${status}: ${said?.title ?? "no reason"}.`;
  if (status === 403 && said && isProblem(said, "unsupported-authentication"))
    return new PlatformError("unauthorised", message, { status });
  if (status === 403) {
    const told = /suspend/i.test(detail)
      ? SUSPENDED
      : said && isProblem(said, "client-forbidden")
        ? `${APP_REFUSED} ${KEPT}.`
        : `X does not let these posts be read with the permission that was given. ${KEPT}.`;
    return new PlatformError("forbidden", message, { status, told });
  }
  if (status !== 404) return new PlatformError("bad_response", message, { status });
  // Only the account was asked for; a 404 that does not say so may be about the address.
  const missing = problemsOf(body).filter((one) => isProblem(one, "resource-not-found"));
  const about = missing.map((one) => ({ ...one, resource_type: "user" }));
  return accountProblem(about) ?? new PlatformError("not_found", message, { status });
}

/** While connecting, what the app may not do says nothing of the account. */
export function connectRefusalOf(status: number, body: string): PlatformError {
  const error = refusalOf(status, body);
  const said = problemOf(body);
  return status === 403 && said && isProblem(said, "client-forbidden")
    ? new PlatformError("bad_response", error.message, { status, told: APP_REFUSED })
    : error;
}

/** X says of a whole account that it cannot be read with a 200, an error and no data. */
export function accountProblem(errors: readonly Problem[]): PlatformError | null {
  const said = errors.find(({ resource_type: about }) => about === "user");
  if (!said) return null;
  const message = `X shows no account: ${said.title ?? "no reason"}.`;
  if (/suspend/i.test(`${said.detail} ${said.title}`))
    return new PlatformError("forbidden", message, { told: SUSPENDED });
  if (isProblem(said, "resource-not-found")) {
    const told = `X no longer knows this account: it was deactivated or deleted. ${KEPT}.`;
    return new PlatformError("not_found", message, { told });
  }
  const told = `X does not let this account be read with the permission that was given. ${KEPT}. Connect it again as its owner.`;
  return new PlatformError("forbidden", message, { told });
}

const APP_REFUSED =
  "X does not let the app that this connection uses read posts. Its owner must add it to a project in X's developer portal.";
const SUSPENDED = `X has suspended this account, so nothing can be read. ${KEPT}; it is tried again by itself.`;

function nextDay(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
}

function nextMonth(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

function dateOf(time: number): string {
  const date = new Date(time);
  return `on ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} at 00:00 UTC`;
}

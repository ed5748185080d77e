import { PlatformError } from "../../errors.ts";
import { failureOf, pathOf } from "../http-failure.ts";
import type { Wait } from "../http-failure.ts";
import type { HttpResponse } from "../http.ts";
import { nextPacificMidnight } from "./pacific-midnight.ts";
import { refusal } from "./schema.ts";

const HOSTS: readonly string[] = ["www.googleapis.com"];
const DAY_IS_SPENT = /^(quotaExceeded|dailyLimitExceeded\w*)$/;
const TOO_FAST = /^(rateLimitExceeded|userRateLimitExceeded|RATE_LIMIT_EXCEEDED)$/;
const SCOPE_IS_MISSING = /^(insufficientPermissions|ACCESS_TOKEN_SCOPE_INSUFFICIENT)$/;
const API_IS_OFF = /^(accessNotConfigured|SERVICE_DISABLED)$/;
const IS_CLOSED = /^(channel|account|authenticatedUserAccount)(Closed|Suspended|Terminated)$/;

/** A limit by the minute names no time; the quota of a day is full again when Google's day begins. */
export function isRateLimit(status: number, body: string, now: number): boolean | Wait {
  if (status !== 403 && status !== 429) return false;
  const reasons = reasonsOf(body);
  if (reasons.some((reason) => DAY_IS_SPENT.test(reason))) {
    return {
      retryAt: nextPacificMidnight(now),
      told: "The quota that Google gives this app for a day is used up. It is full again at midnight Pacific time; nothing is lost, and the rest comes then.",
    };
  }
  return reasons.some((reason) => TOO_FAST.test(reason));
}

/** What a refusal other than a limit means, by the reasons it names. */
export function toFailure(response: HttpResponse): PlatformError {
  const { status, url } = response;
  const reasons = reasonsOf(response.body);
  const says = (pattern: RegExp): boolean => reasons.some((reason) => pattern.test(reason));
  const path = pathOf(url, HOSTS);
  if (says(SCOPE_IS_MISSING)) {
    return new PlatformError("unauthorised", `${path} misses a permission.`, {
      status,
      told: "Google says that this access does not include reading YouTube. Reconnect, and leave the permission ticked.",
    });
  }
  if (says(/^youtubeSignupRequired$/)) return noChannel();
  if (says(API_IS_OFF)) {
    return new PlatformError("forbidden", `${path} is switched off for this project.`, {
      status,
      told: "The YouTube Data API v3 is not enabled in this app's Google project. Whoever owns the app must enable it there.",
    });
  }
  if (says(IS_CLOSED)) {
    return new PlatformError("forbidden", `${path} is closed for this channel.`, {
      status,
      told: "YouTube says that this channel is closed or suspended. What was gathered is kept.",
    });
  }
  if (status === 403) {
    return new PlatformError("forbidden", `${path} is not permitted.`, {
      status,
      told: "YouTube says that we are not permitted to read this channel. What was gathered is kept, and it is asked again by itself. If this stays so, reconnect with the account that owns the channel.",
    });
  }
  // A limit never comes here, so no time is needed.
  return failureOf({ ...response, hosts: HOSTS }, 0);
}

export function noChannel(): PlatformError {
  return new PlatformError("not_found", "The account has no channel.", {
    told: "This Google account has no YouTube channel. Choose the account, or the brand account, that has one.",
  });
}

/** The same, of one that was read before. */
export function channelGone(): PlatformError {
  return new PlatformError("not_found", "The account has no channel any more.", {
    told: "YouTube no longer finds this channel. What was gathered is kept. If the channel still exists, reconnect it.",
  });
}

function reasonsOf(body: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [];
  }
  const parsed = refusal.safeParse(value);
  if (!parsed.success) return [];
  const { errors, details } = parsed.data.error;
  return [...errors, ...details].flatMap(({ reason }) => (reason ? [reason] : []));
}

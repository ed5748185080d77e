import type { ConnectionProblem, RunOutcome } from "../../../shared/connections.ts";
import { PlatformError, RenewalLostError } from "../../errors.ts";
import { SealError } from "../../oauth/vault.ts";

/** How a failure ends a run, and what its owner reads. */
export interface RunFailure {
  readonly outcome: Extract<RunOutcome, "rate_limited" | "needs_reconnect" | "failed">;
  readonly code: ConnectionProblem["code"];
  readonly message: string;
  readonly retryAt: number | null;
  /** Whether many wait for the same end, where that is not as with the platform's own limit. */
  readonly isOfMany?: boolean;
  /** True where the platform did answer, though not as it should: no sign of an outage. */
  readonly isAnswered?: boolean;
  /** True where it may pass by itself although a reconnect is asked for. */
  readonly mayPass?: boolean;
}

/** Null for what nobody foresaw: the caller logs it and uses `UNFORESEEN`. */
export function toRunFailure(error: unknown, platform: string): RunFailure | null {
  if (error instanceof SealError) {
    return {
      outcome: "failed",
      code: "unreadable_token",
      message: `The key that opens our access to ${platform} is not on this server at the moment. Everything gathered is kept, and it goes on by itself once this server's owner has put the key back. If it is lost, reconnect.`,
      retryAt: null,
    };
  }
  if (!(error instanceof PlatformError)) return null;
  const failure = toPlatformFailure(error, platform);
  return error.told === null ? failure : { ...failure, message: error.told };
}

/** A refusal is told at once, and tried again all the same: soon while it is new, then once a day. */
export function refused(failure: RunFailure, isNew: boolean): RunFailure {
  const when = isNew ? "It may pass: it is tried again within minutes" : "Once a day it is tried";
  return { ...failure, message: `${failure.message} ${when} by itself as well.`, mayPass: true };
}

function toPlatformFailure(error: PlatformError, platform: string): RunFailure {
  switch (error.kind) {
    case "unauthorised":
      return {
        outcome: "needs_reconnect",
        code: error instanceof RenewalLostError ? "renewal_lost" : "unauthorised",
        message: `${platform} has ended our access. Everything gathered is kept. Reconnect, and what is missing since then is fetched.`,
        retryAt: null,
      };
    case "rate_limited":
      return rateLimited(platform, error.retryAt);
    case "unavailable":
      return {
        outcome: "failed",
        code: "unavailable",
        message: `${platform} ${error.status === null ? "did not answer" : `answered ${error.status}`}. Your entries are safe; it is asked again by itself.`,
        retryAt: error.retryAt,
        ...(error.status !== null && error.status < 500 ? { isAnswered: true } : {}),
      };
    case "forbidden":
      return {
        outcome: "failed",
        code: "closed",
        message: `${platform} does not let us read this account any more. Your entries are safe; it is asked again by itself.`,
        retryAt: null,
      };
    case "not_found":
    case "bad_response":
      return {
        outcome: "failed",
        // Only the platform knows whether a 404 was the account or an address of ours.
        code: error.kind === "not_found" && error.told !== null ? "gone" : "bad_response",
        message: `${platform} gave an answer that could not be read. Your entries are safe; it is asked again by itself.`,
        retryAt: null,
      };
  }
}

/** `retryAt` is null where the platform did not say. */
export function rateLimited(platform: string, retryAt: number | null): RunFailure {
  return {
    outcome: "rate_limited",
    code: "rate_limited",
    message: `${platform} asks us to wait, because the requests it allows are used up. Nothing is lost; the rest comes then.`,
    retryAt,
  };
}

export const UNFORESEEN: RunFailure = {
  outcome: "failed",
  code: "internal",
  message:
    "Something went wrong on this server, not at the platform. It is written to the log. Your entries are safe; it is tried again by itself.",
  retryAt: null,
};

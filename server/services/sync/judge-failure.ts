import type { Context } from "../../context.ts";
import { AccessOverError, PlatformError } from "../../errors.ts";
import { SealError } from "../../oauth/vault.ts";
import type { PlatformHttp } from "../../platforms/http.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { UNFORESEEN, refused, toRunFailure } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";

/** For so long a refusal may be a platform's trouble. */
const REFUSED_FOR_MS = 60 * 60_000;

/**
 * One 401 may be a platform's hiccup: only when it does not know the token at all is a reconnect asked
 * for. That too may pass, so it is tried on, unless who gives access says that it is over.
 */
export async function judgeFailure(
  ctx: Context,
  error: unknown,
  {
    connection,
    platform,
    http,
    identified,
  }: {
    connection: ConnectionRow;
    platform: Platform;
    /** Null before there was a way to ask. */
    http: PlatformHttp | null;
    /** It was asked for, and answered, whose account it is. */
    identified: () => void;
  },
): Promise<RunFailure> {
  // A public handle has no access that could have ended.
  const hasAccess = connection.accessTokenSealed !== "";
  if (isUnauthorised(error) && hasAccess && http !== null) {
    try {
      await platform.identify(http, {});
      identified();
      const hiccup = new PlatformError("unavailable", error.message, { status: 401, cause: error });
      return toRunFailure(hiccup, platform.name) ?? UNFORESEEN;
    } catch (second) {
      // Why it could not be renewed says more than that the old token is no longer taken.
      const isTold =
        isUnauthorised(second) &&
        (error instanceof AccessOverError || (second.told === null && error.told !== null));
      return toFailure(ctx, isTold ? error : second, { connection, platform }) ?? UNFORESEEN;
    }
  }
  const failure = toFailure(ctx, error, { connection, platform });
  if (error instanceof SealError) {
    ctx.log.error("sync.unreadable_token", error, { connection: connection.id });
  } else if (failure === null) ctx.log.error("sync.unforeseen", error, { platform: platform.id });
  else if (error instanceof PlatformError) {
    ctx.log.warn("sync.failure", {
      platform: platform.id,
      kind: error.kind,
      reason: error.message,
    });
  }
  return failure ?? UNFORESEEN;
}

function toFailure(
  ctx: Context,
  error: unknown,
  { connection, platform }: { connection: ConnectionRow; platform: Platform },
): RunFailure | null {
  const failure = toRunFailure(error, platform.name);
  if (failure === null || !isUnauthorised(error) || error instanceof AccessOverError) {
    return failure;
  }
  const since = refusedSince(connection);
  return refused(failure, isNewRefusal(since, ctx.now()));
}

/** Whether it may still be a platform's trouble. */
export function isNewRefusal(since: number | null, now: number): boolean {
  return since === null || now - since < REFUSED_FOR_MS;
}

/** Since when a token is refused, null where it is not; a reconnect brings another. */
export function refusedSince({
  problemCode,
  refusedSince: since,
}: Pick<ConnectionRow, "problemCode" | "refusedSince">): number | null {
  return problemCode === "unauthorised" ? since : null;
}

export function isUnauthorised(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.kind === "unauthorised";
}

import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import type { PlatformHttp } from "../../platforms/http.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { UNFORESEEN, toRunFailure } from "./run-failure.ts";
import type { RunFailure } from "./run-failure.ts";

/** One 401 may be a platform's hiccup: only when it does not know the token at all is access over. */
export async function judgeFailure(
  ctx: Context,
  error: unknown,
  {
    connection,
    platform,
    http,
  }: {
    connection: ConnectionRow;
    platform: Platform;
    /** Null before there was a way to ask. */
    http: PlatformHttp | null;
  },
): Promise<RunFailure> {
  // A public handle has no access that could have ended.
  const hasAccess = connection.accessTokenSealed !== "";
  if (isUnauthorised(error) && hasAccess && http !== null) {
    try {
      await platform.identify(http, {});
      const hiccup = new PlatformError("unavailable", error.message, { status: 401, cause: error });
      return toRunFailure(hiccup, platform.name) ?? UNFORESEEN;
    } catch (second) {
      // Why it could not be renewed says more than that the old token is no longer taken.
      const isTold = isUnauthorised(second) && second.told === null && error.told !== null;
      return toRunFailure(isTold ? error : second, platform.name) ?? UNFORESEEN;
    }
  }
  const failure = toRunFailure(error, platform.name);
  if (failure === null) ctx.log.error("sync.unforeseen", error, { platform: platform.id });
  else if (error instanceof PlatformError) {
    ctx.log.warn("sync.failure", {
      platform: platform.id,
      kind: error.kind,
      reason: error.message,
    });
  }
  return failure ?? UNFORESEEN;
}

export function isUnauthorised(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.kind === "unauthorised";
}

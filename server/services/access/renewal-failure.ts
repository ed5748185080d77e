import { AccessOverError, PlatformError, RenewalLostError } from "../../errors.ts";
import type { OAuthError } from "../../errors.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";

const KEPT = "Everything gathered is kept";
/** The clocks of two machines, and the way between them. */
const ABOUT_MS = 10 * 60_000;

/** Why no new access was given, where that is known. */
export function toRenewalFailure(
  error: OAuthError,
  connection: Pick<ConnectionRow, "grantEndsAt">,
  platform: Platform,
  now: number,
): PlatformError {
  const { name } = platform;
  const message = `The token was not renewed: ${error.code}.`;
  if (error.isAnswerLost || error.code === "unavailable" || error.code === "asked_to_wait") {
    if (error.cause instanceof PlatformError) return error.cause;
    return new PlatformError("unavailable", message, { cause: error });
  }
  // The grant is as good as ever: nothing is ended by what its owner can correct.
  if (error.code === "wrong_client") {
    return new PlatformError("forbidden", message, {
      cause: error,
      told: `${name} does not accept the id or secret of the app that this was connected with. Its owner must correct them. ${KEPT}, and it goes on by itself then.`,
    });
  }
  const { grantEndsAt } = connection;
  const isEnd = grantEndsAt !== null && now >= grantEndsAt - ABOUT_MS;
  return new AccessOverError(message, {
    cause: error,
    ...(isEnd ? { told: toldOfEnd(platform) } : {}),
  });
}

/** The token's end was known before anything was asked, and nothing can renew it. */
export function expired(platform: Platform): PlatformError {
  return new AccessOverError("The token has run out.", { told: toldOfEnd(platform) });
}

function toldOfEnd({ name, connect }: Platform): string {
  const why = connect.type === "oauth" && connect.knownEnd ? ` ${connect.knownEnd}` : "";
  return `The access that ${name} gave has run out.${why} ${KEPT}. Reconnect, and what is missing since then is fetched.`;
}

/** Showing a refresh token that may have been used would end all that came of it. */
export function renewalLost({ name }: Platform): RenewalLostError {
  return new RenewalLostError("The answer to a renewal was lost.", {
    told: `${name} was asked for new access, and its answer was lost on the way; it gives that only once. ${KEPT}. Reconnect, and what is missing since then is fetched.`,
  });
}

/** Only the app that a grant was given to can renew it; the server's own may be set again. */
export function appMissing(
  { clientId }: Pick<ConnectionRow, "clientId">,
  { name }: Platform,
): PlatformError {
  const message = "The app that the grant belongs to is not there.";
  return clientId === null
    ? new PlatformError("forbidden", message, {
        told: `This server has no ${name} app at the moment, and without it access cannot be renewed. Its owner must set it. ${KEPT}, and it goes on by itself then.`,
      })
    : new AccessOverError(message, {
        told: `The app that ${name} was connected with is no longer here, and only it can renew the access. ${KEPT}. Reconnect to go on.`,
      });
}

import type { TokenSet } from "../../oauth/flow.ts";
import type { OAuthDefinition } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";

/** A token that can be renewed at will is renewed so long before its end, or at half its life. */
const RENEWED_BEFORE_MS = 15 * 60_000;
/** And up to a fifth of that earlier, so that what was connected together is not renewed together. */
const JITTER = 0.2;

export type TokenTimes = Pick<ConnectionRow, "tokenExpiresAt" | "tokenRenewAt" | "grantEndsAt">;

/**
 * When new tokens end, when they are renewed, and when the whole grant ends; epoch milliseconds.
 * `standing` is the grant whose refresh token stays good where the answer brought no new one.
 */
export function toTokenTimes(
  tokens: TokenSet,
  given: {
    refresh: OAuthDefinition["refresh"];
    standing: Pick<ConnectionRow, "grantEndsAt"> | null;
    now: number;
    /** In [0, 1). */
    random: number;
  },
): TokenTimes {
  const { now, random, standing } = given;
  const { refreshToken, expiresIn, grantEndsIn } = tokens;
  const tokenExpiresAt = expiresIn === null ? null : now + expiresIn * 1000;
  const isRenewable = refreshToken !== null || standing !== null;
  const isRenewedInTime = isRenewable && expiresIn !== null && given.refresh === "kept";
  return {
    tokenExpiresAt,
    tokenRenewAt: isRenewedInTime ? now + renewedAfter(expiresIn * 1000, random) : null,
    grantEndsAt: grantEndsIn === null ? untoldEnd() : now + grantEndsIn * 1000,
  };

  /** A new refresh token has no end; one that stays has its own; without any, all ends with the token. */
  function untoldEnd(): number | null {
    if (refreshToken !== null) return null;
    return standing === null ? tokenExpiresAt : standing.grantEndsAt;
  }
}

function renewedAfter(life: number, random: number): number {
  const before = Math.min(RENEWED_BEFORE_MS, life / 2) * (1 + JITTER * random);
  return Math.max(0, Math.floor(life - before));
}

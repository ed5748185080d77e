import type { Context } from "../../context.ts";
import { OAuthError } from "../../errors.ts";
import { refreshTokens } from "../../oauth/flow.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { OAuthDefinition, Platform } from "../../platforms/platform.ts";
import { LeaseLostError } from "../../store/commit-fenced.ts";
import {
  claimRenewal,
  endRenewal,
  findTokens,
  putRenewalLost,
  putTokens,
} from "../../store/connection-tokens.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { findClientOf } from "../apps/find-client.ts";
import { endUnwanted } from "../connections/end-grant.ts";
import { toTokenColumns } from "./token-columns.ts";
import { tokenPlace } from "./token.ts";
import { appMissing, renewalLost, toRenewalFailure } from "./renewal-failure.ts";
import { LEASE_MS } from "../sync/run-writer.ts";

/** Asking takes 45 s at most; who has not come back by now never will. */
const RENEWAL_LOST_AFTER_MS = 60_000;

/** A connection with a refresh token, and who gave it. */
export interface RenewableGrant {
  readonly connection: ConnectionRow;
  readonly platform: Platform;
  readonly oauth: OAuthDefinition;
}

/**
 * A new access token; null while somebody else is asking for it. One caller alone asks. His claim is
 * stored before he does, and the new pair before it is used, so that whatever ends him leaves the old
 * pair, the claim (nobody knows what was given), or the new pair. Throws `PlatformError`, a
 * `RenewalLostError` where a claim cannot be tried again; `SealError`, `LeaseLostError`.
 */
export async function renewToken(ctx: Context, grant: RenewableGrant): Promise<string | null> {
  const { connection, platform, oauth } = grant;
  const client = await findClientOf(ctx, connection);
  if (client === null) throw appMissing(connection, platform);
  const refreshToken = await ctx.vault.open(
    connection.refreshTokenSealed ?? "",
    tokenPlace(connection.id, "refresh_token_sealed"),
  );
  const since = claimTime(ctx.now(), connection.fence);
  if (!(await claim(ctx, grant, since))) return await tokenOfAnother(ctx, grant);
  let tokens: TokenSet;
  try {
    tokens = await refreshTokens(ctx.http(platform, null), oauth, { client, refreshToken });
  } catch (error) {
    // What nobody foresaw may have come after the question: then the claim stays.
    throw error instanceof OAuthError ? await endClaim(ctx, grant, since, error) : error;
  }
  if (!(await keepTokens(ctx, grant, tokens))) {
    // Whoever disconnected it ended what he knew of; nobody else knows of these.
    const isGone = (await findTokens(ctx.db, connection.id)) === null;
    if (isGone) await endUnwanted(ctx, connection, tokens);
    throw new LeaseLostError();
  }
  ctx.log.info("token.refreshed", { connection: connection.id, platform: platform.id });
  return tokens.accessToken;
}

/** Two runs of one millisecond differ in their fences: a fraction of it tells their claims apart. */
function claimTime(now: number, fence: number): number {
  return now + (fence % 4096) / 4096;
}

/** One that was made, and said so to nobody, is ended: nothing has been asked yet. */
async function claim(
  ctx: Context,
  { connection, oauth }: RenewableGrant,
  since: number,
): Promise<boolean> {
  try {
    return await claimRenewal(ctx.db, connection, {
      now: since,
      leaseUntil: Math.floor(since) + LEASE_MS,
      deadAfter: RENEWAL_LOST_AFTER_MS,
      mayAskAgain: oauth.refresh === "kept",
    });
  } catch (error) {
    await release(ctx, connection.id, { since, tokenRenewAt: null });
    throw error;
  }
}

/** A claim that stays reads as an answer that was lost: it is worth a second try. */
async function release(
  ctx: Context,
  id: string,
  end: Parameters<typeof endRenewal>[2],
): Promise<void> {
  try {
    await endRenewal(ctx.db, id, end);
  } catch (error) {
    ctx.log.error("token.claim_not_ended", error, { connection: id });
    await endRenewal(ctx.db, id, end);
  }
}

/** What somebody else got is as good; a claim of his that has died may have used the token up. */
async function tokenOfAnother(
  ctx: Context,
  { connection, platform, oauth }: RenewableGrant,
): Promise<string | null> {
  const { id } = connection;
  const standing = await findTokens(ctx.db, id);
  if (standing === null) throw new LeaseLostError();
  if (standing.accessTokenSealed !== connection.accessTokenSealed) {
    return await ctx.vault.open(standing.accessTokenSealed, tokenPlace(id, "access_token_sealed"));
  }
  if (standing.renewalLostAt !== null) throw renewalLost(platform);
  const { renewingSince } = standing;
  const now = ctx.now();
  const isDead = renewingSince !== null && Math.abs(now - renewingSince) > RENEWAL_LOST_AFTER_MS;
  if (!isDead || oauth.refresh === "kept") return null;
  throw await endLostClaim(ctx, { connection, platform }, renewingSince);
}

/** Ends a claim that brought nothing; the error says why. */
async function endClaim(
  ctx: Context,
  { connection, platform, oauth }: RenewableGrant,
  since: number,
  error: OAuthError,
): Promise<Error> {
  if (error.isAnswerLost && oauth.refresh !== "kept") {
    return await endLostClaim(ctx, { connection, platform }, since);
  }
  const failure = toRenewalFailure(error, connection, platform, ctx.now());
  await release(ctx, connection.id, { since, tokenRenewAt: failure.retryAt });
  return failure;
}

async function endLostClaim(
  ctx: Context,
  { connection, platform }: Pick<RenewableGrant, "connection" | "platform">,
  since: number,
): Promise<Error> {
  const isLost = await putRenewalLost(ctx.db, connection, { since, lostAt: ctx.now() });
  if (!isLost) return new LeaseLostError();
  ctx.log.warn("token.renewal_lost", { connection: connection.id, platform: platform.id });
  return renewalLost(platform);
}

/**
 * False when others stand there by now. A pair that is given once is worth a second try where the
 * database did not answer; the first may have been written all the same.
 */
async function keepTokens(
  ctx: Context,
  { connection, oauth }: RenewableGrant,
  tokens: TokenSet,
): Promise<boolean> {
  const columns = await toTokenColumns(ctx, connection.id, tokens, {
    refresh: oauth.refresh,
    standing: connection,
  });
  const put = (): Promise<boolean> =>
    putTokens(ctx.db, connection, { ...columns, updatedAt: ctx.now() });
  try {
    return await put();
  } catch (error) {
    ctx.log.error("token.not_stored", error, { connection: connection.id });
    if (await put()) return true;
    const standing = await findTokens(ctx.db, connection.id);
    return standing?.accessTokenSealed === columns.accessTokenSealed;
  }
}

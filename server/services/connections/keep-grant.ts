import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { revoke } from "../../oauth/flow.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { PlatformAccount } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import {
  findConnectionOfAccount,
  insertConnection,
  renewConnection,
} from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { findClientOf } from "../apps/find-client.ts";
import { requestSync } from "../schedule/request-sync.ts";
import { finishDisconnect } from "./finish-disconnects.ts";
import { toTokenColumns } from "../access/token-columns.ts";
import { tokenPlace } from "../access/token.ts";

/** What connecting brought: an account, and what opens it. */
export interface Grant {
  readonly userId: string;
  readonly account: PlatformAccount;
  /** An access token, or the whole Authorization header of a key; empty where all is public. */
  readonly tokens: TokenSet;
  readonly includePrivate: boolean;
  /** The person's own app that it was given to; null for the server's, or where there is none. */
  readonly clientId: string | null;
}

const STILL_DELETED =
  "What this account brought before is still being deleted. Connect it again in a few minutes.";

/**
 * Keeps a grant and starts its sync; the same account again renews what stands. Other requests may
 * connect, sync or disconnect the same account meanwhile: then it looks again.
 */
export async function keepGrant(
  ctx: Context,
  platform: Platform,
  grant: Grant,
): Promise<{ id: string; isNew: boolean }> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const identity = {
      userId: grant.userId,
      platform: platform.id,
      externalId: grant.account.externalId,
      alsoKnownAs: grant.account.alsoKnownAs ?? [],
    };
    const standing = await findConnectionOfAccount(ctx.db, identity);
    if (standing?.status === "disconnecting") {
      const { isDone } = await finishDisconnect(ctx, standing, { mayBeHeld: true });
      if (!isDone) throw new AppError("CONFLICT", STILL_DELETED);
      continue;
    }
    const id = standing
      ? await renew(ctx, platform, standing, grant)
      : await insert(ctx, platform, grant);
    if (id === null) continue;
    await requestSync(ctx, [id], "connect");
    return { id, isNew: standing === null };
  }
  throw new Error("The connection changed each time it was to be renewed.");
}

async function insert(ctx: Context, platform: Platform, grant: Grant): Promise<string | null> {
  const id = ctx.newId();
  const isNew = await insertConnection(ctx.db, {
    id,
    userId: grant.userId,
    platform: platform.id,
    externalId: grant.account.externalId,
    ...(await grantColumns(ctx, platform, { id, grant, standing: null })),
    createdAt: ctx.now(),
  });
  return isNew ? id : null;
}

const UNREAD = { cursor: null, isComplete: false, completeSince: null, historyLimit: null };

/** A wider or narrower grant reads the history anew: what is there already costs no write. */
async function renew(
  ctx: Context,
  platform: Platform,
  standing: ConnectionRow,
  grant: Grant,
): Promise<string | null> {
  const { id } = standing;
  const rereads = standing.includePrivate !== grant.includePrivate;
  // Google gives a refresh token at the first consent only; the one that stands is still good.
  const isKept = standing.refreshTokenSealed !== null && standing.clientId === grant.clientId;
  const isRenewed = await renewConnection(ctx.db, standing, {
    ...(isKept ? {} : { refreshTokenSealed: null }),
    ...(await grantColumns(ctx, platform, { id, grant, standing: isKept ? standing : null })),
    ...(rereads ? UNREAD : {}),
  });
  if (!isRenewed) return null;
  await endOldToken(ctx, platform, standing, grant.tokens);
  return id;
}

async function grantColumns(
  ctx: Context,
  { connect }: Platform,
  of: { id: string; grant: Grant; standing: ConnectionRow | null },
) {
  const { account, tokens, includePrivate, clientId } = of.grant;
  const now = ctx.now();
  return {
    handle: account.handle,
    displayName: account.displayName,
    url: account.url,
    email: account.email,
    status: "active" as const,
    includePrivate,
    clientId,
    scopes: tokens.scopes.join(" "),
    ...(await toTokenColumns(ctx, of.id, tokens, {
      refresh: connect.type === "oauth" ? connect.refresh : "none",
      standing: of.standing,
    })),
    nextSyncAt: now,
    failures: 0,
    problemCode: null,
    problemMessage: null,
    updatedAt: now,
  };
}

/**
 * What was replaced is of no more use, and a refresh token may last for ever: it is ended, and with it
 * what came of it, where the platform takes it. That it may be dead already is no matter.
 */
async function endOldToken(
  ctx: Context,
  platform: Platform,
  standing: ConnectionRow,
  renewed: TokenSet,
): Promise<void> {
  const { connect } = platform;
  if (connect.type !== "oauth" || connect.revoke.token === null) return;
  try {
    const client = await findClientOf(ctx, standing);
    if (client === null) return;
    const { id, accessTokenSealed, refreshTokenSealed } = standing;
    const takesRefresh = connect.revoke.token.body === "form" && renewed.refreshToken !== null;
    const token =
      takesRefresh && refreshTokenSealed !== null
        ? await ctx.vault.open(refreshTokenSealed, tokenPlace(id, "refresh_token_sealed"))
        : await ctx.vault.open(accessTokenSealed, tokenPlace(id, "access_token_sealed"));
    if (token === renewed.accessToken || token === renewed.refreshToken) return;
    await revoke(ctx.http(platform, null), connect, "token", { client, token });
  } catch (error) {
    ctx.log.warn("token.not_revoked", {
      connection: standing.id,
      reason: error instanceof Error ? error.name : "unknown",
    });
  }
}

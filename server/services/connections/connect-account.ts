import type { Context } from "../../context.ts";
import { OAuthError } from "../../errors.ts";
import { revoke } from "../../oauth/flow.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { Platform, PlatformAccount } from "../../platforms/platform.ts";
import {
  findConnectionOfAccount,
  insertConnection,
  renewConnection,
} from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { Consent } from "../consent/end-consent.ts";
import { oauthOf } from "../consent/oauth-of.ts";
import { requestSync } from "../sync/request-sync.ts";
import { finishDisconnect } from "./disconnect-connection.ts";
import { tokenPlace } from "./token.ts";

/** Keeps a granted account for the person who asked, and starts its sync. The same account again renews it. */
export async function connectAccount(
  ctx: Context,
  platform: Platform,
  consent: Consent,
): Promise<{ id: string }> {
  const { account, request, tokens } = consent;
  if (request.userId === null) throw new OAuthError("state_unknown");
  const includePrivate =
    request.includePrivate &&
    (oauthOf(platform).privateAccess?.scopes ?? []).every((scope) => tokens.scopes.includes(scope));
  const identity = {
    userId: request.userId,
    platform: platform.id,
    externalId: account.externalId,
  };
  const id = await keepGrant(ctx, platform, identity, { account, tokens, includePrivate });
  await requestSync(ctx, [id], "connect");
  return { id };
}

/** Other requests may connect, sync or disconnect the same account meanwhile: then it looks again. */
async function keepGrant(
  ctx: Context,
  platform: Platform,
  identity: AccountIdentity,
  grant: Grant,
): Promise<string> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const standing = await findConnectionOfAccount(ctx.db, identity);
    if (standing?.status === "disconnecting") await finishDisconnect(ctx, standing);
    else if (standing === null) {
      const id = await insert(ctx, identity, grant);
      if (id !== null) return id;
    } else if (await renew(ctx, platform, standing, grant)) return standing.id;
  }
  throw new Error("The connection changed each time it was to be renewed.");
}

interface AccountIdentity {
  readonly userId: string;
  readonly platform: string;
  readonly externalId: string;
}

interface Grant {
  readonly account: PlatformAccount;
  readonly tokens: TokenSet;
  readonly includePrivate: boolean;
}

async function insert(
  ctx: Context,
  identity: AccountIdentity,
  grant: Grant,
): Promise<string | null> {
  const id = ctx.newId();
  const isNew = await insertConnection(ctx.db, {
    id,
    ...identity,
    ...(await grantColumns(ctx, id, grant)),
    createdAt: ctx.now(),
  });
  return isNew ? id : null;
}

/** A wider or narrower grant reads the history anew: what is there already costs no write. */
async function renew(
  ctx: Context,
  platform: Platform,
  standing: ConnectionRow,
  grant: Grant,
): Promise<boolean> {
  const rereads = standing.includePrivate !== grant.includePrivate;
  const isRenewed = await renewConnection(ctx.db, standing, {
    ...(await grantColumns(ctx, standing.id, grant)),
    ...(rereads ? { cursor: null, isComplete: false } : {}),
  });
  if (isRenewed) await endOldToken(ctx, platform, standing, grant.tokens.accessToken);
  return isRenewed;
}

async function grantColumns(ctx: Context, id: string, { account, tokens, includePrivate }: Grant) {
  const now = ctx.now();
  const { accessToken, refreshToken, expiresIn } = tokens;
  return {
    handle: account.handle,
    displayName: account.displayName,
    url: account.url,
    email: account.email,
    status: "active" as const,
    includePrivate,
    scopes: tokens.scopes.join(" "),
    accessTokenSealed: await ctx.vault.seal(accessToken, tokenPlace(id, "access_token_sealed")),
    refreshTokenSealed:
      refreshToken === null
        ? null
        : await ctx.vault.seal(refreshToken, tokenPlace(id, "refresh_token_sealed")),
    tokenExpiresAt: expiresIn === null ? null : now + expiresIn * 1000,
    nextSyncAt: now,
    failures: 0,
    problemCode: null,
    problemMessage: null,
    updatedAt: now,
  };
}

/** The token that was replaced is of no more use; that it may be dead already is no matter. */
async function endOldToken(
  ctx: Context,
  platform: Platform,
  standing: ConnectionRow,
  newToken: string,
): Promise<void> {
  const client = ctx.config.oauthClient(platform.id);
  if ("missing" in client) return;
  try {
    const token = await ctx.vault.open(
      standing.accessTokenSealed,
      tokenPlace(standing.id, "access_token_sealed"),
    );
    if (token === newToken) return;
    await revoke(ctx.http(platform, null), oauthOf(platform), "token", { client, token });
  } catch (error) {
    ctx.log.warn("token.not_revoked", {
      connection: standing.id,
      reason: error instanceof Error ? error.name : "unknown",
    });
  }
}

import type { Context } from "../../context.ts";
import { OAuthError } from "../../errors.ts";
import { revoke } from "../../oauth/flow.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { Platform, PlatformAccount } from "../../platforms/platform.ts";
import {
  findConnectionOfAccount,
  insertConnection,
  updateConnection,
} from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { Consent } from "../consent/end-consent.ts";
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
    platform.oauth.privateScopes.every((scope) => tokens.scopes.includes(scope));
  const identity = {
    userId: request.userId,
    platform: platform.id,
    externalId: account.externalId,
  };
  const standing = await findConnectionOfAccount(ctx.db, identity);
  const isGoing = standing?.status === "disconnecting";
  if (standing && isGoing) await finishDisconnect(ctx, standing);
  const id =
    standing && !isGoing
      ? await renew(ctx, platform, standing, { account, tokens, includePrivate })
      : await insert(ctx, identity, { account, tokens, includePrivate });
  await requestSync(ctx, [id], "connect");
  return { id };
}

interface Grant {
  readonly account: PlatformAccount;
  readonly tokens: TokenSet;
  readonly includePrivate: boolean;
}

async function insert(
  ctx: Context,
  identity: { userId: string; platform: string; externalId: string },
  grant: Grant,
): Promise<string> {
  const id = ctx.newId();
  await insertConnection(ctx.db, {
    id,
    ...identity,
    ...(await grantColumns(ctx, id, grant)),
    createdAt: ctx.now(),
  });
  return id;
}

/** A wider or narrower grant reads the history anew: what is there already costs no write. */
async function renew(
  ctx: Context,
  platform: Platform,
  standing: ConnectionRow,
  grant: Grant,
): Promise<string> {
  const rereads = standing.includePrivate !== grant.includePrivate;
  await updateConnection(
    ctx.db,
    standing.id,
    {
      ...(await grantColumns(ctx, standing.id, grant)),
      ...(rereads ? { cursor: null, isComplete: false } : {}),
    },
    { raiseFence: true },
  );
  await endOldToken(ctx, platform, standing, grant.tokens.accessToken);
  return standing.id;
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
    await revoke(ctx.http(platform, null), platform.oauth, "token", { client, token });
  } catch (error) {
    ctx.log.warn("token.not_revoked", {
      connection: standing.id,
      reason: error instanceof Error ? error.name : "unknown",
    });
  }
}

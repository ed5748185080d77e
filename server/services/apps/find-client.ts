import type { OAuthClient } from "../../config.ts";
import type { Context } from "../../context.ts";
import type { SealedPlace } from "../../oauth/vault.ts";
import { findPlatformCredentials } from "../../store/platform-credentials.ts";
import type { PlatformCredentialsRow } from "../../store/platform-credentials.ts";

/** The app to ask with: the person's own where there is one, else the server's; null where there is none. */
export async function findClient(
  ctx: Context,
  platform: string,
  userId: string | null,
): Promise<{ readonly client: OAuthClient; readonly isOwn: boolean } | null> {
  const own = userId === null ? null : await findPlatformCredentials(ctx.db, userId, platform);
  if (own !== null) return { client: await openClient(ctx, own), isOwn: true };
  const client = ctx.config.oauthClient(platform);
  return "missing" in client ? null : { client, isOwn: false };
}

/** What a grant belongs to; `clientId` is null for the server's app. */
export interface GrantOwner {
  readonly userId: string | null;
  readonly platform: string;
  readonly clientId: string | null;
}

/** The app that a grant was given to: no other may refresh or end it. Null when it is gone. */
export async function findClientOf(ctx: Context, grant: GrantOwner): Promise<OAuthClient | null> {
  const { userId, platform, clientId } = grant;
  if (clientId === null) {
    const client = ctx.config.oauthClient(platform);
    return "missing" in client ? null : client;
  }
  const own = userId === null ? null : await findPlatformCredentials(ctx.db, userId, platform);
  return own?.clientId === clientId ? await openClient(ctx, own) : null;
}

async function openClient(ctx: Context, own: PlatformCredentialsRow): Promise<OAuthClient> {
  const clientSecret = await ctx.vault.open(own.clientSecretSealed, secretPlace(own));
  return { clientId: own.clientId, clientSecret };
}

export function secretPlace(of: { userId: string; platform: string }): SealedPlace {
  const row = `${of.userId} ${of.platform}`;
  return { table: "media_platform_credentials", row, column: "client_secret_sealed" };
}

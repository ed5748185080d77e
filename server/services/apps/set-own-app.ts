import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { OAuthClient } from "../../config.ts";
import type { Context } from "../../context.ts";
import { AppError, OAuthError } from "../../errors.ts";
import { exchangeCode } from "../../oauth/flow.ts";
import type { Platform } from "../../platforms/platform.ts";
import { putPlatformCredentials } from "../../store/platform-credentials.ts";
import { getPlatform } from "../connections/get-platform.ts";
import { getPlatformInfo } from "../connections/list-platforms.ts";
import { redirectUriOf } from "../consent/begin-consent.ts";
import { oauthOf } from "../consent/oauth-of.ts";
import type { Actor } from "../identity/identity.ts";
import { secretPlace } from "./find-client.ts";

/** Keeps a person's own app for a platform, once the platform has accepted its id and secret. */
export async function setOwnApp(
  ctx: Context,
  actor: Actor,
  input: { platform: string; clientId: string; clientSecret: string },
): Promise<PlatformInfo> {
  const platform = getPlatform(ctx, input.platform);
  const client = { clientId: input.clientId, clientSecret: input.clientSecret };
  await checkClient(ctx, platform, client);
  const own = { userId: actor.userId, platform: platform.id };
  const now = ctx.now();
  await putPlatformCredentials(ctx.db, {
    ...own,
    clientId: client.clientId,
    clientSecretSealed: await ctx.vault.seal(client.clientSecret, secretPlace(own)),
    createdAt: now,
    updatedAt: now,
  });
  return await getPlatformInfo(ctx, actor, platform);
}

/** Tries to trade a code that never was: a platform names a wrong client before a wrong code. */
async function checkClient(ctx: Context, platform: Platform, client: OAuthClient): Promise<void> {
  const { name } = platform;
  const redirectUri = redirectUriOf(ctx, platform);
  try {
    await exchangeCode(ctx.http(platform, null), oauthOf(platform), {
      client,
      redirectUri,
      code: "is-this-app-known",
      verifier: ctx.newSecret(),
    });
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    switch (error.code) {
      case "wrong_client":
        throw new AppError(
          "INVALID",
          `${name} does not accept this client id and secret together. Copy both again from the app's page there.`,
          { field: "clientSecret" },
        );
      case "redirect_mismatch":
        throw new AppError(
          "INVALID",
          `${name} knows the app, but not our return address. Add ${redirectUri} to the app there, then save again.`,
          { field: "clientId" },
        );
      // The client was accepted: it is the code that never was.
      case "code_expired":
        return;
      default:
        throw new AppError(
          "UPSTREAM",
          `${name} could not be asked whether it knows this app, so nothing was saved. Try again in a minute.`,
        );
    }
  }
}

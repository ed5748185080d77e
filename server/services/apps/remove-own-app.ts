import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Context } from "../../context.ts";
import { deletePlatformCredentials } from "../../store/platform-credentials.ts";
import { getPlatform } from "../connections/get-platform.ts";
import { getPlatformInfo } from "../connections/list-platforms.ts";
import { oauthOf } from "../consent/oauth-of.ts";
import type { Actor } from "../identity/identity.ts";

/** What was connected with it goes on until its access runs out, and then asks to be connected again. */
export async function removeOwnApp(
  ctx: Context,
  actor: Actor,
  input: { platform: string },
): Promise<PlatformInfo> {
  const platform = getPlatform(ctx, input.platform);
  oauthOf(platform);
  await deletePlatformCredentials(ctx.db, actor.userId, platform.id);
  return await getPlatformInfo(ctx, actor, platform);
}

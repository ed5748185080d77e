import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/platform.ts";

/** The query parameter that asks for private items too. */
export const PRIVATE_OPTION = "private";

export function listPlatforms(ctx: Context): PlatformInfo[] {
  return ctx.platforms.map((platform) => toPlatformInfo(ctx, platform));
}

function toPlatformInfo(ctx: Context, platform: Platform): PlatformInfo {
  const client = ctx.config.oauthClient(platform.id);
  const missing = "missing" in client ? [...client.missing] : [];
  return {
    id: platform.id,
    name: platform.name,
    glyph: platform.glyph,
    hue: platform.hue,
    reads: platform.reads,
    placeName: platform.placeName,
    kinds: { ...platform.kinds },
    connect: {
      type: "oauth",
      start: `${ctx.config.basePath}/api/auth/${platform.id}`,
      options: [{ name: PRIVATE_OPTION, ...platform.oauth.privateOption }],
    },
    configured: missing.length === 0,
    missing,
  };
}

import * as z from "zod";
import type { ConnectWay, PlatformInfo, SettingField } from "../../../shared/platforms.ts";
import type { Context } from "../../context.ts";
import type { InputDefinition, OAuthDefinition, Platform } from "../../platforms/platform.ts";
import {
  findPlatformCredentials,
  listPlatformCredentials,
} from "../../store/platform-credentials.ts";
import type { Actor } from "../identity/identity.ts";
import { toPlatformFace } from "./platform-face.ts";
import { redirectUriOf } from "../consent/begin-consent.ts";

/** The query parameter that asks for private items too. */
export const PRIVATE_OPTION = "private";

/** Every platform, as this person may connect it. */
export async function listPlatforms(ctx: Context, actor: Actor): Promise<PlatformInfo[]> {
  const own = await listPlatformCredentials(ctx.db, actor.userId);
  const clientIds = new Map(own.map(({ platform, clientId }) => [platform, clientId]));
  return ctx.platforms.map((platform) =>
    toPlatformInfo(ctx, platform, clientIds.get(platform.id) ?? null),
  );
}

export async function getPlatformInfo(
  ctx: Context,
  actor: Actor,
  platform: Platform,
): Promise<PlatformInfo> {
  const own = await findPlatformCredentials(ctx.db, actor.userId, platform.id);
  return toPlatformInfo(ctx, platform, own?.clientId ?? null);
}

function toPlatformInfo(
  ctx: Context,
  platform: Platform,
  ownClientId: string | null,
): PlatformInfo {
  const { connect } = platform;
  const client = connect.type === "oauth" ? ctx.config.oauthClient(platform.id) : null;
  const missing = client !== null && "missing" in client ? [...client.missing] : [];
  return {
    ...toPlatformFace(platform),
    reads: platform.reads,
    placeName: platform.placeName,
    placeWords: [...(platform.placeWords ?? [])],
    connect:
      connect.type === "oauth"
        ? { ...toConsentWay(ctx, platform, connect), ownClientId }
        : toInputWay(connect),
    settings: toSettingFields(platform.settings.schema),
    usageNames: { ...platform.usageNames },
    meter:
      platform.quota === null
        ? null
        : { counts: platform.quota.meter, period: { ...platform.quota.period } },
    configured: missing.length === 0 || ownClientId !== null,
    missing,
  };
}

function toConsentWay(
  ctx: Context,
  platform: Platform,
  oauth: OAuthDefinition,
): Omit<Extract<ConnectWay, { type: "oauth" }>, "ownClientId"> {
  const { privateAccess, ownApp } = oauth;
  return {
    type: "oauth",
    start: `${ctx.config.basePath}/api/auth/${platform.id}`,
    options:
      privateAccess === null
        ? []
        : [{ name: PRIVATE_OPTION, label: privateAccess.label, help: privateAccess.help }],
    redirectUri: redirectUriOf(ctx, platform),
    ownApp: { url: ownApp.url, steps: [...ownApp.steps] },
  };
}

const fieldMeta = z.object({
  title: z.string(),
  description: z.string().default(""),
  example: z.string().default(""),
  secret: z.boolean().default(false),
});

function toInputWay({ schema }: InputDefinition): ConnectWay {
  return {
    type: "input",
    fields: Object.entries(schema.shape).map(([name, field]) => {
      const { title, description, example, secret } = fieldMeta.parse(field.meta());
      return { name, label: title, help: description, example, secret };
    }),
  };
}

/** How each setting is drawn, from its schema: a flag, one of several words, or places. */
export function toSettingFields(schema: z.ZodObject): SettingField[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { title, description } = fieldMeta.parse((field as z.ZodType).meta());
    const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
    const words = { name, label: title, help: description };
    if (inner instanceof z.ZodBoolean) return { type: "flag", ...words };
    if (inner instanceof z.ZodEnum) {
      return { type: "choice", ...words, options: inner.options.map(String) };
    }
    return { type: "places", ...words };
  });
}

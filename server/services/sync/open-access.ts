import type { Context } from "../../context.ts";
import { OAuthError, PlatformError } from "../../errors.ts";
import { refreshTokens } from "../../oauth/flow.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { PlatformHttp } from "../../platforms/http.ts";
import type { LimitTold } from "../../platforms/http-failure.ts";
import type { OAuthDefinition, Platform } from "../../platforms/platform.ts";
import { LeaseLostError } from "../../store/commit-run.ts";
import { claimRenewal, endRenewal, findTokens, putTokens } from "../../store/connection-tokens.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { findClientOf } from "../apps/find-client.ts";
import { tokenPlace } from "../connections/token.ts";

/** The way to a connection's platform, with what opens it. */
export interface Access {
  readonly http: PlatformHttp;
  /** With a new token, where there is a way to get one that was not gone yet; else null. */
  renew(): Promise<Access | null>;
}

/** A token that can be renewed at will is renewed a little before its end; one that works once, only after. */
const RENEWED_EARLY_MS = 2 * 60_000;

/** Asking takes 20 s at most; who has not come back by now never will. */
const RENEWAL_LOST_AFTER_MS = 60_000;

/**
 * Opens a connection's access for one run, refreshed at most once. The new pair is stored before it is
 * used. Throws `PlatformError` (`unauthorised` when the grant is over), `SealError`, `LeaseLostError`.
 */
export async function openAccess(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
  heard: (told: LimitTold) => void,
): Promise<Access> {
  const { connect } = platform;
  if (connect.type === "input") {
    const authorization =
      connection.accessTokenSealed === ""
        ? null
        : await ctx.vault.open(connection.accessTokenSealed, placeOf(connection, "access"));
    return { http: ctx.http(platform, authorization, heard), renew: async () => null };
  }
  const { tokenExpiresAt } = connection;
  const early = connect.refresh === "kept" ? RENEWED_EARLY_MS : 0;
  const isOver = tokenExpiresAt !== null && tokenExpiresAt - early <= ctx.now();
  if (isOver && connection.refreshTokenSealed !== null) {
    return await renewAccess(ctx, connection, platform, { oauth: connect, heard });
  }
  if (isOver && tokenExpiresAt <= ctx.now()) throw expired(platform);
  const token = await ctx.vault.open(connection.accessTokenSealed, placeOf(connection, "access"));
  return {
    http: ctx.http(platform, `Bearer ${token}`, heard),
    renew: async () =>
      connection.refreshTokenSealed === null
        ? null
        : await renewAccess(ctx, connection, platform, { oauth: connect, heard }),
  };
}

async function renewAccess(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
  { oauth, heard }: { oauth: OAuthDefinition; heard: (told: LimitTold) => void },
): Promise<Access> {
  const { id } = connection;
  const since = ctx.now();
  const claim = { now: since, lostBefore: since - RENEWAL_LOST_AFTER_MS };
  if (!(await claimRenewal(ctx.db, connection, claim))) {
    return await accessOfAnother(ctx, connection, platform, heard);
  }
  const tokens = await askForTokens(ctx, connection, platform, oauth).catch(
    async (error: unknown) => {
      await endRenewal(ctx.db, id, since);
      throw error;
    },
  );
  const isKept = await putTokens(ctx.db, connection, {
    accessTokenSealed: await ctx.vault.seal(tokens.accessToken, placeOf(connection, "access")),
    tokenExpiresAt: tokens.expiresIn === null ? null : ctx.now() + tokens.expiresIn * 1000,
    ...(tokens.refreshToken === null
      ? {}
      : {
          refreshTokenSealed: await ctx.vault.seal(
            tokens.refreshToken,
            placeOf(connection, "refresh"),
          ),
        }),
    updatedAt: ctx.now(),
  });
  if (!isKept) throw new LeaseLostError();
  ctx.log.info("token.refreshed", { connection: id, platform: platform.id });
  return {
    http: ctx.http(platform, `Bearer ${tokens.accessToken}`, heard),
    renew: async () => null,
  };
}

/** Somebody else renewed it, or is about to: what he got is as good, and what he has not yet is waited for. */
async function accessOfAnother(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
  heard: (told: LimitTold) => void,
): Promise<Access> {
  const standing = await findTokens(ctx.db, connection.id);
  if (standing === null || standing.accessTokenSealed === connection.accessTokenSealed) {
    throw new LeaseLostError();
  }
  const token = await ctx.vault.open(standing.accessTokenSealed, placeOf(connection, "access"));
  return { http: ctx.http(platform, `Bearer ${token}`, heard), renew: async () => null };
}

async function askForTokens(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
  oauth: OAuthDefinition,
): Promise<TokenSet> {
  const { name } = platform;
  const client = await findClientOf(ctx, connection);
  if (client === null) {
    throw new PlatformError("unauthorised", "The app that the grant belongs to is gone.", {
      told: `The app that ${name} was connected with is no longer here, and only it can renew the access. Everything gathered is kept. Reconnect to go on.`,
    });
  }
  const sealed = connection.refreshTokenSealed ?? "";
  const refreshToken = await ctx.vault.open(sealed, placeOf(connection, "refresh"));
  try {
    return await refreshTokens(ctx.http(platform, null), oauth, { client, refreshToken });
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const isForNow = error.code === "unavailable" || error.code === "asked_to_wait";
    if (isForNow && error.cause instanceof PlatformError) throw error.cause;
    throw new PlatformError("unauthorised", `The token was not renewed: ${error.code}.`, {
      cause: error,
      ...(error.code === "wrong_client"
        ? {
            told: `${name} no longer accepts the app that this was connected with. Its owner must correct it; everything gathered is kept. Reconnect then.`,
          }
        : {}),
    });
  }
}

/** Its end was known before anything was asked, and nothing can renew it. */
function expired({ name }: Platform): PlatformError {
  return new PlatformError("unauthorised", "The token has run out.", {
    told: `The access that ${name} gave has run out. Everything gathered is kept. Reconnect, and what is missing since then is fetched.`,
  });
}

function placeOf({ id }: Pick<ConnectionRow, "id">, which: "access" | "refresh") {
  return tokenPlace(id, `${which}_token_sealed`);
}

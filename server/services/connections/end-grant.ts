import type { Context } from "../../context.ts";
import { revoke } from "../../oauth/flow.ts";
import type { Revoked, TokenSet } from "../../oauth/flow.ts";
import { hasTwin } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { Grant } from "../../store/left-grants.ts";
import { findClientOf } from "../apps/find-client.ts";
import { tokenPlace } from "../access/token.ts";

/** With the queries that drop its tokens behind it, or leave them for later. */
export const END_GRANT_COST = { queries: 4, subrequests: 1 } as const;

/** Ends what a connection was given, at its platform; ended, too, where there is nothing to be ended. */
export async function endGrant(ctx: Context, row: Grant): Promise<Revoked> {
  // A handle gave us nothing that could be ended; a key is its owner's to delete there.
  if (row.accessTokenSealed === "") return { type: "ended" };
  const platform = ctx.platforms.find((one) => one.id === row.platform);
  if (platform?.connect.type !== "oauth") return { type: "refused" };
  try {
    const client = await findClientOf(ctx, row);
    if (client === null) return { type: "refused" };
    // The grant carries every token of that account: it may only go when nobody else stands on it.
    const what = (await hasTwin(ctx.db, row)) ? "token" : "grant";
    const token = await openToken(ctx, row, what);
    return await revoke(ctx.http(platform, null), platform.connect, what, { client, token });
  } catch (error) {
    ctx.log.warn("grant.not_revoked", {
      connection: row.id,
      reason: error instanceof Error ? error.name : "unknown",
    });
    return { type: "refused" };
  }
}

/** Ends a new pair that came when its connection was gone already, or on its way out: best effort. */
export async function endUnwanted(
  ctx: Context,
  row: ConnectionRow,
  { accessToken, refreshToken }: Pick<TokenSet, "accessToken" | "refreshToken">,
): Promise<void> {
  const platform = ctx.platforms.find((one) => one.id === row.platform);
  if (platform?.connect.type !== "oauth") return;
  try {
    const client = await findClientOf(ctx, row);
    if (client === null) return;
    const what = (await hasTwin(ctx.db, row)) ? "token" : "grant";
    const token = what === "grant" ? (refreshToken ?? accessToken) : accessToken;
    const { type } = await revoke(ctx.http(platform, null), platform.connect, what, {
      client,
      token,
    });
    ctx.log.info("token.unwanted", { connection: row.id, isEnded: type === "ended" });
  } catch (error) {
    ctx.log.warn("grant.not_revoked", {
      connection: row.id,
      reason: error instanceof Error ? error.name : "unknown",
    });
  }
}

/** A refresh token stands for the whole grant, where there is one. */
async function openToken(ctx: Context, row: Grant, what: "token" | "grant"): Promise<string> {
  const { accessTokenSealed, refreshTokenSealed } = row;
  return what === "grant" && refreshTokenSealed !== null
    ? await ctx.vault.open(refreshTokenSealed, tokenPlace(row.id, "refresh_token_sealed"))
    : await ctx.vault.open(accessTokenSealed, tokenPlace(row.id, "access_token_sealed"));
}

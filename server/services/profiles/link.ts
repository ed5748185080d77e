import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { hashSecret } from "../../oauth/encoding.ts";
import { SealError } from "../../oauth/vault.ts";
import type { SealedPlace } from "../../oauth/vault.ts";
import type { ProfileRow } from "../../store/profiles.ts";

type LinkColumns = Pick<ProfileRow, "linkHash" | "linkSealed" | "linkExpiresAt">;

export const NO_LINK: LinkColumns = { linkHash: null, linkSealed: null, linkExpiresAt: null };

/** A new secret: its hash to find the profile by, and sealed for its owner to read again. */
export async function makeLink(
  ctx: Context,
  profileId: string,
  expiresAt: number | null,
): Promise<LinkColumns> {
  const key = ctx.newSecret();
  return {
    linkHash: await hashSecret(key),
    linkSealed: await ctx.vault.seal(key, placeOf(profileId)),
    linkExpiresAt: expiresAt,
  };
}

/** Null where there is none, or the key that it was sealed with is gone: then a new one is to be made. */
export async function readLink(ctx: Context, row: ProfileRow): Promise<Profile["link"]> {
  if (row.linkSealed === null) return null;
  try {
    const key = await ctx.vault.open(row.linkSealed, placeOf(row.id));
    const { linkExpiresAt } = row;
    return {
      key,
      expiresAt: linkExpiresAt === null ? null : new Date(linkExpiresAt).toISOString(),
    };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    ctx.log.error("profile.link_unreadable", error, { profile: row.id });
    return null;
  }
}

function placeOf(row: string): SealedPlace {
  return { table: "media_profiles", row, column: "link_sealed" };
}

import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { findProfile } from "../../store/profiles.ts";
import type { ProfileRow } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";

/** The person's own profile; somebody else's is as if it never was. */
export async function getOwnProfile(ctx: Context, actor: Actor, id: string): Promise<ProfileRow> {
  const row = await findProfile(ctx.db, actor.userId, id);
  if (!row) throw new AppError("NOT_FOUND", "There is no such profile.");
  return row;
}

export function slugTaken(slug: string): AppError {
  return new AppError(
    "CONFLICT",
    `You already have a profile at ${slug}. Choose another address.`,
    {
      field: "slug",
    },
  );
}

export function toProfile(row: ProfileRow): Profile {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    isDefault: row.isDefault,
    visibility: row.visibility,
    zone: row.zone,
    theme: row.theme,
    connections: null,
    filter: [],
    countsPrivate: row.countsPrivate,
    link: null,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

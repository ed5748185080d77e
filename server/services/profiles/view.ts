import type { Profile } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { ProfileFilterRow } from "../../store/profile-filters.ts";
import { findOwnView } from "../../store/profile-views.ts";
import type { StoredView } from "../../store/profile-views.ts";
import type { ProfileRow } from "../../store/profiles.ts";
import type { Actor } from "../identity/identity.ts";
import { toTerms } from "../views/profile-terms.ts";
import { chosenConnections } from "./chosen-connections.ts";
import { readLink } from "./link.ts";

/** The person's own profile with all that it says; somebody else's is as if it never was. */
export async function getOwnProfile(ctx: Context, actor: Actor, id: string): Promise<StoredView> {
  const found = await findOwnView(ctx.db, actor.userId, id);
  if (!found) throw new AppError("NOT_FOUND", "There is no such profile.");
  return found;
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

/** A profile as its owner gets it. */
export async function toProfile(
  ctx: Context,
  row: ProfileRow,
  filters: readonly ProfileFilterRow[],
): Promise<Profile> {
  const chosen = chosenConnections(row);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    isDefault: row.isDefault,
    visibility: row.visibility,
    zone: row.zone,
    theme: row.theme,
    connections: chosen && [...chosen],
    filter: [...toTerms(filters)],
    countsPrivate: row.countsPrivate,
    link: await readLink(ctx, row),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

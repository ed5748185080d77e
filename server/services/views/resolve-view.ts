import type { Scope } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { hashSecret } from "../../oauth/encoding.ts";
import { listConnections } from "../../store/connections.ts";
import type { ProfileRow } from "../../store/profiles.ts";
import { findOwnView, findViewAt } from "../../store/profile-views.ts";
import type { StoredView } from "../../store/profile-views.ts";
import type { Actor } from "../identity/identity.ts";
import type { UserRow } from "../../store/users.ts";
import { actingUser, DEFAULT_ZONE } from "../users/get-me.ts";
import { toTerms } from "./profile-terms.ts";
import type { ProfileView, View, ViewFrame } from "./view.ts";
import { visibleSources } from "./visible-sources.ts";

/** Who asks; nobody is asked who he is where a profile is read by its address. */
export type Asker = () => Promise<Actor>;

/** The view of whoever asks on what he asks for. What he may not see is as if it never was. */
export async function resolveView(
  ctx: Context,
  asker: Asker,
  of: Scope | undefined,
): Promise<View> {
  return of === undefined
    ? await ownView(ctx, await asker())
    : await resolveProfile(ctx, asker, of);
}

/** One that is not shared with whoever asks is as one that never was, after the same queries. */
export async function resolveProfile(ctx: Context, asker: Asker, of: Scope): Promise<ProfileView> {
  const found =
    "profile" in of
      ? await findOwnView(ctx.db, (await asker()).userId, of.profile)
      : await findShared(ctx, of);
  if (found === null) throw new AppError("NOT_FOUND", "There is no such profile.");
  return toView(ctx, found);
}

async function ownView(ctx: Context, actor: Actor): Promise<View> {
  const user = await actingUser(ctx, actor);
  return { ...toOwnFrame(user), connections: await listConnections(ctx.db, user.id) };
}

/** All that is one's own. */
export function toOwnFrame(user: UserRow): ViewFrame {
  return { user, zone: user.zone ?? DEFAULT_ZONE, profile: null, terms: [], isOwner: true };
}

/** Null for what is not shared with whoever has this key, for whatever reason. */
async function findShared(
  ctx: Context,
  { person, slug, key = "" }: Extract<Scope, { person: string }>,
): Promise<StoredView | null> {
  const [keyHash, found] = await Promise.all([
    hashSecret(key),
    findViewAt(ctx.db, { handle: person.toLowerCase(), slug: slug.toLowerCase() }),
  ]);
  if (found === null) return null;
  const { eraseAt } = found.user;
  const now = ctx.now();
  const isErased = eraseAt !== null && eraseAt <= now;
  return isErased || !isOpen(found.profile, keyHash, now) ? null : found;
}

function isOpen(profile: ProfileRow, keyHash: string, now: number): boolean {
  const { visibility, linkHash, linkExpiresAt } = profile;
  if (visibility !== "unlisted") return visibility === "public";
  return linkHash === keyHash && (linkExpiresAt === null || linkExpiresAt > now);
}

/** As a visitor sees it, and its owner too, who looks at it. */
function toView(ctx: Context, { user, profile, connections, filters }: StoredView): ProfileView {
  const terms = toTerms(filters);
  return {
    user,
    zone: profile.zone ?? user.zone ?? DEFAULT_ZONE,
    profile,
    connections: visibleSources(ctx, { profile, connections, terms }),
    terms,
    isOwner: false,
  };
}

import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import {
  addCountingProfile,
  listCountingProfiles,
  removeCountingProfile,
} from "../../store/counting-profiles.ts";
import type { CountingProfile } from "../../store/counting-profiles.ts";
import { resolveView } from "../views/resolve-view.ts";
import { ALL_DAYS } from "./parse-range.ts";
import { readProfileCounts } from "./profile-counts.ts";
import { tellsApart } from "./tells-apart.ts";

/** What one tick does. A look costs at most 24 queries. */
const PER_TICK = { free: 1, paid: 5 } as const;

/** Goes on making the counts of profiles that somebody looked at before all of them were there. */
export async function goOnProfileCounts(ctx: Context): Promise<void> {
  const waiting = await listCountingProfiles(ctx.db);
  for (const one of waiting.slice(0, PER_TICK[ctx.config.plan])) {
    await removeCountingProfile(ctx.db, one.profileId);
    if (await goOn(ctx, one)) await addCountingProfile(ctx.db, one, ctx.now());
  }
}

/** False when all is counted, or nothing is left to count. */
async function goOn(ctx: Context, { userId, profileId }: CountingProfile): Promise<boolean> {
  try {
    const owner = () => Promise.resolve({ userId, sessionHash: "" });
    const view = await resolveView(ctx, owner, { profile: profileId });
    if (tellsApart(view)) return false;
    return (await readProfileCounts(ctx, view, profileId, ALL_DAYS)).isCounting;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return false;
    throw error;
  }
}

import { createRandom } from "../../../sandbox/random.ts";
import type { Random } from "../../../sandbox/random.ts";
import { DAY, HOUR, MINUTE, REFERENCE_DAY } from "../../../sandbox/times.ts";
import { EDITS } from "./small-talk.ts";
import type { Thing } from "./thing.ts";

type Fate = Pick<Thing, "edit" | "deletedAt" | "removed">;

/**
 * When the fate of something comes: within the hour for those who watch, at any time for what is
 * among the newest, or before the reference day for what lies further down.
 */
export type Pace = "live" | "open" | "settled";

/** What is younger than this on the reference day is among the newest. */
const UNSETTLED_MS = 25 * DAY;
export const SETTLED_AT = REFERENCE_DAY - UNSETTLED_MS;

/** What becomes of something written: mostly nothing. */
export function fateOf(
  key: string,
  { createdAt, text, pace }: { createdAt: number; text: string; pace: Pace },
): Fate {
  const isLive = pace === "live";
  const random = createRandom(`fate of ${key}`);
  const after = (typical: number): number => createdAt + spread(random, typical);
  const edit = random.chance(isLive ? 0.3 : 0.09)
    ? {
        at: after(isLive ? 10 * MINUTE : 5 * HOUR),
        text: `${text}\n\n${random.pick(EDITS)}`.trim(),
      }
    : null;
  const deletedAt = random.chance(isLive ? 0.15 : 0.05)
    ? after(isLive ? 25 * MINUTE : 12 * DAY)
    : null;
  const isRemoved = random.chance(isLive ? 0.06 : 0.025);
  const at = after(isLive ? 15 * MINUTE : 3 * DAY);
  const removed = isRemoved
    ? { at, approvedAt: random.chance(0.3) ? at + spread(random, isLive ? HOUR : 2 * DAY) : null }
    : null;
  const counts = (time: number | null): boolean =>
    time !== null && (pace !== "settled" || time < SETTLED_AT);
  return {
    edit: edit !== null && counts(edit.at) ? edit : null,
    deletedAt: counts(deletedAt) ? deletedAt : null,
    removed: removed !== null && counts(removed.at) && isDecided(removed, counts) ? removed : null,
  };
}

function isDecided(
  { approvedAt }: NonNullable<Fate["removed"]>,
  counts: (time: number | null) => boolean,
): boolean {
  return approvedAt === null || counts(approvedAt);
}

/** Mostly near `typical`, now and then four times as long; whole seconds. */
function spread(random: Random, typical: number): number {
  const factor = 4 ** (random.next() + random.next() - 1);
  return Math.max(1000, Math.floor((typical * factor) / 1000) * 1000);
}

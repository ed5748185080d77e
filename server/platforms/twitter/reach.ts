import type { Reach } from "../page.ts";
import { timeOfId } from "./post-id.ts";
import type { CursorState } from "./cursor.ts";
import type { Found, WalkState } from "./walk-state.ts";

/**
 * How far back it is complete. `floor` is when what is held without a gap begins; 0 once it is all
 * there is. It rises only where more is new than X shows: what lies between is out of reach.
 */
type Reached = Pick<CursorState, "floor" | "isCut">;

/** X shows no more than these of one person. */
export const MOST_SHOWN = 3200;

export function floorAfter(
  { isComplete, floor, isCut }: Pick<CursorState, "isComplete" | "floor" | "isCut">,
  does: "walk" | "look",
  { seen, isOver, isGivenUp }: Found,
): Reached {
  const isNews = isComplete || does === "look";
  const isEndless = !isNews && (seen.posts ?? 0) > MOST_SHOWN;
  const isCutOff = isOver && (seen.read >= MOST_SHOWN || isEndless);
  if (isNews) {
    const isTorn = isCutOff || (isOver && isGivenUp);
    return isTorn ? { floor: floorOf(seen), isCut: isCut || isCutOff } : { floor, isCut };
  }
  if (isOver && !isCutOff && !isGivenUp) return { floor: 0, isCut };
  return { floor: floorOf(seen) ?? floor, isCut: isCut || isCutOff };
}

export function reachOf({ floor, isCut, isComplete, walk, head }: CursorState): Reach {
  const news = isComplete ? walk : (head?.walk ?? null);
  const gap = news === null ? 0 : floorOf(news);
  const since = floor === null || gap === null ? null : Math.max(floor, gap);
  return { since, limit: isCut ? "X gives the newest 3,200 posts of an account." : null };
}

/** Everything after the oldest that was met; ids tell whole seconds, and the oldest ones nothing. */
function floorOf({ oldestId }: WalkState): number | null {
  const time = oldestId === null ? null : timeOfId(oldestId);
  return time === null ? null : time + 1;
}

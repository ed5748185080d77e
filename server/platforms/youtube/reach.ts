import type { Reach } from "../page.ts";
import type { CursorState } from "./cursor.ts";

/** No uploads list is longer: what was added before is not on it. */
export const MOST_LISTED = 20_000;

/**
 * The list goes by when something was added, and says nothing of when it was published: until all of it
 * is read, and while what is new is not, nobody can say how far back it is complete.
 */
export function reachOf(state: CursorState): Reach {
  const { isComplete, isWhole, isCut, isBehind, catchUp, pending } = state;
  const isCaughtUp = !isBehind && catchUp === null && pending.length === 0;
  const isAll = isComplete && isWhole && !isCut && isCaughtUp;
  return {
    since: isAll ? 0 : null,
    limit: isCut ? "YouTube lists the newest 20,000 videos of a channel." : null,
  };
}

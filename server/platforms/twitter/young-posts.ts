import { compareIds, timeOfId } from "./post-id.ts";

/**
 * X shows what was posted in one moment in any order, some of it minutes later. So long after it was
 * posted all that is older is shown too: only from there on may be asked for what is newer.
 */
const SHOWN_WITHIN_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
const MOST_YOUNG = 100;

export function isYoung(id: string, now: number): boolean {
  const postedAt = timeOfId(id);
  return postedAt !== null && now - postedAt < SHOWN_WITHIN_MS;
}

/** What is read again because it is newer than the mark that is asked from: no news then. */
export function youngAfter(
  before: readonly string[],
  read: readonly string[],
  { mark, now }: { readonly mark: string | null; readonly now: number },
): string[] {
  return [...new Set([...before, ...read.filter((id) => isYoung(id, now))])]
    .filter((id) => mark === null || compareIds(id, mark) > 0)
    .slice(-MOST_YOUNG);
}

/** X charges once for what is read twice in one day of UTC; a post that was known is of one, or counts. */
export function isOfToday(id: string, now: number): boolean {
  const postedAt = timeOfId(id);
  return postedAt !== null && Math.floor(postedAt / DAY_MS) === Math.floor(now / DAY_MS);
}

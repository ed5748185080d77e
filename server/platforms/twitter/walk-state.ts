import * as z from "zod";
import { compareIds, newerId, olderId } from "./post-id.ts";
import type { TimelinePage } from "./schema.ts";
import { isYoung } from "./young-posts.ts";

/**
 * Far more than all that X shows, even in short pages: every page is charged. Here a walk ends and counts
 * as complete, whatever is still offered: what lies below is not looked for again.
 */
const MOST_PAGES = 400;
/** So many pages of what was read, in answer to what is older than all of it, say that nothing is. */
const MOST_IDLE = 10;
const MOST_TOKENS = 50;

export const walkState = z.object({
  /** Where the next page begins: X's own word for it, and what it was asked together with. */
  token: z.string().nullable(),
  untilId: z.string().nullable(),
  /** The newest that is no longer young. */
  newestId: z.string().nullable(),
  oldestId: z.string().nullable(),
  /** Posts that were found; one that is shown again is none. */
  read: z.number(),
  /** How many the account has, as X counts them. */
  posts: z.number().nullable().default(null),
  pages: z.number().default(0),
  /** Pages that led round, by what they held or by their token, since something new came or was tried. */
  idle: z.number().default(0),
  /** Those that were followed, the last ones: a token that comes again leads in a circle. */
  tokens: z.array(z.string()).default([]),
  /** What leads nowhere was left for the id of the oldest post, and nothing new came yet. */
  isRetrying: z.boolean().default(false),
});
export type WalkState = z.infer<typeof walkState>;

export const TOP: WalkState = {
  token: null,
  untilId: null,
  newestId: null,
  oldestId: null,
  read: 0,
  posts: null,
  pages: 0,
  idle: 0,
  tokens: [],
  isRetrying: false,
};

/** The oldest post that was read is as good a mark, and never grows old. */
export function withoutToken(walk: WalkState): WalkState {
  return { ...walk, token: null, untilId: walk.oldestId };
}

export interface Found {
  readonly seen: WalkState;
  readonly isOver: boolean;
  /** It is over because it was long enough, and not because nothing is left. */
  readonly isGivenUp: boolean;
}

/**
 * Pages may be short, or hold nothing, long before the end, which a missing token tells: a token that is
 * new is followed. Where pages repeat or go in a circle, what is older than the oldest post is asked for:
 * it brings more, or is the end.
 */
export function afterPage(
  walk: WalkState,
  { posts, next, newestId }: TimelinePage,
  known: { readonly sinceId: string | null; readonly posts: number | null; readonly now: number },
): Found {
  const { sinceId, now } = known;
  const ids = posts.map(({ id }) => id);
  const isUnknown = (id: string): boolean => sinceId === null || compareIds(id, sinceId) > 0;
  const isOlder = (id: string): boolean =>
    walk.oldestId === null || compareIds(id, walk.oldestId) < 0;
  const found = new Set(ids.filter((id) => isUnknown(id) && isOlder(id))).size;
  const oldestId = ids.reduce(olderId, walk.oldestId);
  const tokens = [...walk.tokens, ...(walk.token === null ? [] : [walk.token])].slice(-MOST_TOKENS);
  const isCircle = next !== null && tokens.includes(next);
  const isRound = isCircle || (ids.length > 0 && found === 0);
  const seen: WalkState = {
    token: next,
    untilId: walk.untilId,
    newestId: [...ids, ...(newestId === null ? [] : [newestId])]
      .filter((id) => !isYoung(id, now))
      .reduce(newerId, walk.newestId),
    oldestId,
    read: walk.read + found,
    posts: Math.max(walk.posts ?? 0, known.posts ?? 0) || null,
    pages: walk.pages + 1,
    idle: found > 0 ? 0 : walk.idle + (isRound ? 1 : 0),
    tokens,
    isRetrying: walk.isRetrying && found === 0,
  };
  const isAtKnown = found === 0 && oldestId !== null && !isUnknown(oldestId);
  const over = (isOver: boolean): Found => ({ seen, isOver, isGivenUp: false });
  if (next === null || isAtKnown) return over(true);
  if (seen.pages >= MOST_PAGES) return { seen, isOver: true, isGivenUp: true };
  if (!isRound) return over(false);
  if (seen.isRetrying) return over(isCircle || seen.idle >= MOST_IDLE);
  if (oldestId === null || !isUnknown(oldestId)) return over(true);
  const retried = { ...withoutToken(seen), idle: 0, isRetrying: true };
  return { seen: retried, isOver: false, isGivenUp: false };
}

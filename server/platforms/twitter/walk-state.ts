import * as z from "zod";
import { compareIds, newerId, olderId } from "./post-id.ts";
import type { TimelinePage } from "./schema.ts";

/** Far more than all that X shows, even in short pages: every page is charged. */
const MOST_PAGES = 400;
/** So many pages in a row without a post that is new are no way to one. */
const MOST_IDLE = 10;
const MOST_TOKENS = 50;

export const walkState = z.object({
  /** Where the next page begins: X's own word for it, and what it was asked together with. */
  token: z.string().nullable(),
  untilId: z.string().nullable(),
  newestId: z.string().nullable(),
  oldestId: z.string().nullable(),
  /** Posts that were found; one that is shown again is none. */
  read: z.number(),
  pages: z.number().default(0),
  /** Pages in a row that brought nothing new. */
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
  pages: 0,
  idle: 0,
  tokens: [],
  isRetrying: false,
};

/** The oldest post that was read is as good a mark, and never grows old. */
export function withoutToken(walk: WalkState): WalkState {
  return { ...walk, token: null, untilId: walk.oldestId };
}

/**
 * Pages may be short, or hold nothing, long before the end, which a missing token tells. Where pages
 * repeat or go in a circle, one more is asked for by the oldest post's id: it brings more, or is the end.
 */
export function afterPage(
  walk: WalkState,
  { posts, next, newestId }: TimelinePage,
  sinceId: string | null,
): { seen: WalkState; isOver: boolean } {
  const ids = posts.map(({ id }) => id);
  const isUnknown = (id: string): boolean => sinceId === null || compareIds(id, sinceId) > 0;
  const isOlder = (id: string): boolean =>
    walk.oldestId === null || compareIds(id, walk.oldestId) < 0;
  const found = new Set(ids.filter((id) => isUnknown(id) && isOlder(id))).size;
  const oldestId = ids.reduce(olderId, walk.oldestId);
  const seen: WalkState = {
    token: next,
    untilId: walk.untilId,
    newestId: ids.reduce(newerId, newerId(walk.newestId, newestId)),
    oldestId,
    read: walk.read + found,
    pages: walk.pages + 1,
    idle: found > 0 ? 0 : walk.idle + 1,
    tokens: [...walk.tokens, ...(walk.token === null ? [] : [walk.token])].slice(-MOST_TOKENS),
    isRetrying: walk.isRetrying && found === 0,
  };
  const isKnown = ids.length > 0 && !ids.some(isUnknown);
  if (next === null || isKnown || seen.pages >= MOST_PAGES) return { seen, isOver: true };
  const isRepeated = ids.length > 0 && found === 0;
  if (!isRepeated && !seen.tokens.includes(next) && seen.idle < MOST_IDLE)
    return { seen, isOver: false };
  const isOver = seen.isRetrying || oldestId === null || !isUnknown(oldestId);
  return isOver ? { seen, isOver } : { seen: { ...withoutToken(seen), isRetrying: true }, isOver };
}

import * as z from "zod";
import type { PageRequest } from "../page.ts";
import { newerId } from "./post-id.ts";
import { floorAfter } from "./reach.ts";
import { TOP, walkState } from "./walk-state.ts";
import type { Found, WalkState } from "./walk-state.ts";

const cursorState = z.object({
  version: z.literal(1),
  dialect: z.enum(["tweet", "post"]),
  /** All that is older was read: the newest post that may be asked from, see `young-posts.ts`. */
  sinceId: z.string().nullable(),
  /** What is newer and was read: it comes again. */
  young: z.array(z.string()).default([]),
  isComplete: z.boolean(),
  /** Whether the account was protected when a page last told; null before one did. */
  isPrivate: z.boolean().nullable().default(null),
  /** A walk from the newest post down to `sinceId`, as long as it is not at its end. */
  walk: walkState.nullable(),
  /** While the first walk goes on: what is newer than it, which is looked for in between. */
  head: z
    .object({
      newestId: z.string().nullable(),
      lookedAt: z.number(),
      /** The page before was one of these: where each takes long, the history has its turns too. */
      hasLooked: z.boolean(),
      walk: walkState.nullable(),
    })
    .nullable()
    .default(null),
  /** See `reach.ts`. */
  floor: z.number().nullable().default(null),
  isCut: z.boolean().default(false),
});
export type CursorState = z.infer<typeof cursorState>;

/** A first walk that takes longer than this looks for what is new in between. */
const LOOK_EVERY_MS = 4 * 60_000;

/** What does not parse starts over. */
export function stateOf(cursor: unknown): CursorState {
  const parsed = cursorState.safeParse(cursor);
  if (parsed.success) return parsed.data;
  return {
    version: 1,
    dialect: "tweet",
    sinceId: null,
    young: [],
    isComplete: false,
    isPrivate: null,
    walk: null,
    head: null,
    floor: null,
    isCut: false,
  };
}

/** From where the next page is read, down to which post. */
export interface Task {
  readonly does: "walk" | "look";
  readonly walk: WalkState;
  readonly sinceId: string | null;
}

export function nextTask(
  { isComplete, walk, head, sinceId }: CursorState,
  { now, failures }: Pick<PageRequest, "now" | "failures">,
): Task {
  if (isComplete || walk === null) return { does: "walk", walk: walk ?? TOP, sinceId };
  const { newestId = null, walk: news = null, lookedAt = now, hasLooked = true } = head ?? {};
  if (news !== null) return { does: "look", walk: news, sinceId: newestId };
  const isDue = newestId !== null && !hasLooked && now - lookedAt >= LOOK_EVERY_MS;
  // Where something fails it is asked again until it answers or is given up.
  if (!isDue || failures > 0) return { does: "walk", walk, sinceId };
  return { does: "look", walk: TOP, sinceId: newestId };
}

/** From where what is new is asked for. */
export function markOf({ isComplete, sinceId, head }: CursorState): string | null {
  return isComplete ? sinceId : (head?.newestId ?? null);
}

export function afterTask(
  before: CursorState,
  { does, sinceId }: Task,
  found: Found,
  now: number,
): CursorState {
  const { seen, isOver } = found;
  const reached = floorAfter(before, does, found);
  if (does === "look") {
    const newestId = isOver ? newerId(sinceId, seen.newestId) : sinceId;
    const walk = isOver ? null : seen;
    return { ...before, ...reached, head: { newestId, lookedAt: now, hasLooked: true, walk } };
  }
  const newestId = newerId(before.head?.newestId ?? null, seen.newestId);
  const { lookedAt = now } = before.head ?? {};
  return {
    ...before,
    ...reached,
    sinceId: isOver ? newerId(before.sinceId, newestId) : before.sinceId,
    isComplete: before.isComplete || isOver,
    walk: isOver ? null : seen,
    head: before.isComplete || isOver ? null : { newestId, lookedAt, hasLooked: false, walk: null },
  };
}

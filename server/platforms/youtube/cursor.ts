import * as z from "zod";
import type { PageRequest } from "../page.ts";

/** Ids as one text: a cursor holds thousands of them. */
const ids = z.string().transform((text) => (text === "" ? [] : text.split(" ")));
const packed = (list: readonly string[]): string => list.join(" ");

const cursorState = z.object({
  version: z.literal(1),
  channel: z.object({ uploads: z.string(), readAt: z.number() }).nullable(),
  /** The newest page as it was seen last. */
  head: z.object({ etag: z.string().nullable(), print: z.string().nullable(), at: z.number() }),
  /** This check has looked at the newest page. */
  hasLooked: z.boolean(),
  /** Where the older pages begin, while more is new than the newest page holds. */
  catchUp: z.string().nullable(),
  /** How many pages of new uploads this check has read. */
  caughtUp: z.number().default(0),
  /** More was new than that: the next reading of everything finds it. */
  isBehind: z.boolean().default(false),
  /** The walk has its turn before the newest page is looked at again. */
  isWalksTurn: z.boolean().default(false),
  /** All the uploads, page by page, for the first time or again. */
  walk: z
    .object({
      position: z.string().nullable(),
      read: z.number(),
      total: z.number().nullable(),
      restarts: z.number(),
      /** Prints of the page tokens that were followed. */
      used: ids.default([]),
      /** How many pages in a row brought nothing that was not seen. */
      barren: z.number().default(0),
      seen: ids,
      /** Known from before, and not met yet. */
      unseen: ids,
    })
    .nullable(),
  walkedAt: z.number(),
  isComplete: z.boolean(),
  /** The last walk read the list to its own end, and found as many as it is said to hold. */
  isWhole: z.boolean().default(false),
  /** The list is as long as any can be: older uploads are not on it. */
  isCut: z.boolean().default(false),
  /** Newest first, as they are listed; what is missing there one day is asked for by name. */
  known: ids,
  /** Listed, and to be read in full; of the `closed` ones the list says that they may not be there. */
  pending: ids,
  closed: ids,
  /** Not listed any more. */
  doubts: ids,
  /** Broadcasts and unfinished uploads, which change without the list's saying so. */
  watched: z.array(z.object({ id: z.string(), from: z.number(), until: z.number() })),
});

export type CursorState = z.infer<typeof cursorState>;
export type Walk = NonNullable<CursorState["walk"]>;

/** What is remembered to notice deletions; of a larger channel, the newest. */
export const MOST_KNOWN = 5000;
const WALK_EVERY_MS = 24 * 60 * 60_000;

/** What does not parse starts over; once a day everything is read again. */
export function stateOf({ cursor, now }: Pick<PageRequest, "cursor" | "now">): CursorState {
  const parsed = cursorState.safeParse(cursor);
  if (!parsed.success) return freshState(now);
  const state = parsed.data;
  const isDue = state.walk === null && now - state.walkedAt >= WALK_EVERY_MS;
  return isDue ? { ...state, walkedAt: now, walk: newWalk(state.known) } : state;
}

export function toCursor({ walk, ...state }: CursorState): z.input<typeof cursorState> {
  return {
    ...state,
    walk: walk && {
      ...walk,
      used: packed(walk.used),
      seen: packed(walk.seen),
      unseen: packed(walk.unseen),
    },
    known: packed(state.known),
    pending: packed(state.pending),
    closed: packed(state.closed),
    doubts: packed(state.doubts),
  };
}

export function newWalk(known: readonly string[]): Walk {
  return {
    position: null,
    read: 0,
    total: null,
    restarts: 0,
    used: [],
    barren: 0,
    seen: [],
    unseen: [...known],
  };
}

export const NO_HEAD: CursorState["head"] = { etag: null, print: null, at: 0 };

function freshState(now: number): CursorState {
  return {
    version: 1,
    channel: null,
    head: NO_HEAD,
    hasLooked: false,
    catchUp: null,
    caughtUp: 0,
    isBehind: false,
    isWalksTurn: false,
    walk: newWalk([]),
    walkedAt: now,
    isComplete: false,
    isWhole: false,
    isCut: false,
    known: [],
    pending: [],
    closed: [],
    doubts: [],
    watched: [],
  };
}

/** In the order of `first`, then of `second`; none twice. */
export function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}

export function without(list: readonly string[], gone: readonly string[]): string[] {
  const left = new Set(gone);
  return left.size === 0 ? [...list] : list.filter((id) => !left.has(id));
}

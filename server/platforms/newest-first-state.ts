import * as z from "zod";
import type { PageRequest, PlatformItem } from "./page.ts";

/** What a walk of `newest-first.ts` remembers, as its cursor. */

const newestSeen = z.object({ externalId: z.string(), at: z.number() });
/**
 * Where a page is asked for, when the last entry of the page before it happened, and how many entries
 * the pages before it had.
 */
const place = z.object({
  position: z.string().nullable(),
  edge: z.number().nullish(),
  read: z.number().default(0),
});
/** As far as a page is sure of itself, and the ids of its entries below that. */
const border = z.object({ at: z.number(), ids: z.array(z.string()).readonly() }).nullish();
const listState = z.object({
  etag: z.string().nullable(),
  /** What the newest page said, counts aside. */
  print: z.string().nullable(),
  newest: newestSeen.nullable(),
  /** The head while it is longer than a page: where it goes on, and what it will have seen. */
  head: z
    .object({
      position: z.string(),
      newest: newestSeen.nullable(),
      edge: z.number().nullish(),
      border,
      /** Since when all is held that it has met until now. */
      floor: z.number().nullish(),
    })
    .nullable(),
  headAt: z.number(),
  /** The history while it is read, for the first time or again. */
  back: z
    .object({
      position: z.string().nullable(),
      pages: z.number(),
      edge: z.number().nullish(),
      border,
      read: z.number().default(0),
    })
    .nullable(),
  isComplete: z.boolean(),
  /** Where the listing said that nothing older is left, and when that is believed. */
  end: z
    .object({
      edge: z.number().nullable(),
      place,
      /** It is asked for once more then, and believed if it still stands. */
      dueAt: z.number(),
      isBelieved: z.boolean(),
    })
    .nullable()
    .catch(null),
  /** The last entry that was seen, above an end that was believed. */
  oldest: z.object({ externalId: z.string().nullable(), at: z.number() }).nullable().default(null),
  /** Entries stand elsewhere than their time says: on this walk, and on the last whole one. */
  disorder: z
    .object({ isSeen: z.boolean(), isKnown: z.boolean() })
    .default({ isSeen: false, isKnown: false }),
  /** An end was believed once: the history is whole. */
  isSettled: z.boolean().default(false),
  /** See `newest-first-reach.ts`. */
  floor: z.number().nullable().default(null),
  /** It goes no further down than its floor, as the platform gives no more. */
  isCut: z.boolean().default(false),
});
const walkState = z.object({
  version: z.literal(1),
  lists: z.record(z.string(), listState),
  rereadAt: z.number(),
  /** When this check began: heads that were read before are due. */
  checkAt: z.number().default(0),
  /** The page before said that there is nothing more: the next call begins a check. */
  isIdle: z.boolean().default(true),
  /** The page before was one of a head: where each takes long, the history has its turns too. */
  hasLooked: z.boolean().default(false),
});
export type ListState = z.infer<typeof listState>;
export type Place = z.infer<typeof place>;
export type End = NonNullable<ListState["end"]>;
export type WalkState = z.infer<typeof walkState>;

const FRESH: ListState = {
  etag: null,
  print: null,
  newest: null,
  head: null,
  headAt: 0,
  back: { position: null, pages: 0, read: 0 },
  isComplete: false,
  end: null,
  oldest: null,
  disorder: { isSeen: false, isKnown: false },
  isSettled: false,
  floor: null,
  isCut: false,
};

export function listOf({ lists }: WalkState, name: string): ListState {
  return lists[name] ?? FRESH;
}

/** What does not parse starts over; a day that has come has everything read again. */
export function stateOf(
  { cursor, now }: PageRequest,
  names: readonly string[],
  rereadEveryMs: number | null,
): WalkState {
  const parsed = walkState.safeParse(cursor);
  const stored: WalkState = parsed.success
    ? parsed.data
    : { version: 1, lists: {}, rereadAt: now, checkAt: now, isIdle: true, hasLooked: false };
  const state = stored.isIdle ? { ...stored, checkAt: now, isIdle: false } : stored;
  const isRead = names.every((name) => {
    const list = listOf(state, name);
    return list.isComplete && list.back === null;
  });
  if (rereadEveryMs === null || !isRead || now - state.rereadAt < rereadEveryMs) return state;
  const back = { position: null, pages: 0, read: 0 };
  const lists = names.map((name) => [name, { ...listOf(state, name), back }]);
  return { ...state, rereadAt: now, lists: Object.fromEntries(lists) };
}

/** What is dated ahead of its time is passed over: it would make all that follows look old. */
export function newestOf(items: readonly PlatformItem[], now: number): ListState["newest"] {
  let newest: ListState["newest"] = null;
  for (const { externalId, occurredAt } of items) {
    if (occurredAt <= now) newest = laterOf(newest, { externalId, at: occurredAt });
  }
  return newest;
}

/** The first of two that share a time: the listing's order is the better judge. */
export function laterOf(a: ListState["newest"], b: ListState["newest"]): ListState["newest"] {
  if (a === null || b === null) return a ?? b;
  return b.at > a.at ? b : a;
}

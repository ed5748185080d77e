import * as z from "zod";
import type { PageRequest, PlatformItem } from "./platform.ts";

/** What a walk of `newest-first.ts` remembers, as its cursor. */

const newestSeen = z.object({ externalId: z.string(), at: z.number() });
const listState = z.object({
  etag: z.string().nullable(),
  /** What the newest page said, counts aside. */
  print: z.string().nullable(),
  newest: newestSeen.nullable(),
  /** The head while it is longer than a page: where it goes on, and what it will have seen. */
  head: z
    .object({ position: z.string(), newest: newestSeen.nullable(), edge: z.number().nullish() })
    .nullable(),
  headAt: z.number(),
  /** The history while it is read, for the first time or again. */
  back: z
    .object({ position: z.string().nullable(), pages: z.number(), edge: z.number().nullish() })
    .nullable(),
  isComplete: z.boolean(),
  /** Where an empty page said that nothing is left (null: at the very top), and since when it says so. */
  end: z
    .object({ edge: z.number().nullable(), since: z.number(), isBelieved: z.boolean() })
    .nullish(),
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
export type WalkState = z.infer<typeof walkState>;

const FRESH: ListState = {
  etag: null,
  print: null,
  newest: null,
  head: null,
  headAt: 0,
  back: { position: null, pages: 0 },
  isComplete: false,
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
  const back = { position: null, pages: 0 };
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

/** A passing fault can look like an emptied account: nothing is taken for gone before it lasted so long. */
const EMPTY_BELIEVED_AFTER_MS = 60 * 60_000;

/** The same empty end once more, believed when it has stood for a while. */
export function emptyEnd(
  standing: ListState["end"],
  edge: number | null,
  now: number,
): NonNullable<ListState["end"]> {
  if (!standing || standing.edge !== edge) return { edge, since: now, isBelieved: false };
  return { ...standing, isBelieved: now - standing.since >= EMPTY_BELIEVED_AFTER_MS };
}

/** The first of two that share a time: the listing's order is the better judge. */
export function laterOf(a: ListState["newest"], b: ListState["newest"]): ListState["newest"] {
  if (a === null || b === null) return a ?? b;
  return b.at > a.at ? b : a;
}

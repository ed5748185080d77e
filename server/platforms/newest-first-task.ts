import { doubtedPlace, isTopDoubted } from "./newest-first-end.ts";
import type { Border } from "./newest-first-order.ts";
import { listOf } from "./newest-first-state.ts";
import type { ListState, Place, WalkState } from "./newest-first-state.ts";
import type { Listing, ListingAsk, NewestFirst } from "./newest-first.ts";
import type { PageRequest } from "./page.ts";

/** Each check looks at every head; a walk that takes longer than this looks again in between. */
const HEAD_EVERY_MS = 4 * 60_000;
/** A place in a listing that fails so often is given up, and the listing read from its top. */
const PLACE_GIVEN_UP_AFTER = 3;

/** `look`: the newest page. `head`: what lies between it and the known. `back`: the history. */
export interface Task {
  readonly does: "look" | "head" | "back";
  readonly listing: Listing;
  readonly position: string | null;
  /** When the last entry of the page before happened, where this one goes on from it. */
  readonly edge: number | null;
  /** As far as that page was sure of itself. */
  readonly border: Border | null;
  /** Since when all is held that this walk has met until now; of a head alone. */
  readonly floor: number | null;
  /** How many entries the pages before had; of the history alone. */
  readonly read: number;
}

const TOP = { position: null, edge: null, border: null, floor: null, read: 0 };

export function nextTask(state: WalkState, walk: NewestFirst, request: PageRequest): Task | null {
  const each = walk.listings.map((listing) => ({ listing, list: listOf(state, listing.name) }));
  const unfinished = each.find(({ list }) => list.head !== null);
  const stale = each.find(({ listing, list }) => isDue(listing, list, state, request.now));
  const unread = each.find(({ list }) => historyOf(list, request.now) !== null);
  const isStuck = request.failures >= PLACE_GIVEN_UP_AFTER;
  if (unfinished) {
    const { listing, list } = unfinished;
    if (isStuck || list.head === null) return { does: "look", listing, ...TOP };
    const { position, edge = null, border = null, floor = null } = list.head;
    return { does: "head", listing, position, edge, border, floor, read: 0 };
  }
  if (stale) return { does: "look", listing: stale.listing, ...TOP };
  if (!unread) return null;
  const { listing, list } = unread;
  const place = isStuck ? null : historyOf(list, request.now);
  if (place === null) return { does: "back", listing, ...TOP };
  const { border = null } = place === list.back ? list.back : {};
  const { position, edge = null, read = 0 } = place;
  return { does: "back", listing, position, edge, border, floor: null, read };
}

/** Where the history goes on, or where its end is asked for once more. */
export function historyOf(list: ListState, now: number): Place | null {
  return list.back ?? doubtedPlace(list, now);
}

/** In its first walk too, once there is something to meet. */
export function isDue(
  { isWatched = true }: Listing,
  { isComplete, newest, headAt }: ListState,
  { checkAt, hasLooked }: WalkState,
  now: number,
): boolean {
  const isOld = headAt < checkAt || headAt > now || (!hasLooked && now - headAt >= HEAD_EVERY_MS);
  return isWatched && (isComplete || newest !== null) && isOld;
}

export function isTop({ hasHistory = true }: Listing): boolean {
  return !hasHistory;
}

export function askOf({ does, position }: Task, list: ListState): ListingAsk {
  const isHead = does !== "back";
  return {
    position,
    etag: does === "look" && list.head === null && !isTopDoubted(list) ? list.etag : null,
    newest: isHead ? list.newest : null,
  };
}

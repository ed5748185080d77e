import {
  doubtedPlace,
  endAfter,
  isResumed,
  isTopDoubted,
  oldestAfter,
} from "./newest-first-end.ts";
import {
  type Border,
  borderAfter,
  coverageOf,
  disorderAfter,
  edgeAfter,
} from "./newest-first-order.ts";
import {
  laterOf,
  listOf,
  type ListState,
  newestOf,
  type Place,
  stateOf,
  type WalkState,
} from "./newest-first-state.ts";
import type { Page, PageRequest, PlatformItem, RawPage } from "./platform.ts";
import { shortHash } from "./short-hash.ts";

/**
 * The walk of a platform whose listings go from the newest to the oldest: the history once, page by
 * page; then its head at each check, until what is known is met; then, every so often, all of it
 * again, to see what was edited or deleted. One call is one request.
 */
export interface NewestFirst {
  readonly listings: readonly Listing[];
  /** How often everything is read again; null where reading costs money. */
  readonly rereadEveryMs: number | null;
}

export interface Listing {
  /** Names it in the cursor, and to people: `comments`. */
  readonly name: string;
  /** Kinds of which the listing holds everything between two of its entries; empty where it does not. */
  readonly covers: readonly string[];
  /** False where the platform ends a listing early (Reddit after 1,000). */
  readonly isWhole: boolean;
  /** False where another listing shows what is new here too: this one is read for its history alone. */
  readonly isWatched?: boolean;
  read(ask: ListingAsk): Promise<ListingPage>;
}

export interface ListingAsk {
  /** `next` of the page before; null for the newest page. */
  readonly position: string | null;
  /** For a conditional request of the newest page; null when an answer is wanted in any case. */
  readonly etag: string | null;
  /** While the head is read: the newest item known from before. */
  readonly newest: { readonly externalId: string; readonly at: number } | null;
}

export interface ListingPage {
  /** In the listing's order. */
  readonly items: readonly PlatformItem[];
  /** Null for a 304. */
  readonly raw: RawPage | null;
  /** Where the older page begins; null at the end. */
  readonly next: string | null;
  readonly etag?: string | null;
  /** Entries that are there and gave no item, as they could not be read; not those that are gone or not ours. */
  readonly skipped: number;
  readonly gone?: readonly string[];
  readonly usage?: Readonly<Record<string, number>>;
  readonly account?: PageAccount;
}

type PageAccount = NonNullable<Page["account"]>;

/** Each check looks at every head; a walk that takes longer than this looks again in between. */
const HEAD_EVERY_MS = 4 * 60_000;
/** What appears late, or shares a time with the newest known, lies within this. */
const OVERLAP_MS = 15 * 60_000;
/** A place in a listing that fails so often is given up, and the listing read from its top. */
const PLACE_GIVEN_UP_AFTER = 3;

export async function walkNewestFirst(request: PageRequest, walk: NewestFirst): Promise<Page> {
  const names = walk.listings.map(({ name }) => name);
  const state = stateOf(request, names, walk.rereadEveryMs);
  const task = nextTask(state, walk, request);
  if (task === null) return toPage(state, walk, request.now, null);
  const before = listOf(state, task.listing.name);
  const read = await task.listing.read(askOf(task, before));
  // A place that leads to itself is an end.
  const answer = read.next === task.position ? { ...read, next: null } : read;
  const after = afterPage(task, before, answer, request.now);
  const isQuiet = task.does === "look" && isSame(before, after, answer);
  const lists = { ...state.lists, [task.listing.name]: after };
  const hasLooked = task.does !== "back";
  const next = { ...state, lists, hasLooked };
  return toPage(next, walk, request.now, { task, answer: read, isQuiet });
}

/** `look`: the newest page. `head`: what lies between it and the known. `back`: the history. */
interface Task {
  readonly does: "look" | "head" | "back";
  readonly listing: Listing;
  readonly position: string | null;
  /** When the last entry of the page before happened, where this one goes on from it. */
  readonly edge: number | null;
  /** As far as that page was sure of itself. */
  readonly border: Border | null;
}

const TOP = { position: null, edge: null, border: null };

function nextTask(state: WalkState, walk: NewestFirst, request: PageRequest): Task | null {
  const each = walk.listings.map((listing) => ({ listing, list: listOf(state, listing.name) }));
  const unfinished = each.find(({ list }) => list.head !== null);
  const stale = each.find(({ listing, list }) => isDue(listing, list, state, request.now));
  const unread = each.find(({ list }) => historyOf(list, request.now) !== null);
  const isStuck = request.failures >= PLACE_GIVEN_UP_AFTER;
  if (unfinished) {
    const { listing, list } = unfinished;
    if (isStuck || list.head === null) return { does: "look", listing, ...TOP };
    const { position, edge = null, border = null } = list.head;
    return { does: "head", listing, position, edge, border };
  }
  if (stale) return { does: "look", listing: stale.listing, ...TOP };
  if (!unread) return null;
  const { listing, list } = unread;
  const place = isStuck ? null : historyOf(list, request.now);
  if (place === null) return { does: "back", listing, ...TOP };
  const { border = null } = place === list.back ? list.back : {};
  return { does: "back", listing, position: place.position, edge: place.edge ?? null, border };
}

/** Where the history goes on, or where its end is asked for once more. */
function historyOf(list: ListState, now: number): Place | null {
  return list.back ?? doubtedPlace(list, now);
}

function isDue(
  { isWatched = true }: Listing,
  { isComplete, headAt }: ListState,
  { checkAt, hasLooked }: WalkState,
  now: number,
): boolean {
  const isOld = headAt < checkAt || headAt > now || (!hasLooked && now - headAt >= HEAD_EVERY_MS);
  return isWatched && isComplete && isOld;
}

function askOf({ does, position }: Task, list: ListState): ListingAsk {
  const isHead = does !== "back";
  return {
    position,
    etag: does === "look" && list.head === null && !isTopDoubted(list) ? list.etag : null,
    newest: isHead ? list.newest : null,
  };
}

function afterPage(task: Task, list: ListState, page: ListingPage, now: number): ListState {
  const newest = newestOf(page.items, now);
  const edge = edgeAfter(task, page);
  const border = borderAfter(task, page);
  const isNewestPage = task.position === null && page.raw !== null;
  const hasEnd = task.listing.isWhole && page.raw !== null;
  const end = hasEnd ? endAfter(list, task, page, now) : list.end;
  const top = {
    end,
    disorder: disorderAfter(task, list, page),
    oldest: hasEnd ? oldestAfter(list, end, task, page) : list.oldest,
    isSettled: list.isSettled || end?.isBelieved === true,
    etag: isNewestPage ? (page.etag ?? null) : list.etag,
    print: isNewestPage ? printOf(page) : list.print,
  };
  const isResuming = isResumed(list, end);
  const isLeftOff = isResuming && !list.isSettled;
  switch (task.does) {
    case "back": {
      const pages = task.position === null ? 0 : (list.back?.pages ?? 0);
      return {
        ...list,
        ...top,
        newest: laterOf(list.newest, list.isComplete ? null : newest),
        headAt: list.isComplete ? list.headAt : now,
        back: page.next === null ? null : { position: page.next, pages: pages + 1, edge, border },
        isComplete: (list.isComplete && !isLeftOff) || page.next === null,
      };
    }
    case "look":
    case "head": {
      const seen = laterOf(task.does === "head" ? (list.head?.newest ?? null) : null, newest);
      const isMet = isResuming || reachesKnown(page.items, list.newest);
      const goesOn = page.next !== null && !isMet;
      // What lies between an end in doubt and the known is still to be found.
      const isOpen = goesOn || (!isMet && page.next === null && end?.isBelieved === false);
      return {
        ...list,
        ...top,
        headAt: now,
        head:
          goesOn && page.next !== null ? { position: page.next, newest: seen, edge, border } : null,
        // What was newest may be deleted by now: it would be looked for at every check.
        newest: isOpen ? list.newest : (seen ?? list.newest),
        back: isResuming ? { position: page.next, pages: 1, edge, border } : list.back,
        isComplete: list.isComplete && !isLeftOff,
      };
    }
  }
}

/**
 * The page's last entries, of which one may stand too high, are older than what was known by more than
 * the overlap; or, where hundreds share one time, what was known stands in its first half.
 */
function reachesKnown(items: readonly PlatformItem[], newest: ListState["newest"]): boolean {
  if (newest === null || items.length === 0) return false;
  if (items.slice(-2).every(({ occurredAt }) => occurredAt < newest.at - OVERLAP_MS)) return true;
  const place = items.findIndex(({ externalId }) => externalId === newest.externalId);
  return place >= 0 && place < items.length / 2;
}

function isSame(before: ListState, after: ListState, page: ListingPage): boolean {
  if (before.head !== null || after.head !== null) return false;
  // An end is believed that lies above what was known: the rest is gone, and that is news.
  const isShorter = before.oldest !== null && before.oldest.at < (after.oldest?.at ?? Infinity);
  if (isShorter) return false;
  return page.raw === null || before.print === after.print;
}

function toPage(
  state: WalkState,
  walk: NewestFirst,
  now: number,
  done: { task: Task; answer: ListingPage; isQuiet: boolean } | null,
): Page {
  const lists = walk.listings.map((listing) => listOf(state, listing.name));
  const isBusy = lists.some((list) => list.head !== null || historyOf(list, now) !== null);
  const isLooked =
    done === null ||
    walk.listings.every((listing) => !isDue(listing, listOf(state, listing.name), state, now));
  const more = isBusy || !isLooked;
  const isQuiet = done === null || done.isQuiet;
  const { items = [], raw = null, gone, usage, account } = done?.answer ?? {};
  return {
    items: isQuiet ? [] : items,
    links: [],
    raw: isQuiet ? null : raw,
    cursor: { ...state, isIdle: !more },
    more,
    unchanged: isQuiet,
    complete: lists.every((list) => list.isComplete),
    progress: progressOf(walk, state),
    covers:
      done === null || isQuiet
        ? null
        : coverageOf(done.task, done.answer, now, listOf(state, done.task.listing.name)),
    ...(gone === undefined || isQuiet ? {} : { gone }),
    ...(usage === undefined ? {} : { usage }),
    ...(account === undefined ? {} : { account }),
  };
}

function progressOf(walk: NewestFirst, state: WalkState): Page["progress"] {
  const at = walk.listings.findIndex((listing) => listOf(state, listing.name).back !== null);
  const listing = walk.listings[at];
  if (listing === undefined) return null;
  return { label: listing.name, done: at, total: walk.listings.length, unit: "listings" };
}

/** Texts, states and edits of the newest page; counts change all the time and are no news. */
function printOf({ items, gone = [] }: ListingPage): string {
  return shortHash(JSON.stringify([items.map(({ figures: _figures, ...item }) => item), gone]));
}

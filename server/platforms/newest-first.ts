import { believedEnd, endAfter, isResumed, oldestAfter } from "./newest-first-end.ts";
import { borderAfter, coverageOf, disorderAfter, edgeAfter } from "./newest-first-order.ts";
import { floorAfter, isCutOff, pageFloor, reachOf } from "./newest-first-reach.ts";
import {
  laterOf,
  listOf,
  type ListState,
  newestOf,
  stateOf,
  type WalkState,
} from "./newest-first-state.ts";
import { askOf, historyOf, isDue, isTop, nextTask } from "./newest-first-task.ts";
import type { Task } from "./newest-first-task.ts";
import type { Page, PageRequest, PlatformItem, RawPage } from "./page.ts";
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
  /** Why it goes no further back, where the listings of these names were cut off: one sentence. */
  limitOf?(cutOff: readonly string[]): string;
}

export interface Listing {
  /** Names it in the cursor, and to people: `comments`. */
  readonly name: string;
  /** Kinds of which the listing holds everything between two of its entries; empty where it does not. */
  readonly covers: readonly string[];
  /** False where the platform ends a listing early (Reddit after 1,000). */
  readonly isWhole: boolean;
  /** After so many entries it ends early; one that ends well before is whole after all. */
  readonly mostEntries?: number;
  /** False where the others hold all that lies below its newest page, and it all that they begin with. */
  readonly hasHistory?: boolean;
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
  /** All of them, where some gave no item and were not skipped either. */
  readonly entries?: number;
  readonly links?: Page["links"];
  readonly gone?: readonly string[];
  readonly usage?: Readonly<Record<string, number>>;
  readonly account?: PageAccount;
}

type PageAccount = NonNullable<Page["account"]>;

/** What appears late, or shares a time with the newest known, lies within this. */
const OVERLAP_MS = 15 * 60_000;

export async function walkNewestFirst(request: PageRequest, walk: NewestFirst): Promise<Page> {
  const names = walk.listings.map(({ name }) => name);
  const state = stateOf(request, names, walk.rereadEveryMs);
  const task = nextTask(state, walk, request);
  if (task === null) return toPage(state, walk, request.now, null);
  const before = listOf(state, task.listing.name);
  const read = await task.listing.read(askOf(task, before));
  // A place that leads to itself is an end.
  const isOver = read.next === task.position || (task.does === "back" && isTop(task.listing));
  const answer = isOver ? { ...read, next: null } : read;
  const after = afterPage(task, before, answer, request.now);
  const isQuiet = task.does === "look" && isSame(before, after, answer);
  const lists = { ...state.lists, [task.listing.name]: after };
  const hasLooked = task.does !== "back";
  const next = { ...state, lists, hasLooked };
  return toPage(next, walk, request.now, { task, answer: read, isQuiet });
}

function afterPage(task: Task, list: ListState, page: ListingPage, now: number): ListState {
  const newest = newestOf(page.items, now);
  const edge = edgeAfter(task, page);
  const border = borderAfter(task, page);
  const isNewestPage = task.position === null && page.raw !== null;
  const hasEnd = page.raw !== null && !isTop(task.listing);
  const read = task.read + (page.entries ?? page.items.length + page.skipped);
  const isCut = task.does === "back" && isCutOff(task.listing, page, read);
  const end = !hasEnd
    ? list.end
    : isCut
      ? believedEnd(task, page, now)
      : endAfter(list, task, page, now);
  const top = {
    end,
    disorder: disorderAfter(task, list, page),
    oldest: hasEnd ? oldestAfter(list, end, task, page) : list.oldest,
    isSettled: list.isSettled || end?.isBelieved === true,
    // Where all of it is held already, nothing is cut off by that.
    isCut: list.isCut || (isCut && list.floor !== 0),
    etag: isNewestPage ? (page.etag ?? null) : list.etag,
    print: isNewestPage ? printOf(page) : list.print,
  };
  const isResuming = isResumed(list, end);
  const isLeftOff = isResuming && !list.isSettled;
  const isMet = isResuming || reachesKnown(page.items, list.newest);
  const found = { end, isResuming, isCut: top.isCut };
  // A newest page may be the last one too.
  const isAllOfIt = list.back === null && end?.isBelieved === true;
  const goesDown = task.does === "back" || isResuming || isAllOfIt;
  const floor = goesDown ? floorAfter(list, task, page, found, isMet) : list.floor;
  switch (task.does) {
    case "back": {
      const pages = task.position === null ? 0 : (list.back?.pages ?? 0);
      return {
        ...list,
        ...top,
        floor,
        newest: laterOf(list.newest, list.isComplete ? null : newest),
        headAt: list.isComplete || task.position !== null ? list.headAt : now,
        back:
          page.next === null ? null : { position: page.next, pages: pages + 1, edge, border, read },
        isComplete: (list.isComplete && !isLeftOff) || page.next === null,
      };
    }
    case "look":
    case "head": {
      const seen = laterOf(task.does === "head" ? (list.head?.newest ?? null) : null, newest);
      const goesOn = page.next !== null && !isMet;
      // What lies between an end in doubt and the known is still to be found.
      const isOpen = goesOn || (!isMet && page.next === null && end?.isBelieved === false);
      return {
        ...list,
        ...top,
        floor,
        headAt: now,
        head:
          goesOn && page.next !== null
            ? {
                position: page.next,
                newest: seen,
                edge,
                border,
                floor: pageFloor(page.items, task.floor),
              }
            : null,
        // What was newest may be deleted by now: it would be looked for at every check.
        newest: isOpen ? list.newest : (seen ?? list.newest),
        back: isResuming ? { position: page.next, pages: 1, edge, border, read } : list.back,
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
  const { items = [], links = [], raw = null, gone, usage, account } = done?.answer ?? {};
  return {
    items: isQuiet ? [] : items,
    links: isQuiet ? [] : links,
    raw: isQuiet ? null : raw,
    cursor: { ...state, isIdle: !more },
    more,
    unchanged: isQuiet,
    complete: lists.every((list) => list.isComplete),
    reach: reachOf(walk, state),
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

import { PlatformError } from "../../errors.ts";
import type { HttpResponse } from "../http.ts";
import type { Page, PageRequest, PlatformItem, RawPage } from "../page.ts";
import { shortHash } from "../short-hash.ts";
import { askFeed, noFeed } from "./ask-feed.ts";
import { deadEndOf } from "./dead-end.ts";
import { namedEntries, toExternalId } from "./entry-ids.ts";
import { areTooMany, firstTimes, remembered, timeOfDocument } from "./entry-times.ts";
import { toFeedTime } from "./feed-time.ts";
import type { Feed } from "./feed.ts";
import { stateOf } from "./cursor.ts";
import type { Cursor, Next } from "./cursor.ts";
import { accountOf, feedIn } from "./identify.ts";
import { toItems } from "./map.ts";
import { firstSeen, olderAddress, seenWith } from "./older-pages.ts";
import { floorOfDocument, floorOfPages, isAllNew, reachOf } from "./reach.ts";

/**
 * A feed is one document that is asked for again and again, and from which old entries drop out: what
 * is not in it any more is kept. Few have pages of older entries; they are read once, and again where
 * more came between two checks than the document holds.
 */
const MOST_PAGES = 1000;
/** An older page that fails so often is given up. */
const PAGE_GIVEN_UP_AFTER = 3;
/** Reading older pages for longer than this, the document is looked at in between. */
const LOOK_EVERY_MS = 4 * 60_000;

export async function fetchPage(request: PageRequest): Promise<Page> {
  const state = stateOf(request);
  const { next, hasLooked, lookedAt } = state;
  if (next === null) return await readDocument(request, state);
  const { failures, now } = request;
  if (failures >= PAGE_GIVEN_UP_AFTER)
    return await readDocument(request, withoutMore(state, next, "unread"));
  const isLate = failures === 0 && !hasLooked && now - lookedAt >= LOOK_EVERY_MS;
  return isLate ? await readDocument(request, state) : await readOlder(request, state, next);
}

async function readDocument(request: PageRequest, state: Cursor): Promise<Page> {
  const { address: url, etag, modified: modifiedSince } = state;
  const answer = await askFeed(request.http, { url, etag, modifiedSince }, "reading");
  const address = answer.movedTo ?? url;
  const moved = answer.movedTo === null ? {} : { movedTo: answer.movedTo };
  const looked = { lookedAt: request.now, hasLooked: true };
  if (answer.notModified) return { ...quiet({ ...state, ...looked, address }), ...moved };
  const read = readAnswer(request, answer, state, true);
  const { feed, items, gone } = read;
  const print = shortHash(JSON.stringify([items.map(withoutFigures), gone]));
  const next = olderOf(feed, items, state, answer.url);
  const after: Cursor = {
    ...state,
    ...looked,
    address,
    etag: answer.etag,
    modified: answer.headers.get("last-modified"),
    print,
    newest: items.reduce((most, { occurredAt }) => Math.max(most, occurredAt), state.newest ?? 0),
    times: remembered(read.times, state.times),
    since: read.since,
    hasForgotten: read.hasForgotten,
    next,
    floor: next === null ? floorOfDocument(items, state, request.now) : state.floor,
  };
  if (state.print === print) return { ...quiet(after), ...moved };
  const account = accountOf(feed, request.account.externalId);
  const isComplete = state.isComplete || after.next === null;
  return { ...toPage({ ...after, isComplete }, read), ...moved, account };
}

/**
 * All older pages at first; later only where the whole document is news. Pages that are being read are
 * begun anew where more came meanwhile than the document holds.
 */
function olderOf(feed: Feed, items: readonly PlatformItem[], state: Cursor, url: string) {
  const { isComplete, newest, next } = state;
  const address = olderAddress(feed, [url]);
  const isNews = (!isComplete && next === null) || isAllNew(items, newest);
  if (address === null || !isNews) return next;
  const until = next?.until ?? (isComplete ? newest : null);
  const [newestItem] = items;
  const floor = floorOfPages(items, newestItem === undefined ? null : newestItem.occurredAt + 1);
  return { address, pages: 1, seen: firstSeen(items), until, floor };
}

async function readOlder(request: PageRequest, state: Cursor, next: Next): Promise<Page> {
  const read = await findOlder(request, state, next);
  const before = { ...state, hasLooked: false };
  if (read === "none" || read === "unread")
    return { ...quiet(withoutMore(before, next, read)), unchanged: false };
  const { feed, items, url } = read;
  const address = olderAddress(feed, [url, state.address]);
  const seen = seenWith(items, next);
  const floor = floorOfPages(items, next.floor);
  const isMet = items.some(({ occurredAt }) => next.until !== null && occurredAt <= next.until);
  if (isMet) return toPage(withoutMore(before, next, "met"), read);
  if (seen === null) return toPage(withoutMore(before, next, "none"), read);
  if (items.length === 0 || address === null) return toPage(withoutMore(before, next, "end"), read);
  if (next.pages >= MOST_PAGES)
    return toPage(withoutMore(before, { ...next, floor }, "unread"), read);
  const older = { ...next, address, seen, floor, pages: next.pages + 1 };
  return toPage({ ...before, next: older }, read);
}

/**
 * `met`: down to what was known; `end`: this page was the last; `none`: there is no such page, so the
 * one before was the last, unless that was the document, which is no page of an archive then; `unread`:
 * it cannot be had.
 */
function withoutMore(
  state: Cursor,
  { floor, pages }: Next,
  why: "met" | "end" | "none" | "unread",
): Cursor {
  const after = { ...state, next: null, isComplete: true };
  if (why === "met") return after;
  const isAll = why === "end" || (why === "none" && pages > 1);
  return { ...after, floor: isAll ? 0 : floor, isCut: why === "unread" };
}

/** `none` where there is no older page: the listing ends there. */
async function findOlder(
  request: PageRequest,
  state: Cursor,
  { address }: Next,
): Promise<Read | "none" | "unread"> {
  try {
    const answer = await askFeed(request.http, { url: address }, "reading");
    return readAnswer(request, answer, state, false);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (error.kind === "not_found") return "none";
    if (error.kind === "forbidden" || deadEndOf(error) !== null) return "unread";
    throw error;
  }
}

interface Read {
  readonly feed: Feed;
  readonly items: readonly PlatformItem[];
  readonly gone: readonly string[];
  /** Of its own entries alone. */
  readonly times: Record<string, number>;
  readonly since: number | null;
  readonly hasForgotten: boolean;
  readonly raw: RawPage;
  readonly url: string;
}

function readAnswer(
  request: PageRequest,
  answer: HttpResponse,
  known: Cursor,
  isNewest: boolean,
): Read {
  const feed = feedIn(answer);
  if (feed === null)
    throw noFeed("What is at this address is not a feed any more. What was gathered is kept.");
  const entries = namedEntries(feed);
  const otherwise = changedAt(answer, request.now);
  const since = known.since ?? timeOfDocument(feed, { otherwise });
  const hasForgotten = known.hasForgotten || (isNewest && areTooMany(entries));
  const shared = { otherwise, since: hasForgotten || !isNewest ? since : null };
  const times = firstTimes(entries, feed, { ...shared, first: known.times });
  const items = toItems(feed, entries, { ...shared, first: times }, request.account);
  const given = new Set(items.map(({ externalId }) => externalId));
  const { url, body } = answer;
  const context =
    Object.keys(times).length === 0
      ? {}
      : { context: { times, seenAt: otherwise, since: shared.since } };
  return {
    feed,
    items,
    gone: feed.gone.map(toExternalId).filter((id) => !given.has(id)),
    times,
    since,
    hasForgotten,
    raw: { endpoint: "feed", url, body, ...context },
    url,
  };
}

/** When the document was changed last, which is not after now. */
function changedAt({ headers }: HttpResponse, now: number): number {
  const modified = toFeedTime(headers.get("last-modified"));
  return Math.min(modified ?? now, now);
}

function toPage(after: Cursor, { items, gone, raw }: Read): Page {
  return {
    items,
    links: [],
    raw,
    cursor: after,
    more: after.next !== null,
    gone,
    unchanged: false,
    complete: after.isComplete,
    reach: reachOf(after),
    progress:
      after.next === null || after.isComplete
        ? null
        : { label: "older entries", done: after.next.pages, total: null, unit: "pages" },
  };
}

function quiet(after: Cursor): Page {
  return {
    items: [],
    links: [],
    raw: null,
    cursor: after,
    more: after.next !== null,
    unchanged: true,
    complete: after.isComplete,
    reach: reachOf(after),
    progress: null,
  };
}

/** Comments come all the time and are no news. */
function withoutFigures({ figures: _figures, ...item }: PlatformItem): unknown {
  return item;
}

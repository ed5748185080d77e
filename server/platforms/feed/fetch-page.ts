import * as z from "zod";
import { PlatformError } from "../../errors.ts";
import type { HttpResponse } from "../http.ts";
import type { Page, PageRequest, PlatformItem, RawPage } from "../platform.ts";
import { shortHash } from "../short-hash.ts";
import { askFeed, noFeed } from "./ask-feed.ts";
import { deadEndOf } from "./dead-end.ts";
import { namedEntries, toExternalId } from "./entry-ids.ts";
import { areTooMany, firstTimes, remembered, timeOfDocument } from "./entry-times.ts";
import { toFeedTime } from "./feed-time.ts";
import type { Feed } from "./feed.ts";
import { accountOf, feedIn } from "./identify.ts";
import { toItems } from "./map.ts";
import { firstSeen, olderAddress, seenWith } from "./older-pages.ts";

/**
 * A feed is one document that is asked for again and again, and from which old entries drop out: what
 * is not in it any more is kept. Few have pages of older entries; they are read once, and again where
 * more came between two checks than the document holds.
 */
const MOST_PAGES = 1000;
/** An older page that fails so often is given up. */
const PAGE_GIVEN_UP_AFTER = 3;

const cursor = z.object({
  version: z.literal(1),
  /** Where the feed is now; it may have moved. */
  address: z.string(),
  etag: z.string().nullable(),
  modified: z.string().nullable(),
  /** What the document became last. */
  print: z.string().nullable(),
  newest: z.number().nullable(),
  /** See `entry-times.ts`. */
  times: z.record(z.string(), z.number()),
  since: z.number().nullable().default(null),
  hasForgotten: z.boolean().default(false),
  /** The older page to be read next; up to what was known by then, or all. */
  next: z
    .object({
      address: z.string(),
      until: z.number().nullable(),
      pages: z.number(),
      /** See `older-pages.ts`. */
      seen: z.object({ last: z.string(), kept: z.string() }).default({ last: "", kept: "" }),
    })
    .nullable(),
  isComplete: z.boolean(),
});
type Cursor = z.infer<typeof cursor>;
type Next = Cursor["next"] & {};

export async function fetchPage(request: PageRequest): Promise<Page> {
  const state = stateOf(request);
  const { next } = state;
  if (next === null) return await readDocument(request, state);
  if (request.failures >= PAGE_GIVEN_UP_AFTER)
    return await readDocument(request, { ...state, next: null, isComplete: true });
  return await readOlder(request, state, next);
}

function stateOf({ cursor: stored, account }: PageRequest): Cursor {
  const parsed = cursor.safeParse(stored);
  if (parsed.success) return parsed.data;
  return {
    version: 1,
    address: account.externalId,
    etag: null,
    modified: null,
    print: null,
    newest: null,
    times: {},
    since: null,
    hasForgotten: false,
    next: null,
    isComplete: false,
  };
}

async function readDocument(request: PageRequest, state: Cursor): Promise<Page> {
  const { address: url, etag, modified: modifiedSince } = state;
  const answer = await askFeed(request.http, { url, etag, modifiedSince }, "reading");
  const address = answer.movedTo ?? url;
  const moved = answer.movedTo === null ? {} : { movedTo: answer.movedTo };
  if (answer.notModified) return { ...quiet({ ...state, address }), ...moved };
  const read = readAnswer(request, answer, state, true);
  const { feed, items, gone } = read;
  const print = shortHash(JSON.stringify([items.map(withoutFigures), gone]));
  const after: Cursor = {
    ...state,
    address,
    etag: answer.etag,
    modified: answer.headers.get("last-modified"),
    print,
    newest: items.reduce((most, { occurredAt }) => Math.max(most, occurredAt), state.newest ?? 0),
    times: remembered(read.times, state.times),
    since: read.since,
    hasForgotten: read.hasForgotten,
    next: olderOf(feed, items, state, answer.url),
  };
  if (state.print === print) return { ...quiet(after), ...moved };
  const account = accountOf(feed, request.account.externalId);
  const isComplete = state.isComplete || after.next === null;
  return { ...toPage({ ...after, isComplete }, read), ...moved, account };
}

/** All older pages at first; later only where the whole document is news. */
function olderOf(
  feed: Feed,
  items: readonly PlatformItem[],
  { isComplete, newest }: Cursor,
  url: string,
): Next | null {
  const address = olderAddress(feed, [url]);
  if (address === null) return null;
  const first = { address, pages: 1, seen: firstSeen(items) };
  if (!isComplete) return { ...first, until: null };
  const isAllNew = items.length > 0 && items.every(({ occurredAt }) => occurredAt > (newest ?? 0));
  return isAllNew ? { ...first, until: newest } : null;
}

async function readOlder(request: PageRequest, state: Cursor, next: Next): Promise<Page> {
  const read = await findOlder(request, state, next);
  if (read === null)
    return { ...quiet({ ...state, next: null, isComplete: true }), unchanged: false };
  const { feed, items, url } = read;
  const address = olderAddress(feed, [url, state.address]);
  const seen = seenWith(items, next);
  const isOver =
    items.length === 0 ||
    seen === null ||
    next.pages >= MOST_PAGES ||
    items.some(({ occurredAt }) => next.until !== null && occurredAt <= next.until);
  const older =
    isOver || address === null ? null : { ...next, address, seen, pages: next.pages + 1 };
  const after: Cursor = {
    ...state,
    next: older,
    isComplete: state.isComplete || older === null,
  };
  return toPage(after, read);
}

/** Null where there is no older page: the listing ends there. */
async function findOlder(
  request: PageRequest,
  state: Cursor,
  { address }: Next,
): Promise<Read | null> {
  try {
    const answer = await askFeed(request.http, { url: address }, "reading");
    return readAnswer(request, answer, state, false);
  } catch (error) {
    const isNone =
      error instanceof PlatformError &&
      (["not_found", "forbidden"].includes(error.kind) || deadEndOf(error) !== null);
    if (isNone) return null;
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
    progress: null,
  };
}

/** Comments come all the time and are no news. */
function withoutFigures({ figures: _figures, ...item }: PlatformItem): unknown {
  return item;
}

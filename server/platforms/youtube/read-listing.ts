import { PlatformError } from "../../errors.ts";
import type { HttpResponse } from "../http.ts";
import type { PageRequest, RawPage } from "../page.ts";
import { shortHash } from "../short-hash.ts";
import { MOST_KNOWN, newWalk, union, without } from "./cursor.ts";
import { MOST_LISTED } from "./reach.ts";
import type { CursorState, Walk } from "./cursor.ts";
import { isPlaceholder, mapRaw, PLAYLIST_ITEMS } from "./map.ts";
import { leadsOn, printOf } from "./leads-on.ts";
import type { ListingTask } from "./next-task.ts";
import { ask, playlistUrl } from "./requests.ts";
import { pageOf, playlistEntry, readablePageOf } from "./schema.ts";
import type { YoutubePlaylistEntry } from "./schema.ts";
import type { Step } from "./step.ts";

/** A channel whose list is missing is asked for another one, but not at every check. */
const CHANNEL_IS_RECENT_MS = 6 * 60 * 60_000;
/** A list that was begun so often in one go is left to a later run. */
const MOST_RESTARTS = 3;
const CONTENT_WITH_LESS_AFTER = 3;
/** More new uploads than these pages hold are left to the next reading of everything. */
const MOST_CAUGHT_UP = 20;
/** How many a list holds is told about right. */
const NEARLY_ALL = 0.9;

/** One page of the uploads. */
export async function readListing(
  task: ListingTask,
  request: PageRequest,
  state: CursorState,
): Promise<Step> {
  const { http, now } = request;
  const etag = task.does === "look" ? state.head.etag : null;
  const url = playlistUrl(task.uploads, task.position);
  const response = await ask(http, url, {
    etag,
    accept: task.position === null ? [404] : [400, 404],
  });
  if (response.notModified) return asBefore(state, state.head.etag, now);
  if (response.status === 400) return { state: startOver(state, request), unchanged: false };
  if (response.status === 404) return afterMissing(task, state, now);
  return afterPage(task, request, state, response);
}

/** A page token that is not good any more: from the top, and what was seen is to be met again. */
function startOver(state: CursorState, { failures }: PageRequest): CursorState {
  const walk = state.walk ?? newWalk(state.known);
  if (walk.restarts >= MOST_RESTARTS && failures === 0) {
    throw new PlatformError("bad_response", "No page token of the uploads is accepted.");
  }
  return {
    ...state,
    catchUp: null,
    walk: {
      ...newWalk(union(walk.seen, walk.unseen).slice(0, MOST_KNOWN)),
      restarts: walk.restarts + 1,
    },
  };
}

/**
 * A new channel has no uploads playlist, and an old one may have another by now. What was known from
 * before is asked for by name before it is believed to be gone.
 */
function afterMissing(task: ListingTask, state: CursorState, now: number): Step {
  if (state.channel !== null && now - state.channel.readAt > CHANNEL_IS_RECENT_MS) {
    return { state: { ...state, channel: null }, unchanged: true };
  }
  const head = { ...NOTHING_SEEN, at: now };
  const missing = { ...state, catchUp: null, head, hasLooked: true };
  if (task.does !== "walk" || state.walk === null) return { state: missing, unchanged: true };
  return { state: endWalk(missing, state.walk, true), unchanged: false };
}

const NOTHING_SEEN = { etag: null, print: null };

function asBefore(state: CursorState, etag: string | null, now: number): Step {
  const head = { ...state.head, etag, at: now };
  return { state: { ...state, head, hasLooked: true, isWalksTurn: true }, unchanged: true };
}

function afterPage(
  task: ListingTask,
  { account, now, failures }: PageRequest,
  before: CursorState,
  response: HttpResponse,
): Step {
  const isContent = failures >= CONTENT_WITH_LESS_AFTER;
  const page = response.json(isContent ? readablePageOf(playlistEntry) : pageOf(playlistEntry));
  const next = page.nextPageToken || null;
  const raw: RawPage = { endpoint: PLAYLIST_ITEMS, url: response.url, body: response.body };
  const items = mapRaw(raw, account);
  const listed = toListedIds(page.items);
  const print = shortHash(JSON.stringify([items, listed.closed]));
  const etag = response.etag ?? page.etag ?? null;
  if (task.does === "look" && print === before.head.print) return asBefore(before, etag, now);

  const isHead = task.position === null;
  const read: CursorState = {
    ...before,
    head: isHead ? { etag, print, at: now } : before.head,
    hasLooked: isHead || before.hasLooked,
    isWalksTurn: task.does !== "walk",
    pending: union(before.pending, listed.all),
    closed: union(before.closed, listed.closed),
  };
  const state =
    task.does === "walk"
      ? afterWalkPage(read, listed, { next, total: page.pageInfo?.totalResults ?? null })
      : afterHeadPage(task, read, listed, next);
  return { state, items, raw, unchanged: false };
}

interface ListedIds {
  readonly all: readonly string[];
  /** Deleted, hidden from us, or not public: those that may not answer. */
  readonly closed: readonly string[];
  readonly present: readonly string[];
}

function toListedIds(entries: readonly YoutubePlaylistEntry[]): ListedIds {
  const idsOf = (some: readonly YoutubePlaylistEntry[]): string[] =>
    union(
      some.map(({ videoId }) => videoId),
      [],
    );
  return {
    all: idsOf(entries),
    closed: idsOf(entries.filter((one) => isPlaceholder(one) || isClosed(one))),
    present: idsOf(entries.filter((one) => !isPlaceholder(one))),
  };
}

function isClosed({ status }: YoutubePlaylistEntry): boolean {
  return (status?.privacyStatus ?? "public").toLowerCase() !== "public";
}

function afterHeadPage(
  task: ListingTask,
  state: CursorState,
  listed: ListedIds,
  next: string | null,
): CursorState {
  const { walk } = state;
  // During the first walk, what it has met is all that is known.
  const known = state.isComplete ? state.known : (walk?.seen ?? []);
  const inList = new Set(listed.all);
  const meetsKnown = known.some((id) => inList.has(id));
  const isLook = task.does === "look";
  // Only the newest page says which of the known ones lie on it: those before the last that it shares.
  const reach = next === null ? known.length : known.findLastIndex((id) => inList.has(id)) + 1;
  const missing = isLook ? known.slice(0, reach).filter((id) => !inList.has(id)) : [];
  const caughtUp = isLook ? 1 : state.caughtUp + 1;
  const isAllNew = listed.present.length > 0 && !meetsKnown;
  const isLeft = isAllNew && caughtUp >= MOST_CAUGHT_UP && next !== null;
  return {
    ...state,
    catchUp: isAllNew && !isLeft ? next : null,
    caughtUp,
    isBehind: state.isBehind || isLeft,
    doubts: union(state.doubts, missing),
    known: state.isComplete ? union(listed.present, known).slice(0, MOST_KNOWN) : [],
    walk: walk && { ...walk, seen: union(listed.present, walk.seen).slice(0, MOST_KNOWN) },
  };
}

function afterWalkPage(
  state: CursorState,
  listed: ListedIds,
  { next, total }: { next: string | null; total: number | null },
): CursorState {
  const before = state.walk;
  if (before === null) return state;
  const isBarren = without(listed.all, before.seen).length === 0;
  const walk: Walk = {
    ...before,
    read: before.read + listed.all.length,
    total,
    barren: isBarren ? before.barren + 1 : 0,
    seen: union(before.seen, listed.present).slice(0, MOST_KNOWN),
    unseen: without(before.unseen, listed.all),
  };
  if (!leadsOn(walk, next)) return endWalk(state, walk, next === null);
  const used = [...walk.used, printOf(next)];
  return { ...state, walk: { ...walk, position: next, used } };
}

function endWalk(state: CursorState, walk: Walk, isEnd: boolean): CursorState {
  return {
    ...state,
    walk: null,
    isComplete: true,
    isBehind: false,
    isWhole: isEnd && walk.read >= (walk.total ?? 0) * NEARLY_ALL,
    isCut: (walk.total ?? walk.read) >= MOST_LISTED,
    known: walk.seen,
    doubts: union(state.doubts, walk.unseen),
  };
}

import { PlatformError } from "../../errors.ts";
import type { HttpResponse } from "../http.ts";
import type { PageRequest, RawPage } from "../page.ts";
import { union, without } from "./cursor.ts";
import type { CursorState } from "./cursor.ts";
import { externalIdOf, mapRaw, VIDEOS } from "./map.ts";
import { ask, videosUrl } from "./requests.ts";
import { pageOf, readablePageOf, video } from "./schema.ts";
import type { Step } from "./step.ts";
import { watchOn } from "./watched.ts";

/** Videos that cannot be read so often are left as the list shows them. */
const STEPPED_OVER_AFTER = 3;

/**
 * Videos by their ids. What is not answered is not there: of a video that the list has as public this
 * may be the list's delay, and it stays; one that is not listed, or listed as closed, is gone.
 */
export async function readVideos(
  ids: readonly string[],
  request: PageRequest,
  before: CursorState,
): Promise<Step> {
  const { account, now } = request;
  const response = await readOrStepOver(ids, request);
  const left: CursorState = {
    ...before,
    pending: without(before.pending, ids),
    closed: without(before.closed, ids),
    doubts: without(before.doubts, ids),
    watched: before.watched.filter(({ id }) => !ids.includes(id)),
  };
  if (response === null) return { state: left, unchanged: false };

  const { items: answered, skipped } = response.json(readablePageOf(video));
  const found = answered.map(({ id }) => id);
  // An entry that cannot be read may be any of them.
  const missing = (skipped > 0 ? [] : without(ids, found)).filter(
    (id) => before.doubts.includes(id) || before.closed.includes(id),
  );
  const kept = (skipped > 0 ? ids : found).filter((id) => before.doubts.includes(id));
  const raw: RawPage = { endpoint: VIDEOS, url: response.url, body: response.body };
  return {
    state: {
      ...left,
      // What is there though no list has it is remembered, so that its end is noticed too.
      known: without(union(before.known, kept), missing),
      walk: left.walk && { ...left.walk, unseen: without(left.walk.unseen, missing) },
      watched: watchOn(before.watched, ids, answered, now),
    },
    items: mapRaw(raw, account),
    raw,
    gone: missing.map(externalIdOf),
    unchanged: false,
  };
}

/** Null where this cannot be read at all. */
async function readOrStepOver(
  ids: readonly string[],
  { http, failures }: PageRequest,
): Promise<HttpResponse | null> {
  try {
    const response = await ask(http, videosUrl(ids));
    response.json(pageOf(video));
    return response;
  } catch (error) {
    const isStuck = failures >= STEPPED_OVER_AFTER;
    const { kind } = error instanceof PlatformError ? error : { kind: null };
    const isRefused = kind === "bad_response" || kind === "forbidden";
    if (kind === "not_found" || (isRefused && isStuck)) return null;
    throw error;
  }
}

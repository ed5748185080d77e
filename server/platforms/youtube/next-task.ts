import type { CursorState } from "./cursor.ts";
import { MOST_AT_ONCE } from "./requests.ts";

/**
 * What to ask next; each is one request. `look` is the newest page, asked for conditionally; `catchUp`
 * the pages behind it while all on them is new; `walk` the whole list.
 */
export type Task =
  | { readonly does: "channel" }
  | { readonly does: "details" | "doubts" | "watch"; readonly ids: readonly string[] }
  | ListingTask;

export interface ListingTask {
  readonly does: "look" | "catchUp" | "walk";
  readonly uploads: string;
  readonly position: string | null;
}

/** The uploads playlist stays the same for years; this finds a new one, and a new name. */
const CHANNEL_EVERY_MS = 7 * 24 * 60 * 60_000;
/** Each check looks once; one that takes longer than this, or a first walk, looks again in between. */
const LOOK_EVERY_MS = 4 * 60_000;

/** Null when everything is up to date. */
export function nextTask(state: CursorState, now: number): Task | null {
  const { channel, walk, catchUp } = state;
  if (channel === null || now - channel.readAt >= CHANNEL_EVERY_MS) return { does: "channel" };
  const { uploads } = channel;
  if (state.pending.length > 0) {
    return { does: "details", ids: state.pending.slice(0, MOST_AT_ONCE) };
  }
  if (state.doubts.length > 0) return { does: "doubts", ids: state.doubts.slice(0, MOST_AT_ONCE) };
  if (catchUp !== null) return { does: "catchUp", uploads, position: catchUp };
  // The first page of the whole list is the newest one: looking at it is done with that.
  if (walk?.position === null) return { does: "walk", uploads, position: null };
  const isWalksTurn = walk !== null && state.isWalksTurn;
  const isLate = !isWalksTurn && now - state.head.at >= LOOK_EVERY_MS;
  if (isLate || (state.isComplete && !state.hasLooked)) {
    return { does: "look", uploads, position: null };
  }
  const due = state.watched.filter(({ from }) => from <= now).map(({ id }) => id);
  if (due.length > 0) return { does: "watch", ids: due.slice(0, MOST_AT_ONCE) };
  return walk && { does: "walk", uploads, position: walk.position };
}

import { PlatformError } from "../../errors.ts";
import type { Page, PageRequest } from "../page.ts";
import { NO_HEAD, stateOf, toCursor } from "./cursor.ts";
import type { CursorState } from "./cursor.ts";
import { nextTask } from "./next-task.ts";
import type { Task } from "./next-task.ts";
import { reachOf } from "./reach.ts";
import { readChannel } from "./read-channel.ts";
import { readListing } from "./read-listing.ts";
import { readVideos } from "./read-videos.ts";
import { channelGone } from "./refusal.ts";
import type { Step } from "./step.ts";

/**
 * The uploads playlist names the videos, and a second call reads what it named in full: durations,
 * counts, broadcasts. The playlist is in the order of addition, so nothing is told from times.
 */
export async function fetchPage(request: PageRequest): Promise<Page> {
  const state = stateOf(request);
  const task = nextTask(state, request.now);
  if (task === null) return toPage(request, { state, unchanged: true }, 0);
  return toPage(request, await take(task, request, state), 1);
}

async function take(task: Task, request: PageRequest, state: CursorState): Promise<Step> {
  switch (task.does) {
    case "channel":
      return readAccount(request, state);
    case "details":
    case "doubts":
    case "watch":
      return readVideos(task.ids, request, state);
    default:
      return readListing(task, request, state);
  }
}

async function readAccount({ http, now, account }: PageRequest, state: CursorState): Promise<Step> {
  const read = await readChannel(http, channelGone);
  if (read.account.externalId !== account.externalId) {
    throw new PlatformError("forbidden", "The access is for another channel.", {
      told: "This access now belongs to another YouTube channel. Reconnect with the channel that was connected.",
    });
  }
  const isSame = state.channel === null || state.channel.uploads === read.uploads;
  return {
    state: {
      ...state,
      channel: { uploads: read.uploads, readAt: now },
      head: isSame ? state.head : NO_HEAD,
      catchUp: isSame ? state.catchUp : null,
    },
    account: read.account,
    unchanged: true,
  };
}

function toPage({ now }: PageRequest, step: Step, units: number): Page {
  const { state, unchanged, ...brought } = step;
  const { walk } = state;
  const more = nextTask(state, now) !== null;
  return {
    items: [],
    links: [],
    raw: null,
    ...brought,
    // With the last page this check is over, and the next one looks again.
    cursor: toCursor(more ? state : { ...state, hasLooked: false }),
    more,
    unchanged,
    complete: state.isComplete,
    reach: reachOf(state),
    progress: walk && {
      label: "videos",
      // What was pushed onto a later page is read twice.
      done: Math.min(walk.read, walk.total ?? walk.read),
      total: walk.total,
      unit: "videos",
    },
    usage: { units },
  };
}

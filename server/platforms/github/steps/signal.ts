import type { HttpResponse } from "../../http.ts";
import type { Cursor, TaskOf } from "../cursor.ts";
import { readEvents } from "./events.ts";
import { readRepositoriesSignal } from "./repositories.ts";
import { openPulls, type Step, type Walk } from "./step.ts";

type Signal = TaskOf<"signal">["signal"];

/** A walk of many repositories takes hours: what is new is looked for as often as at a check. */
const LOOK_EVERY_MS = 4 * 60_000;
/** Where each answer takes long, the walk has its turns after what was new. */
const TURNS = 4;

/** Without an ETag nothing says that all is as it was, so the open pull requests are asked. */
const OPEN_ASKED = 30;

/** Which signal this check asks: they take turns, unless one is gone or asks not to be polled yet. */
export function chooseSignal(cursor: Cursor, now: number, failures: number): Signal | null {
  const { events, listing, lastSignal } = cursor;
  const mayAskEvents = !events.gone && now - events.askedAt >= events.interval;
  if (listing.gone) return mayAskEvents ? "events" : null;
  if (!mayAskEvents) return "repositories";
  const isTurnOfEvents = lastSignal === "repositories";
  // One that fails must not hide the other.
  return isTurnOfEvents === (failures % 2 === 0) ? "events" : "repositories";
}

/**
 * Which signal is asked before the walk goes on. Until the list of repositories is read, each of them
 * would be news. Where something fails, that comes first: it would wait for ever.
 */
export function signalBetween(cursor: Cursor, now: number): Signal | null {
  const { tasks, events, done, newsAbove, newsDone, lookedAt } = cursor;
  const isEarly = now - lookedAt < LOOK_EVERY_MS || (done >= newsDone && done - newsDone < TURNS);
  if (isEarly || newsAbove !== null || tasks[0]?.type === "signal") return null;
  const isListRead = tasks.every(({ type }) => type !== "repositories");
  const signal = chooseSignal(cursor, now, 0);
  if (signal !== "repositories" || isListRead) return signal;
  return !events.gone && now - events.askedAt >= events.interval ? "events" : null;
}

export function etagOf(signal: Signal, cursor: Cursor): string | null {
  return (signal === "events" ? cursor.events : cursor.listing).etag;
}

export function readSignal(task: TaskOf<"signal">, response: HttpResponse, walk: Walk): Step {
  const step = response.notModified
    ? {}
    : task.signal === "events"
      ? readEvents(response, walk)
      : readRepositoriesSignal(response, walk);
  const etag = response.notModified ? etagOf(task.signal, walk.cursor) : response.etag;
  const changes = { ...step.changes, ...told(task, etag, response, walk, step.changes) };
  if (task.note) return { changes };
  const asked =
    etag === null && walk.cursor.complete
      ? openPulls(walk.cursor, () => true).slice(0, OPEN_ASKED)
      : [];
  return {
    ...step,
    tasks: [...(step.tasks ?? []), ...asked],
    changes,
  };
}

/** It is not served here: the other one, and the daily look-around, remain. */
export function withoutSignal(task: TaskOf<"signal">, { cursor }: Walk): Step {
  const gone = { etag: null, gone: true };
  return {
    changes:
      task.signal === "events"
        ? { events: { ...cursor.events, ...gone }, lastSignal: "events" }
        : { listing: gone, lastSignal: "repositories" },
  };
}

function told(
  { signal, note }: TaskOf<"signal">,
  etag: string | null,
  response: HttpResponse,
  { cursor, now }: Walk,
  changes: Partial<Cursor> | undefined,
): Partial<Cursor> {
  const looked = { lastSignal: signal, lookedAt: now };
  if (signal === "repositories") return { listing: { etag, gone: false }, ...looked };
  const seconds = Number(response.headers.get("x-poll-interval"));
  const interval = Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) * 1000 : 0;
  const events = changes?.events ?? cursor.events;
  // Of what is only remembered no further page is read.
  const { unsettled } = note ? { unsettled: 0 } : events;
  return { events: { ...events, unsettled, etag, gone: false, askedAt: now, interval }, ...looked };
}

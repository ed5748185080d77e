import type { Connection, ConnectionProblem } from "../../shared/connections.ts";
import { countOf } from "./numbers.ts";
import { needOf } from "./need-of.ts";
import { atClock, clock, clockOrDate, shortDate, toMs } from "./time.ts";

export interface ConnectionWords {
  /** `bad` waits for the person, `wait` mends itself. */
  readonly tone: "bad" | "wait" | "plain";
  /** The news in two or three words; empty when there is none. */
  readonly lead: string;
  readonly text: string;
}

/** How a connection is doing, in a sentence or two. */
export function connectionWords(
  connection: Connection,
  zone: string,
  now: number,
): ConnectionWords {
  const { status, problem, progress } = connection;
  const items = countOf(connection.itemCount, "item", "items");
  if (status === "needs_reconnect") {
    const text =
      problem?.message ?? `${items} are kept. Reconnect, and what is missing is fetched.`;
    return { tone: "bad", lead: signedOutLead(connection, zone, now), text };
  }
  if (status === "paused") {
    const text = `${items} are kept. Nothing new comes until you resume it.`;
    return { tone: "plain", lead: "Paused.", text };
  }
  if (problem !== null) {
    const next = nextTryWords(connection, zone, now);
    const tone = needOf(connection) === "you" ? "bad" : "wait";
    return { tone, lead: waitingLead(problem.code), text: `${problem.message}${next}` };
  }
  if (progress !== null) {
    return connection.isComplete
      ? { tone: "plain", lead: "Looking around.", text: `${items}, now ${progress.label}.` }
      : {
          tone: "plain",
          lead: "First sync.",
          text: `${items} so far, now ${progress.label}.`,
        };
  }
  if (!connection.isComplete && connection.itemCount === 0) {
    return { tone: "plain", lead: "First sync.", text: "Reading starts in a moment." };
  }
  return {
    tone: "plain",
    lead: restingLead(connection),
    text: restingText(connection, items, zone, now),
  };
}

function signedOutLead({ problem, lastCheckedAt }: Connection, zone: string, now: number): string {
  if (problem?.code === "unreadable_token") return "Reconnect needed.";
  if (lastCheckedAt === null) return "Signed out.";
  return `Signed out since ${shortDate(lastCheckedAt, zone, now)} ${clock(lastCheckedAt, zone)}.`;
}

/** Who is not there any more, or may not be read, is asked for again as well: it may come back. */
function waitingLead(code: ConnectionProblem["code"]): string {
  if (code === "gone") return "Not found there.";
  return code === "closed" ? "Not open to us." : "Waiting.";
}

function nextTryWords({ isSyncing, nextCheckAt }: Connection, zone: string, now: number): string {
  if (isSyncing) return " It is tried again now.";
  return nextCheckAt !== null && toMs(nextCheckAt) > now
    ? ` The next try is ${atClock(nextCheckAt, zone, now)}.`
    : "";
}

function restingLead(connection: Connection): string {
  if (connection.isSyncing) return connection.isComplete ? "Checking now." : "First sync.";
  return connection.isComplete ? "" : "First sync waits for its turn.";
}

function restingText(connection: Connection, items: string, zone: string, now: number): string {
  const { isComplete, oldestItemAt, nextCheckAt, isSyncing } = connection;
  const back = oldestItemAt === null ? "" : `, back to ${shortDate(oldestItemAt, zone, now)}`;
  const isAhead = !isSyncing && nextCheckAt !== null && toMs(nextCheckAt) > now;
  const next = isAhead ? ` Next check ${clockOrDate(nextCheckAt, zone, now)}.` : "";
  // Not every source is read from new to old: how far back it is read is known at the end.
  return `${items}${isComplete ? back : " so far"}.${next}`;
}

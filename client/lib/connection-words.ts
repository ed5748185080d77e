import type { Connection, ConnectionProblem } from "../../shared/connections.ts";
import { countOf } from "./numbers.ts";
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
    const next = nextTryWords(connection.nextCheckAt, zone, now);
    return { tone: "wait", lead: waitingLead(problem.code), text: `${problem.message}${next}` };
  }
  if (progress !== null) {
    return connection.isComplete
      ? { tone: "plain", lead: "Looking around.", text: `${items}, now ${progress.label}.` }
      : {
          tone: "plain",
          lead: "First sync.",
          text: `${items} so far${backTo(connection, zone)}, now ${progress.label}.`,
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

function nextTryWords(at: string | null, zone: string, now: number): string {
  if (at === null) return "";
  return toMs(at) <= now
    ? " It is tried again now."
    : ` The next try is ${atClock(at, zone, now)}.`;
}

/** `, back to March 2024`: how far a first sync has come. */
function backTo({ oldestItemAt }: Connection, timeZone: string): string {
  if (oldestItemAt === null) return "";
  const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone });
  return `, back to ${month.format(toMs(oldestItemAt))}`;
}

function restingLead(connection: Connection): string {
  if (connection.isSyncing) return connection.isComplete ? "Checking now." : "First sync.";
  return connection.isComplete ? "" : "First sync waits for its turn.";
}

function restingText(connection: Connection, items: string, zone: string, now: number): string {
  const { oldestItemAt, nextCheckAt, isSyncing } = connection;
  const back = oldestItemAt === null ? "" : `, back to ${shortDate(oldestItemAt, zone, now)}`;
  const next = isSyncing || nextCheckAt === null ? "" : ` ${nextWords(nextCheckAt, zone, now)}`;
  return `${items}${back}.${next}`;
}

/** `Next check 14:55.`, or that it is due. */
function nextWords(at: string, zone: string, now: number): string {
  return toMs(at) <= now ? "Next check is due." : `Next check ${clockOrDate(at, zone, now)}.`;
}

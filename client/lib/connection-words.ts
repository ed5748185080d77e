import type { Connection } from "../../shared/connections.ts";
import { countOf, formatCount } from "./numbers.ts";
import { clockOrDate, shortDate, toMs } from "./time.ts";

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
  const { status, problem, progress, nextCheckAt } = connection;
  const items = countOf(connection.itemCount, "item", "items");
  if (status === "needs_reconnect") {
    const lead = problem?.code === "unreadable_token" ? "Reconnect needed." : "Signed out.";
    const text =
      problem?.message ?? `${items} are kept. Reconnect, and what is missing is fetched.`;
    return { tone: "bad", lead, text };
  }
  if (status === "paused") {
    return {
      tone: "plain",
      lead: "Paused.",
      text: `${items} are kept. Nothing new comes until you resume it.`,
    };
  }
  if (problem !== null) {
    const until = nextCheckAt === null ? "" : ` until ${clockOrDate(nextCheckAt, zone, now)}`;
    return { tone: "wait", lead: `Waiting${until}.`, text: problem.message };
  }
  if (progress !== null) {
    const of = progress.total === null ? "" : ` of ${formatCount(progress.total)}`;
    const done = `${formatCount(progress.done)}${of} ${progress.unit}`;
    return connection.isComplete
      ? { tone: "plain", lead: "Looking around.", text: `${items}, ${progress.label}, ${done}.` }
      : {
          tone: "plain",
          lead: "First sync.",
          text: `${items} so far, ${progress.label}, ${done}.`,
        };
  }
  return {
    tone: "plain",
    lead: leadOf(connection),
    text: restingText(connection, items, zone, now),
  };
}

function leadOf(connection: Connection): string {
  if (connection.isSyncing) return connection.isComplete ? "Checking now." : "First sync.";
  return connection.isComplete ? "" : "First sync waits for its turn.";
}

function restingText(connection: Connection, items: string, zone: string, now: number): string {
  const { oldestItemAt, nextCheckAt } = connection;
  const back = oldestItemAt === null ? "" : `, back to ${shortDate(oldestItemAt, zone, now)}`;
  return `${items}${back}.${nextCheckAt === null ? "" : ` ${nextWords(nextCheckAt, zone, now)}`}`;
}

/** `Next check 14:55.`, or that it is due. */
export function nextWords(at: string, zone: string, now: number): string {
  return toMs(at) <= now ? "Next check is due." : `Next check ${clockOrDate(at, zone, now)}.`;
}

import type { Connection, ConnectionProblem } from "../../shared/connections.ts";
import { coverageWords } from "./coverage-words.ts";
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
          text: `${heldText(connection, items, zone, now)} Now ${progress.label}.`,
        };
  }
  if (!connection.isComplete && connection.itemCount === 0) {
    return { tone: "plain", lead: "First sync.", text: "Reading starts in a moment." };
  }
  return {
    tone: "plain",
    lead: restingLead(connection),
    text: `${heldText(connection, items, zone, now)}${nextCheckWords(connection, zone, now)}`,
  };
}

function signedOutLead({ problem, lastCheckedAt }: Connection, zone: string, now: number): string {
  if (problem?.code === "renewal_lost") return "Reconnect needed.";
  if (lastCheckedAt === null) return "Signed out.";
  return `Signed out since ${shortDate(lastCheckedAt, zone, now)} ${clock(lastCheckedAt, zone)}.`;
}

/** Who is not there any more, or may not be read, is asked for again as well: it may come back. */
function waitingLead(code: ConnectionProblem["code"]): string {
  switch (code) {
    case "gone":
      return "Not found there.";
    case "closed":
      return "Not open to us.";
    case "unreadable_token":
      return "Key missing.";
    case "cap_reached":
      return "Stop reached.";
    case "stuck":
      return "Sync broke off.";
    default:
      return "Waiting.";
  }
}

function nextTryWords(connection: Connection, zone: string, now: number): string {
  const { isSyncing, nextCheckAt, problem } = connection;
  if (isSyncing) return " It is tried again now.";
  // A stop tells its end itself: until then it is only looked at whether it was raised.
  if (problem?.code === "cap_reached") return "";
  if (nextCheckAt === null || toMs(nextCheckAt) <= now) return "";
  const at = atClock(nextCheckAt, zone, now);
  return problem?.code === "rate_limited" ? ` It continues ${at}.` : ` The next try is ${at}.`;
}

function restingLead(connection: Connection): string {
  if (connection.isSyncing) return connection.isComplete ? "Checking now." : "First sync.";
  return connection.isComplete ? "" : "First sync waits for its turn.";
}

/** `1,000 items, complete back to 3 Feb 2019. Reddit gives the newest 1,000.` */
function heldText(connection: Connection, items: string, zone: string, now: number): string {
  const { isComplete, coverage } = connection;
  const covered = coverageWords(connection, zone, now);
  const held = [isComplete ? items : `${items} so far`, covered].filter((part) => part !== "");
  return `${held.join(", ")}.${coverage.limit === null ? "" : ` ${coverage.limit}`}`;
}

function nextCheckWords({ isSyncing, nextCheckAt }: Connection, zone: string, now: number): string {
  const isAhead = !isSyncing && nextCheckAt !== null && toMs(nextCheckAt) > now;
  return isAhead ? ` Next check ${clockOrDate(nextCheckAt, zone, now)}.` : "";
}

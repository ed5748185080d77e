import type { Connection } from "../../shared/connections.ts";
import { completeSince, sinceWords } from "./coverage-words.ts";
import type { Failure } from "./failure.ts";
import { needOf } from "./need-of.ts";
import { countOf } from "./numbers.ts";
import { clockOrDate } from "./time.ts";

interface Reader {
  readonly zone: string;
  readonly now: number;
  readonly nameOf: (platform: string) => string;
}

/**
 * `updated 14:41, 2 of 2 sources, complete back to 3 Feb 2019`: as of when everything that works is
 * fresh, what does not work, and since when all of them together are complete.
 */
export function freshnessWords(connections: readonly Connection[], reader: Reader): string {
  if (connections.length === 0) return "no sources yet";
  return [headOf(connections, reader), tailOf(connections, reader), backOf(connections, reader)]
    .filter((part) => part !== "")
    .join(", ");
}

function headOf(connections: readonly Connection[], { zone, now }: Reader): string {
  const first = connections.filter((each) => each.status === "active" && !each.isComplete);
  if (first.length > 0) {
    const items = first.reduce((sum, each) => sum + each.itemCount, 0);
    return items === 0 ? "first sync" : `first sync, ${countOf(items, "item", "items")} so far`;
  }
  const fresh = connections.filter(isFresh);
  const told = fresh.length > 0 ? fresh : connections.filter((each) => needOf(each) !== "you");
  const oldest = told.flatMap((each) => each.lastSuccessAt ?? []).toSorted()[0];
  return oldest === undefined ? "" : `updated ${clockOrDate(oldest, zone, now)}`;
}

function tailOf(connections: readonly Connection[], { nameOf }: Reader): string {
  const needy = connections.filter((each) => needOf(each) === "you");
  if (needy.length > 0) return subject(needy, nameOf, "needs you", "need you");
  const waiting = connections.filter(
    (each) => each.problem !== null && ["time", "soon"].includes(needOf(each)),
  );
  if (waiting.length > 0) return subject(waiting, nameOf, "waits", "wait");
  if (connections.every((each) => each.status === "paused")) {
    return subject(connections, nameOf, "is paused", "are paused");
  }
  if (connections.length === 1 && connections.some((each) => !each.isComplete)) return "";
  return `${connections.filter(isFresh).length} of ${connections.length} sources`;
}

function backOf(connections: readonly Connection[], { zone, now }: Reader): string {
  const since = completeSince(connections);
  return since === null ? "" : `complete ${sinceWords(since, zone, now)}`;
}

function isFresh(each: Connection): boolean {
  return (
    each.status === "active" &&
    each.isComplete &&
    each.problem === null &&
    each.lastSuccessAt !== null
  );
}

function subject(
  those: readonly Connection[],
  nameOf: Reader["nameOf"],
  one: string,
  many: string,
): string {
  const [first] = those;
  return first && those.length === 1
    ? `${nameOf(first.platform)} ${one}`
    : `${those.length} sources ${many}`;
}

/** Why freshness cannot be told, in the few words that fit beside the keys. */
export function failureWords({ kind, message }: Pick<Failure, "kind" | "message">): string {
  switch (kind) {
    case "upstream":
      return "sign-in service not answering";
    case "network":
      return message === "You are offline." ? "offline" : "server not reached";
    case "signed_out":
      return "signed out";
    case "limited":
      return "asked too often, waiting";
    default:
      return "server not answering";
  }
}

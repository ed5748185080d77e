import type { Reach } from "../page.ts";
import type { Cursor, Task } from "./cursor.ts";
import { DAY } from "./steps/step.ts";

type Lack = Cursor["lacks"];

const LIMITS: Readonly<Record<NonNullable<Lack>, string>> = {
  answers:
    "GitHub did not answer for everything; what is missing is asked for again every few hours.",
  search:
    "GitHub's search does not answer, so what was done in other people's repositories may be missing.",
  repositories:
    "GitHub keeps some repositories closed to this connection, for single sign-on or by a legal block.",
};
const PUBLIC =
  "GitHub was asked for public activity only: what is in private repositories is left out.";

/**
 * Repositories are read one by one, each to its beginning: how far back all of them are complete can be
 * said when the last one is through, and not while something was found and is still to be read.
 */
export function reachOf(cursor: Cursor): Reach {
  const { complete, phase, tasks, includePrivate } = cursor;
  if (!complete) return { since: null, limit: null };
  const lack = worseOf(cursor.lacks, lackOf(cursor));
  const isWaiting = phase === "live" && tasks.length > 0;
  const isSure = (lack === null || lack === "repositories") && !isWaiting && !isOverdue(cursor);
  const limit = lack === null ? (includePrivate ? null : PUBLIC) : LIMITS[lack];
  return { since: isSure ? 0 : null, limit };
}

/** What GitHub did not give; a repository that it closes is not its to give. */
export function lackOf({ deferred, searchable }: Cursor): Lack {
  if (deferred.some(isOwed)) return "answers";
  if (!searchable) return "search";
  return deferred.some(({ type }) => type === "repository") ? "repositories" : null;
}

const WORST_FIRST: readonly Lack[] = ["answers", "search", "repositories"];

function worseOf(a: Lack, b: Lack): Lack {
  return WORST_FIRST.find((lack) => lack === a || lack === b) ?? null;
}

/** Not a repository that is closed for now, and not a pull request without a page. */
function isOwed(task: Task): boolean {
  return task.type !== "repository" && (task.type !== "pull" || task.missing === undefined);
}

/** A look-around after a long time without any: it has that time to make up for. */
function isOverdue({ phase, startedAt, lookedAround }: Cursor): boolean {
  const before = lookedAround?.startedAt ?? startedAt;
  return phase === "reconciliation" && startedAt - before > 2 * DAY;
}

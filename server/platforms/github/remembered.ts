import { timeOf } from "./map.ts";
import type { GithubRepository } from "./schema.ts";

/** How a repository was when it was last seen. Times are whole seconds. */
export interface Remembered {
  readonly pushed: number | null;
  readonly updated: number | null;
  readonly issues: number | null;
  readonly private: boolean;
  readonly fork: boolean;
  /** Its default branch. */
  readonly branch: string | null;
}

const UNKNOWN = "-";

/**
 * One line for the cursor, a hundred of which are stored with every page: `tecxc0 5k c f main`. The
 * second time is told by its distance from the first.
 */
export function noteOf(entry: GithubRepository): string {
  const { pushed, updated, issues, branch, ...is } = rememberedOf(entry);
  const flags = `${is.private ? "p" : ""}${is.fork ? "f" : ""}`;
  return [
    short(pushed),
    short(updated === null ? null : updated - (pushed ?? 0)),
    short(issues),
    flags || UNKNOWN,
    branch ?? UNKNOWN,
  ].join(" ");
}

export function rememberedOf(entry: GithubRepository): Remembered {
  return {
    pushed: secondsOf(entry.pushed_at),
    updated: secondsOf(entry.updated_at),
    issues: entry.open_issues_count ?? null,
    private: entry.private === true,
    fork: entry.fork === true,
    branch: entry.default_branch || null,
  };
}

export function readNote(note: string | undefined): Remembered | undefined {
  if (note === undefined) return undefined;
  const [first, distance, issues, flags = "", branch = UNKNOWN] = note.split(" ");
  const pushed = long(first);
  const later = long(distance);
  return {
    pushed,
    updated: later === null ? null : later + (pushed ?? 0),
    issues: long(issues),
    private: flags.includes("p"),
    fork: flags.includes("f"),
    branch: branch === UNKNOWN ? null : branch,
  };
}

function secondsOf(date: string | null | undefined): number | null {
  const time = timeOf(date);
  return time === null ? null : Math.floor(time / 1000);
}

function short(value: number | null): string {
  return value === null ? UNKNOWN : value.toString(36);
}

function long(text: string | undefined): number | null {
  const value = Number.parseInt(text ?? "", 36);
  return Number.isNaN(value) ? null : value;
}

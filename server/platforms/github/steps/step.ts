import type { HttpResponse } from "../../http.ts";
import type { ItemLink, PlatformAccount, PlatformItem } from "../../page.ts";
import type { Cursor, RepositoryRef, Task, TaskOf } from "../cursor.ts";
import type { Remembered } from "../remembered.ts";

/** What an answer leads to. */
export interface Step {
  readonly items?: readonly PlatformItem[];
  readonly links?: readonly ItemLink[];
  /** To be done before everything that waits already. */
  readonly tasks?: readonly Task[];
  /** To be done after everything that waits. */
  readonly later?: readonly Task[];
  readonly changes?: Partial<Cursor>;
}

/** What a step may look at. */
export interface Walk {
  readonly cursor: Cursor;
  readonly account: PlatformAccount;
  readonly now: number;
}

type Listing = TaskOf<
  | "repositories"
  | "commits"
  | "compare"
  | "pulls"
  | "pull-commits"
  | "issues"
  | "reviews"
  | "releases"
>;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Commits are dated when they are made, and pushed later. */
export const PUSH_DELAY = 14 * DAY;

export function nextPage(task: Listing, response: HttpResponse): Task[] {
  return response.next === null ? [] : [{ ...task, url: response.next }];
}

export function isOwned(repositoryName: string, account: PlatformAccount): boolean {
  return repositoryName.split("/")[0]?.toLowerCase() === account.handle.toLowerCase();
}

/** A repository that something else named, with what is known of it. */
export function refOf(
  name: string,
  known: Remembered | undefined,
  isPrivate = known?.private === true,
): RepositoryRef {
  return { name, ...(isPrivate ? { private: true } : {}), ...(known?.fork ? { fork: true } : {}) };
}

/** The account's open pull requests as tasks; `known` spares their commits when nothing changed. */
export function openPulls(
  cursor: Cursor,
  isAffected: (repositoryName: string) => boolean,
): TaskOf<"pull">[] {
  return cursor.open
    .filter(({ repository }) => isAffected(repository.name))
    .map(({ repository, number, updated }) => ({
      type: "pull",
      repository,
      number,
      ...(updated === null ? {} : { known: updated }),
    }));
}

export function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

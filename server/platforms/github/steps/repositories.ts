import type { HttpResponse } from "../../http.ts";
import type { Cursor, RepositoryRef, Task, TaskOf } from "../cursor.ts";
import { idOf, readIds, writeIds } from "../known-ids.ts";
import { timeOf } from "../map.ts";
import { noteOf, readNote, type Remembered, rememberedOf } from "../remembered.ts";
import { type GithubRepository, listOf, repository } from "../schema.ts";
import {
  DAY,
  HOUR,
  isOwned,
  nextPage,
  openPulls,
  PUSH_DELAY,
  refOf,
  type Step,
  type Walk,
} from "./step.ts";

const REMEMBERED = 100;
const LOOK_BACK = 90 * DAY;

/**
 * The listing, newest push first, to its end: a repository that somebody was added to may be old.
 * A first walk reads all of them, a look-around what is new or changed since.
 */
export function readRepositories(
  task: TaskOf<"repositories">,
  response: HttpResponse,
  walk: Walk,
): Step {
  const page = visible(response.json(listOf(repository)), walk);
  const changes = remember(page, walk.cursor);
  const { since } = task;
  if (since === undefined) {
    const first = page.toSorted((a, b) => Number(a.fork === true) - Number(b.fork === true));
    const tasks = first.map((entry): Task => ({ type: "repository", repository: toRef(entry) }));
    return { tasks: [...tasks, ...nextPage(task, response)], changes };
  }
  const isNew = newTo(walk.cursor);
  const tasks = page.flatMap((entry): Task[] => {
    if (isNew(entry)) return [{ type: "repository", repository: toRef(entry) }];
    const before = readNote(walk.cursor.repositories[entry.full_name]);
    const isPushed = before !== undefined && before.pushed !== rememberedOf(entry).pushed;
    const isRecent = isPushed || (timeOf(entry.pushed_at) ?? 0) >= since;
    return isRecent ? lookAround(toRef(entry), since, walk) : [];
  });
  return { tasks: [...tasks, ...nextPage(task, response)], changes };
}

/** The same listing as a signal: what differs from the last time it was seen. */
export function readRepositoriesSignal(response: HttpResponse, walk: Walk): Step {
  const { cursor } = walk;
  const page = visible(response.json(listOf(repository)), walk);
  const isNew = newTo(cursor);
  const tasks = page.flatMap((entry): Task[] => {
    const ref = toRef(entry);
    const note = cursor.repositories[entry.full_name];
    const before = readNote(note);
    if (!before) return isNew(entry) ? [{ type: "repository", repository: ref }] : [];
    if (noteOf(entry) === note) return [];
    const isPushed = before.pushed !== rememberedOf(entry).pushed;
    // It was empty: what comes into it first may be years old.
    if (isPushed && before.pushed === null) return [{ type: "repository", repository: ref }];
    const pushedAt = (before.pushed ?? 0) * 1000;
    return [
      ...(isPushed ? [newestCommits(ref, pushedAt, cursor)] : []),
      // Where no pull request has a page, only the listing tells that one has changed.
      ...(cursor.pullPages
        ? []
        : [{ type: "pulls", repository: ref, since: lastSign(before) - HOUR, seen: 0 } as const]),
      // By GitHub's own times: whatever changed since is younger than what was known then.
      { type: "issues", repository: ref, since: lastSign(before) - HOUR },
      ...(cursor.events.gone ? [newestReleases(ref)] : []),
      ...openPulls(cursor, (name) => name === ref.name),
    ];
  });
  return { tasks, changes: remember(page, cursor) };
}

/** Everything of one repository. In others' repositories the issues name the pull requests too. */
export function tasksOf(ref: RepositoryRef, { cursor, account }: Walk): Task[] {
  const wantsPulls = isOwned(ref.name, account) || !cursor.searchable;
  return [
    { type: "commits", repository: ref },
    ...(wantsPulls ? [{ type: "pulls", repository: ref, seen: 0 } as const] : []),
    { type: "issues", repository: ref },
    { type: "releases", repository: ref },
  ];
}

function lookAround(ref: RepositoryRef, since: number, { cursor, now }: Walk): Task[] {
  return [
    cursor.readsAll
      ? { type: "commits", repository: ref }
      : commitsSince(ref, Math.min(now - LOOK_BACK, since - PUSH_DELAY)),
    { type: "issues", repository: ref, since },
    newestReleases(ref),
    ...(cursor.searchable ? [] : [{ type: "pulls", repository: ref, since, seen: 0 } as const]),
  ];
}

/** Events tell of each push, however old its commits; without them all of the listing is read. */
function newestCommits(ref: RepositoryRef, pushedAt: number, { events }: Cursor): Task {
  return events.gone
    ? { type: "commits", repository: ref }
    : commitsSince(ref, pushedAt - PUSH_DELAY);
}

function commitsSince(ref: RepositoryRef, since: number): Task {
  return { type: "commits", repository: ref, since };
}

function newestReleases(ref: RepositoryRef): Task {
  return { type: "releases", repository: ref, newest: true };
}

function lastSign({ pushed, updated }: Remembered): number {
  return Math.max(pushed ?? 0, updated ?? 0) * 1000;
}

/**
 * Where more repositories exist than are remembered in detail, one without details is new if its id
 * is; a known one has been pushed to if it passed one that was before it.
 */
function newTo(cursor: Cursor): (entry: GithubRepository) => boolean {
  const notes = Object.values(cursor.repositories).map(readNote);
  const oldest = Math.min(...notes.map((note) => note?.pushed ?? 0));
  const ids = readIds(cursor.listed);
  return (entry) => {
    if (cursor.repositories[entry.full_name] !== undefined) return false;
    const id = idOf(entry.id);
    const hasMovedUp = (rememberedOf(entry).pushed ?? 0) > oldest;
    return notes.length < REMEMBERED || hasMovedUp || (id !== null && !ids.has(id));
  };
}

function remember(
  page: readonly GithubRepository[],
  cursor: Cursor,
): Pick<Cursor, "repositories" | "listed"> {
  const all = new Map(Object.entries(cursor.repositories));
  for (const entry of page) all.set(entry.full_name, noteOf(entry));
  const newest = [...all].toSorted(
    ([, a], [, b]) => (readNote(b)?.pushed ?? 0) - (readNote(a)?.pushed ?? 0),
  );
  const ids = readIds(cursor.listed);
  for (const entry of page) {
    const id = idOf(entry.id);
    if (id !== null) ids.add(id);
  }
  return {
    repositories: Object.fromEntries(newest.slice(0, REMEMBERED)),
    listed: writeIds(ids),
  };
}

function toRef(entry: GithubRepository): RepositoryRef {
  return refOf(entry.full_name, rememberedOf(entry));
}

function visible(page: readonly GithubRepository[], { cursor }: Walk): GithubRepository[] {
  return page.filter((entry) => cursor.includePrivate || !entry.private);
}

import type { HttpResponse } from "../../http.ts";
import type { Cursor, RepositoryRef, Task, TaskOf } from "../cursor.ts";
import { isAccount, linksOfPull, pullState, timeOf, toFoundPull, toPull } from "../map.ts";
import { type GithubPull, listOf, pull } from "../schema.ts";
import { isOwned, nextPage, present, type Step, type Walk } from "./step.ts";

/** Where the search cannot name reviews, this many pull requests of others are looked into. */
const REVIEWS_LOOKED_FOR = 300;
const OPEN_REMEMBERED = 50;
/** While no page was served yet, so many missing ones are asked again at the end of the walk. */
const MISSING_AWAITED = 10;
/** Where pages are served, so many missing ones are asked for again, on so many days. */
const MISSING_KEPT = 25;
const MISSING_BORNE = 3;

export function readPulls(task: TaskOf<"pulls">, response: HttpResponse, walk: Walk): Step {
  const { account, cursor } = walk;
  const pulls = response.json(listOf(pull));
  const recent = pulls.filter((entry) => isSince(entry, task.since));
  const own = recent.filter((entry) => isAccount(entry.user, account));
  const seen = task.seen + pulls.length;
  const goesOn =
    recent.length === pulls.length &&
    (isOwned(task.repository.name, account) || seen < REVIEWS_LOOKED_FOR);
  const { repository } = task;
  return {
    items: present(own.map((entry) => toPull(entry, repository, account, "listing"))),
    links: own.flatMap(linksOfPull),
    tasks: [
      ...own.map(({ number, id }): Task => ({ type: "pull", repository, number, id: String(id) })),
      ...(cursor.searchable || task.seen >= REVIEWS_LOOKED_FOR
        ? []
        : recent
            .filter((entry) => !isAccount(entry.user, account))
            .map((entry) => reviewsOf(entry, repository))),
      ...(goesOn ? nextPage({ ...task, seen }, response) : []),
    ],
  };
}

export function readPull(task: TaskOf<"pull">, response: HttpResponse, walk: Walk): Step {
  const { account, cursor } = walk;
  const entry = response.json(pull);
  const base = entry.base?.repo;
  const repository = {
    name: base?.full_name ?? task.repository.name,
    ...((base?.private ?? task.repository.private) ? { private: true } : {}),
    ...((base?.fork ?? task.repository.fork) ? { fork: true } : {}),
  };
  const pullPages = true;
  if (repository.private && !cursor.includePrivate) return { changes: { pullPages } };
  if (!isAccount(entry.user, account)) {
    return { tasks: task.reviewed ? [reviewsOf(entry, repository)] : [], changes: { pullPages } };
  }
  const isKnown = task.known !== undefined && task.known === entry.updated_at;
  return {
    items: present([toPull(entry, repository, account, "page")]),
    links: linksOfPull(entry),
    tasks: [
      ...(isKnown ? [] : [commitsOf(repository, entry.number, entry.id)]),
      // What he answered to others, and remarked himself, in his own.
      ...(task.reviewed ? [{ ...reviewsOf(entry, repository), parent: `pull:${entry.id}` }] : []),
    ],
    changes: {
      pullPages,
      open: [...stillOpen(entry, repository), ...without(task, cursor)].slice(0, OPEN_REMEMBERED),
    },
  };
}

/**
 * Its own page does not answer. What the search said of it carries another id than the page, so it
 * stands only where no page was ever served; else one thing would become two.
 */
export function readMissingPull(task: TaskOf<"pull">, { account, cursor }: Walk): Step {
  const open = without(task, cursor);
  const isAwaited = task.missing === undefined && countMissing(cursor.tasks) < MISSING_AWAITED;
  if (!cursor.pullPages && isAwaited) {
    return { later: [{ ...task, missing: 1 }], changes: { open } };
  }
  const item =
    task.found && !cursor.pullPages ? toFoundPull(task.found, task.repository, account) : null;
  return {
    items: present([item]),
    tasks: task.id === undefined ? [] : [commitsOf(task.repository, task.number, task.id)],
    changes: { open, ...(cursor.pullPages ? { deferred: withMissing(task, cursor) } : {}) },
  };
}

/** Never so many that they leave no room for what else waits for the next look-around. */
function withMissing({ found: _found, ...task }: TaskOf<"pull">, cursor: Cursor): Task[] {
  const { missing = 0 } = task;
  const others = cursor.deferred.filter((other) => other.type !== "pull" || !isSame(other, task));
  const isKept = missing < MISSING_BORNE && countMissing(others) < MISSING_KEPT;
  return isKept ? [...others, { ...task, missing: missing + 1 }] : others;
}

function countMissing(tasks: readonly Task[]): number {
  return tasks.filter((task) => task.type === "pull" && task.missing !== undefined).length;
}

function commitsOf(repository: RepositoryRef, number: number, id: string | number): Task {
  return { type: "pull-commits", repository, number, parent: `pull:${id}` };
}

function reviewsOf(entry: GithubPull, repository: RepositoryRef): TaskOf<"reviews"> {
  return {
    type: "reviews",
    repository,
    number: entry.number,
    title: (entry.title ?? "").slice(0, 300),
  };
}

function stillOpen(entry: GithubPull, repository: RepositoryRef): Cursor["open"] {
  if (!["open", "draft"].includes(pullState(entry))) return [];
  return [{ repository, number: entry.number, updated: entry.updated_at ?? null }];
}

function without(task: TaskOf<"pull">, cursor: Cursor): Cursor["open"] {
  return cursor.open.filter((other) => !isSame(other, task));
}

type Numbered = Pick<TaskOf<"pull">, "repository" | "number">;

function isSame(a: Numbered, b: Numbered): boolean {
  return a.repository.name === b.repository.name && a.number === b.number;
}

function isSince(entry: GithubPull, since: number | undefined): boolean {
  return since === undefined || (timeOf(entry.updated_at) ?? since) >= since;
}

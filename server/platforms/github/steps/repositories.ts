import type { HttpResponse } from "../../http.ts";
import type { Cursor, Remembered, RepositoryRef, Task, TaskOf } from "../cursor.ts";
import { timeOf } from "../map.ts";
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

/** The listing, newest push first: all of it in a first walk, what changed since in a look-around. */
export function readRepositories(
  task: TaskOf<"repositories">,
  response: HttpResponse,
  walk: Walk,
): Step {
  const page = visible(response.json(listOf(repository)), walk);
  const changes = { repositories: remember(page, walk.cursor) };
  const { since } = task;
  if (since === undefined) {
    const first = page.toSorted((a, b) => Number(a.fork === true) - Number(b.fork === true));
    const tasks = first.map((entry): Task => ({ type: "repository", repository: toRef(entry) }));
    return { tasks: [...tasks, ...nextPage(task, response)], changes };
  }
  const recent = page.filter(
    (entry) =>
      (timeOf(entry.pushed_at) ?? 0) >= since ||
      walk.cursor.repositories[entry.full_name]?.pushed !== (entry.pushed_at ?? null),
  );
  return {
    tasks: [
      ...page.flatMap((entry): Task[] => {
        if (isNew(entry, walk.cursor, since))
          return [{ type: "repository", repository: toRef(entry) }];
        return recent.includes(entry) ? lookAround(toRef(entry), since, walk) : [];
      }),
      ...(recent.length === page.length ? nextPage(task, response) : []),
    ],
    changes,
  };
}

/** The same listing as a signal: what differs from the last time it was seen. */
export function readRepositoriesSignal(response: HttpResponse, walk: Walk): Step {
  const { cursor, now } = walk;
  const page = visible(response.json(listOf(repository)), walk);
  const tasks = page.flatMap((entry): Task[] => {
    const before = cursor.repositories[entry.full_name];
    const ref = toRef(entry);
    if (!before) {
      return isNew(entry, cursor, now - DAY) ? [{ type: "repository", repository: ref }] : [];
    }
    const after = toRemembered(entry);
    const pushed = after.pushed !== before.pushed;
    if (!pushed && after.updated === before.updated && after.issues === before.issues) return [];
    return [
      ...(pushed ? [commitsSince(ref, (timeOf(before.pushed) ?? now) - PUSH_DELAY)] : []),
      // By GitHub's own times: whatever changed since is younger than what was known then.
      { type: "issues", repository: ref, since: lastSign(before) - HOUR },
      ...(cursor.events.gone ? [newestReleases(ref)] : []),
      ...openPulls(cursor, (name) => name === ref.name),
    ];
  });
  return { tasks, changes: { repositories: remember(page, cursor) } };
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
    commitsSince(ref, now - LOOK_BACK),
    { type: "issues", repository: ref, since },
    newestReleases(ref),
    ...(cursor.searchable ? [] : [{ type: "pulls", repository: ref, since, seen: 0 } as const]),
  ];
}

function commitsSince(ref: RepositoryRef, since: number): Task {
  return { type: "commits", repository: ref, since };
}

function newestReleases(ref: RepositoryRef): Task {
  return { type: "releases", repository: ref, newest: true };
}

function lastSign(before: Remembered): number {
  return Math.max(timeOf(before.pushed) ?? 0, timeOf(before.updated) ?? 0);
}

/** Where more repositories exist than are remembered, an old one may only have moved up. */
function isNew(entry: GithubRepository, cursor: Cursor, since: number): boolean {
  if (cursor.repositories[entry.full_name]) return false;
  const allKnown = Object.keys(cursor.repositories).length < REMEMBERED;
  return allKnown || (timeOf(entry.pushed_at) ?? 0) >= since;
}

function remember(page: readonly GithubRepository[], cursor: Cursor): Cursor["repositories"] {
  const all = new Map(Object.entries(cursor.repositories));
  for (const entry of page) all.set(entry.full_name, toRemembered(entry));
  const newest = [...all].toSorted(
    ([, a], [, b]) => (timeOf(b.pushed) ?? 0) - (timeOf(a.pushed) ?? 0),
  );
  return Object.fromEntries(newest.slice(0, REMEMBERED));
}

function toRemembered(entry: GithubRepository): Remembered {
  return {
    pushed: entry.pushed_at ?? null,
    updated: entry.updated_at ?? null,
    issues: entry.open_issues_count ?? null,
    ...(entry.private ? { private: true } : {}),
    ...(entry.fork ? { fork: true } : {}),
  };
}

function toRef(entry: GithubRepository): RepositoryRef {
  return refOf(entry.full_name, toRemembered(entry));
}

function visible(page: readonly GithubRepository[], { cursor }: Walk): GithubRepository[] {
  return page.filter((entry) => cursor.includePrivate || !entry.private);
}

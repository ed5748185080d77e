import type { HttpResponse } from "../../http.ts";
import type { Cursor, RepositoryRef, Task, TaskOf } from "../cursor.ts";
import { isAccount, linksOfPull, pullState, timeOf, toFoundPull, toPull } from "../map.ts";
import { type GithubPull, listOf, pull } from "../schema.ts";
import { isOwned, nextPage, present, type Step, type Walk } from "./step.ts";

/** Where the search cannot name reviews, this many pull requests of others are looked into. */
const REVIEWS_LOOKED_FOR = 300;
const OPEN_REMEMBERED = 50;

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
  if (repository.private && !cursor.includePrivate) return {};
  if (!isAccount(entry.user, account)) {
    return { tasks: task.reviewed ? [reviewsOf(entry, repository)] : [] };
  }
  const isKnown = task.known !== undefined && task.known === entry.updated_at;
  return {
    items: present([toPull(entry, repository, account, "page")]),
    links: linksOfPull(entry),
    tasks: isKnown ? [] : [commitsOf(repository, entry.number, entry.id)],
    changes: {
      open: [...stillOpen(entry, repository), ...without(task, cursor)].slice(0, OPEN_REMEMBERED),
    },
  };
}

/** Its own page does not answer: what the listing or the search said stands. */
export function readMissingPull(task: TaskOf<"pull">, walk: Walk): Step {
  const { account, cursor } = walk;
  const item = task.found ? toFoundPull(task.found, task.repository, account) : null;
  return {
    items: present([item]),
    tasks: task.id === undefined ? [] : [commitsOf(task.repository, task.number, task.id)],
    changes: { open: without(task, cursor) },
  };
}

function commitsOf(repository: RepositoryRef, number: number, id: string | number): Task {
  return { type: "pull-commits", repository, number, parent: `pull:${id}` };
}

function reviewsOf(entry: GithubPull, repository: RepositoryRef): Task {
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
  return cursor.open.filter(
    ({ repository, number }) => repository.name !== task.repository.name || number !== task.number,
  );
}

function isSince(entry: GithubPull, since: number | undefined): boolean {
  return since === undefined || (timeOf(entry.updated_at) ?? since) >= since;
}

import type { HttpResponse } from "../../http.ts";
import type { PlatformItem } from "../../page.ts";
import type { Task, TaskOf } from "../cursor.ts";
import { isAccount, repositoryOf, timeOf, toCommit, toIssue } from "../map.ts";
import { readNote } from "../remembered.ts";
import { commit, type GithubIssue, issue, searchOf } from "../schema.ts";
import { isOwned, present, refOf, type Step, type Walk } from "./step.ts";

/** https://docs.github.com/rest/search/search: no search gives more. */
const MOST_RESULTS = 1000;

/** Repositories that are listed are read one by one; the search is for everything elsewhere. */
export function readSearch(task: TaskOf<"search">, response: HttpResponse, walk: Walk): Step {
  const { find } = task;
  if (find === "commits") return readFoundCommits(task, response, walk);
  const { total_count: total, items: found } = response.json(searchOf(issue));
  const dates = found.map((entry) =>
    timeOf(task.since === undefined ? entry.created_at : entry.updated_at),
  );
  const seen = found.flatMap((entry) => look({ ...task, find }, entry, walk));
  return {
    items: seen.flatMap(({ item }) => (item ? [item] : [])),
    tasks: [
      ...seen.flatMap(({ next }) => (next ? [next] : [])),
      ...further(task, response, total, dates),
    ],
  };
}

function look(
  { find, since }: { find: "issues" | "pulls" | "reviewed"; since?: number | undefined },
  entry: GithubIssue,
  { account, cursor }: Walk,
): { item?: PlatformItem | null; next?: Task }[] {
  const name = repositoryOf(entry);
  if (name === null) return [];
  const repository = refOf(name, readNote(cursor.repositories[name]));
  if (repository.private && !cursor.includePrivate) return [];
  const isOwn = isAccount(entry.user, account);
  const { number } = entry;
  if (find === "reviewed") {
    // What they belong inside is named by its page alone; its commits come with what finds it.
    if (isOwn) {
      const known = entry.updated_at ? { known: entry.updated_at } : {};
      return [{ next: { type: "pull", repository, number, reviewed: true, ...known } }];
    }
    // The search does not say what is private; where that is not known, the pull request is asked.
    if (cursor.includePrivate && !cursor.repositories[name]) {
      return [{ next: { type: "pull", repository, number, reviewed: true } }];
    }
    const title = (entry.title ?? "").slice(0, 300);
    return [{ next: { type: "reviews", repository, number, title } }];
  }
  if (!isOwn || isListed(name, since, { account, cursor })) return [];
  if (find === "issues") return [{ item: toIssue(entry, repository, account) }];
  return [{ next: { type: "pull", repository, number, found: essence(entry) } }];
}

/** A look-around reads only the repositories with news, so there the search counts for the rest. */
function isListed(
  name: string,
  since: number | undefined,
  { account, cursor }: Pick<Walk, "account" | "cursor">,
): boolean {
  return isOwned(name, account) || (since === undefined && name in cursor.repositories);
}

/** What an item needs and nothing more: it waits in the cursor. */
function essence(entry: GithubIssue): GithubIssue {
  const { id, number, title, state, draft, user, created_at, closed_at, pull_request } = entry;
  return { id, number, title, state, draft, user, created_at, closed_at, pull_request };
}

function readFoundCommits(task: TaskOf<"search">, response: HttpResponse, walk: Walk): Step {
  const { account, cursor } = walk;
  const { total_count: total, items: found } = response.json(searchOf(commit));
  const elsewhere = found.map((entry) => {
    const { repository } = entry;
    if (!repository || isListed(repository.full_name, task.since, walk)) return null;
    if (repository.private && !cursor.includePrivate) return null;
    const { full_name: name, private: isPrivate, fork } = repository;
    return toCommit(entry, { name, private: isPrivate === true, fork: fork === true }, account);
  });
  const dates = found.map((entry) => timeOf(entry.commit.committer?.date));
  return { items: present(elsewhere), tasks: further(task, response, total, dates) };
}

/** The next page; or, at the cap, the slice that begins where this one ended. */
function further(
  task: TaskOf<"search">,
  response: HttpResponse,
  total: number,
  dates: readonly (number | null)[],
): Task[] {
  const oldest = dates.findLast((date) => date !== null) ?? null;
  if (oldest === null || (task.since !== undefined && oldest < task.since)) return [];
  const seen = task.seen + dates.length;
  if (seen < MOST_RESULTS) {
    return response.next === null ? [] : [{ ...task, url: response.next, seen }];
  }
  const bound = task.before === undefined ? Number.POSITIVE_INFINITY : Date.parse(task.before);
  // A bound that is not kept would give the same slice for ever.
  if (total <= seen || oldest > bound) return [];
  const before = new Date(oldest === bound ? oldest - 1000 : oldest);
  return [
    {
      type: "search",
      find: task.find,
      ...(task.since === undefined ? {} : { since: task.since }),
      before: before.toISOString().replace(/\.\d+Z/, "Z"),
      seen: 0,
    },
  ];
}

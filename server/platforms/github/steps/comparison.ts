import type { HttpResponse } from "../../http.ts";
import type { Task, TaskOf } from "../cursor.ts";
import { toCommit } from "../map.ts";
import { comparison } from "../schema.ts";
import { nextPage, present, type Step, type Walk } from "./step.ts";

/** A fork that takes over years of others' work is better asked for the account's commits alone. */
const MOST_COMPARED = 1000;

/** What a push brought, whenever it was made: the listing can only be asked by date. */
export function readComparison(task: TaskOf<"compare">, response: HttpResponse, walk: Walk): Step {
  const { total_commits: total, commits } = response.json(comparison);
  const { repository } = task;
  return {
    items: present(commits.map((entry) => toCommit(entry, repository, walk.account))),
    tasks: total > MOST_COMPARED ? [{ type: "commits", repository }] : nextPage(task, response),
  };
}

/** It is not served, or the push left nothing to compare with: no date is too old to be in it. */
export function withoutComparison({ repository }: TaskOf<"compare">): Task[] {
  return [{ type: "commits", repository }];
}

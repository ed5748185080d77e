import type { HttpResponse } from "../../http.ts";
import type { TaskOf } from "../cursor.ts";
import { toCommit } from "../map.ts";
import { commit, listOf } from "../schema.ts";
import { nextPage, present, type Step, type Walk } from "./step.ts";

export function readCommits(task: TaskOf<"commits">, response: HttpResponse, walk: Walk): Step {
  const commits = response.json(listOf(commit));
  return {
    items: present(commits.map((entry) => toCommit(entry, task.repository, walk.account))),
    tasks: nextPage(task, response),
  };
}

/** The commits of a pull request, those that were squashed away included, belong inside it. */
export function readPullCommits(
  task: TaskOf<"pull-commits">,
  response: HttpResponse,
  walk: Walk,
): Step {
  const step = readCommits({ ...task, type: "commits" }, response, walk);
  const links = (step.items ?? []).map(({ externalId }) => ({
    child: externalId,
    parent: task.parent,
  }));
  return { ...step, links, tasks: nextPage(task, response) };
}

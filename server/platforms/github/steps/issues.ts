import type { HttpResponse } from "../../http.ts";
import type { RepositoryRef, TaskOf } from "../cursor.ts";
import { isAccount, toIssue } from "../map.ts";
import { issue, listOf } from "../schema.ts";
import { isOwned, nextPage, openPulls, present, type Step, type Walk } from "./step.ts";

/**
 * The listing holds pull requests too. A first walk finds those of the account's own repositories in
 * the listing of pull requests; everywhere else, and for news, this is where they are found.
 */
export function readIssues(task: TaskOf<"issues">, response: HttpResponse, walk: Walk): Step {
  const { account } = walk;
  const { repository } = task;
  const own = response.json(listOf(issue)).filter((entry) => isAccount(entry.user, account));
  const wantsPulls = task.since !== undefined || !isOwned(repository.name, account);
  const open = new Map(
    openPulls(walk.cursor, (name) => name === repository.name).map((task) => [task.number, task]),
  );
  const pulls = wantsPulls ? own.filter((entry) => entry.pull_request) : [];
  return {
    items: present(own.map((entry) => toIssue(entry, repository, account))),
    tasks: [
      ...pulls.map(({ number }) => open.get(number) ?? pullTask(repository, number)),
      ...nextPage(task, response),
    ],
  };
}

function pullTask(repository: RepositoryRef, number: number): TaskOf<"pull"> {
  return { type: "pull", repository, number };
}

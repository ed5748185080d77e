import type { Progress } from "../platform.ts";
import type { Task } from "./cursor.ts";
import { tasksOf } from "./steps/repositories.ts";
import { isOwned, type Walk } from "./steps/step.ts";

/** How far a long walk is. The total grows as more is found, and is never less than what is done. */
export function progressOf(walk: Walk): Progress | null {
  const { cursor } = walk;
  const [next] = cursor.tasks;
  if (cursor.phase === "live" || !next) return null;
  const left = cursor.tasks.reduce(
    (sum, task) => sum + (task.type === "repository" ? tasksOf(task.repository, walk).length : 1),
    0,
  );
  return {
    label: labelOf(next, walk),
    done: cursor.done,
    total: cursor.done + left,
    unit: "steps",
  };
}

function labelOf(task: Task, { account }: Walk): string {
  switch (task.type) {
    case "repositories":
      return "list of repositories";
    case "repository":
    case "commits":
    case "compare":
      return `commits of ${task.repository.name}`;
    case "issues":
      return `issues of ${task.repository.name}`;
    case "releases":
      return `releases of ${task.repository.name}`;
    case "pulls":
    case "pull":
    case "pull-commits":
      return isOwned(task.repository.name, account)
        ? `pull requests of ${task.repository.name}`
        : "pull requests elsewhere";
    case "reviews":
      return "reviews";
    case "search":
      return {
        issues: "issues elsewhere",
        pulls: "pull requests elsewhere",
        reviewed: "reviews",
        commits: "commits elsewhere",
      }[task.find];
    case "events":
    case "signal":
      return "recent activity";
  }
}

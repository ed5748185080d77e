import type { Progress } from "../page.ts";
import type { Task } from "./cursor.ts";
import { readIds } from "./known-ids.ts";
import { isOwned, type Walk } from "./steps/step.ts";

/**
 * How far a long walk is, in repositories that are read whole: the one number that is known early.
 * What is found by searching comes on top, and says so in its words.
 */
export function progressOf(walk: Walk): Progress | null {
  const { cursor } = walk;
  const [next] = cursor.tasks;
  if (cursor.phase === "live" || !next) return null;
  const total = readIds(cursor.listed).size;
  const waiting = cursor.tasks.filter((task) => task.type === "repository").length;
  const underWay = cursor.tasks.some(isOfRepository) ? 1 : 0;
  return {
    label: labelOf(next, walk),
    done: Math.max(0, total - waiting - underWay),
    total: total === 0 ? null : total,
    unit: "repositories",
  };
}

/** One of the tasks that read a listed repository from end to end. */
function isOfRepository({ type }: Task): boolean {
  return type === "commits" || type === "pulls" || type === "issues" || type === "releases";
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
        : "pull requests in other people's repositories";
    case "reviews":
      return "reviews";
    case "search":
      return {
        issues: "issues in other people's repositories",
        pulls: "pull requests in other people's repositories",
        reviewed: "reviews",
        commits: "commits in other people's repositories",
      }[task.find];
    case "events":
    case "signal":
      return "recent activity";
  }
}

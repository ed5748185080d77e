import type { InventoryItem } from "../../../sandbox/platform-sandbox.ts";
import { viewTask } from "./history.ts";
import type { History, TaskView } from "./history.ts";
import type { Project } from "./projects.ts";

/** What a faithful client must have by `now`, told by the history itself and not by the answers. */
export function inventoryOf({ projects, tasks }: History, now: number): InventoryItem[] {
  return [
    ...projects
      .filter(({ deletedAt }) => deletedAt === null || deletedAt > now)
      .map(({ id, createdAt, visibility }) => ({
        kind: "project",
        externalId: `project:${id}`,
        occurredAt: createdAt,
        isPrivate: visibility !== "PUBLIC",
      })),
    ...tasks
      .map((task) => viewTask(task, now))
      .filter(({ isDeleted }) => !isDeleted)
      .map((view) => ({
        kind: "task",
        externalId: `task:${view.task.id}`,
        occurredAt: timeOf(view),
        isPrivate: view.task.visibility !== "PUBLIC" || isWithheld(view.task.project, now),
      })),
  ];
}

/** Nobody else sees a task of it, whatever the task says of itself. */
function isWithheld(project: Project | null, now: number): boolean {
  if (project === null) return false;
  const { visibility, deletedAt } = project;
  return visibility !== "PUBLIC" || (deletedAt !== null && deletedAt <= now);
}

/** A plan for later is no end: then it is known only that the task was completed. */
function timeOf({ task, progress }: TaskView): number {
  return progress === "COMPLETED" && task.completedAt !== null ? task.completedAt : task.createdAt;
}

import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { hexOf, uuidOf } from "../../../sandbox/random.ts";
import type { TaskView } from "./history.ts";
import type { Project } from "./projects.ts";

/** As SQLite writes it: in UTC, and without saying so. */
function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

export function userIdOf(person: Person): string {
  return `user_${uuidOf(`devpad ${person.id}`)}`;
}

export function projectRow(project: Project, person: Person, now: number) {
  const { deletedAt } = project;
  const isDeleted = deletedAt !== null && deletedAt <= now;
  return {
    id: project.id,
    created_at: stamp(project.createdAt),
    updated_at: stamp(isDeleted ? deletedAt : project.createdAt),
    deleted: isDeleted,
    created_by: "user",
    modified_by: "user",
    protected: false,
    owner_id: userIdOf(person),
    project_id: project.slug,
    name: project.name,
    description: project.description,
    specification: null,
    repo_url: project.repo,
    repo_id: project.repo === null ? null : Number.parseInt(hexOf(project.repo, 7), 16),
    icon_url: null,
    status: project.status,
    link_url: project.link,
    link_text: project.link === null ? null : "Open",
    visibility: project.visibility,
    current_version: project.version,
    scan_branch: project.repo === null ? null : "main",
    provenance: null,
  };
}

export function taskRow(
  { task, title, progress, updatedAt, endTime, isDeleted }: TaskView,
  person: Person,
) {
  return {
    task: {
      id: task.id,
      created_at: stamp(task.createdAt),
      updated_at: stamp(updatedAt),
      deleted: isDeleted,
      created_by: "user",
      modified_by: task.found === null ? "user" : "api",
      protected: false,
      owner_id: userIdOf(person),
      title,
      progress,
      visibility: task.visibility,
      goal_id: null,
      project_id: task.project?.id ?? null,
      description: task.description,
      start_time: null,
      end_time: endTime === null ? null : stamp(endTime),
      summary: null,
      codebase_task_id: task.found === null ? null : `codebase-task_${uuidOf(task.id)}`,
      priority: task.priority,
    },
    codebase_tasks:
      task.found === null
        ? null
        : {
            id: `codebase-task_${uuidOf(task.id)}`,
            ...task.found,
            type: "todo",
            context: null,
            branch: "main",
            commit_sha: hexOf(task.id, 40),
            commit_msg: null,
            commit_url: null,
            recent_scan_id: null,
            created_at: stamp(task.createdAt),
            updated_at: stamp(task.createdAt),
            deleted: false,
          },
    tags: task.priority === "HIGH" ? [`tag_${uuidOf("devpad tag soon")}`] : [],
  };
}

import type { HttpResponse } from "../../http.ts";
import type { TaskOf } from "../cursor.ts";
import { toRelease } from "../map.ts";
import { listOf, release } from "../schema.ts";
import { nextPage, present, type Step, type Walk } from "./step.ts";

export function readReleases(task: TaskOf<"releases">, response: HttpResponse, walk: Walk): Step {
  const releases = response.json(listOf(release));
  return {
    items: present(releases.map((entry) => toRelease(entry, task.repository, walk.account))),
    tasks: task.newest ? [] : nextPage(task, response),
  };
}

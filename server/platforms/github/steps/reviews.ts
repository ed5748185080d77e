import type { HttpResponse } from "../../http.ts";
import type { TaskOf } from "../cursor.ts";
import { toReview } from "../map.ts";
import { listOf, review } from "../schema.ts";
import { nextPage, present, type Step, type Walk } from "./step.ts";

export function readReviews(task: TaskOf<"reviews">, response: HttpResponse, walk: Walk): Step {
  const reviews = response.json(listOf(review));
  const { parent } = task;
  const items = present(
    reviews.map((entry) => toReview(entry, task, task.repository, walk.account)),
  );
  return {
    items,
    links:
      parent === undefined ? [] : items.map(({ externalId }) => ({ child: externalId, parent })),
    tasks: nextPage(task, response),
  };
}

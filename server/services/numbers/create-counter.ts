import type { Context } from "../../context.ts";
import type { Range } from "../../store/activity.ts";
import type { View } from "../views/view.ts";
import { countCells } from "./count-cells.ts";
import { countKept } from "./count-kept.ts";
import type { Counter } from "./counts.ts";
import { readProfileCounts } from "./profile-counts.ts";
import { tellsApart } from "./tells-apart.ts";

/** Counts the days of a range of a view: by the cells that triggers keep where they can, else by its own. */
export async function createCounter(ctx: Context, view: View, range: Range): Promise<Counter> {
  if (view.profile === null || tellsApart(view)) return countCells(ctx, view);
  return countKept(await readProfileCounts(ctx, view, view.profile.id, range));
}

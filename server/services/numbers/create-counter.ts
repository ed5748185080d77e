import type { Context } from "../../context.ts";
import type { Range } from "../../store/activity.ts";
import type { View } from "../views/view.ts";
import { countCells } from "./count-cells.ts";
import { countKept } from "./count-kept.ts";
import type { Counter } from "./counts.ts";
import { readProfileCounts } from "./profile-counts.ts";
import { tellsApart } from "./tells-apart.ts";

/** Counts the days of a range of a view: by the cells that triggers keep where they can, else by its own. */
export async function createCounter(
  ctx: Context,
  view: View,
  range: Range,
  /** As far back as a run of days is followed by what is kept. */
  runsFrom = range.from,
): Promise<Counter> {
  if (view.profile === null || tellsApart(view)) return countCells(ctx, view, range);
  const kept = { from: Math.min(runsFrom, range.from), to: range.to };
  return countKept(await readProfileCounts(ctx, view, view.profile.id, kept));
}

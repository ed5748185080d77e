import type { Context } from "../../context.ts";
import type { View } from "../views/view.ts";
import { countCells } from "./count-cells.ts";
import type { Counter } from "./counts.ts";

/** Counts a view by the cells that triggers keep where they can, and else by its own kept counts. */
export function createCounter(ctx: Context, view: View): Counter {
  return countCells(ctx, view);
}

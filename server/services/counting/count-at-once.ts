import type { Context } from "../../context.ts";
import { findCounting } from "../../store/count-items.ts";
import { countAnew } from "./count-anew.ts";

/** Whoever has so many items, or fewer, never sees that they are being counted. */
const ITEMS = 2000;

/** Begins to count a person's items by the zone that he has from now on; what is left, the ticks count. */
export async function countAtOnce(ctx: Context, userId: string): Promise<void> {
  const person = await findCounting(ctx.db, userId);
  if (person !== null) await countAnew(ctx, person, ITEMS);
}

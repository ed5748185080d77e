import type { Context } from "../../context.ts";
import { listCounting } from "../../store/count-items.ts";
import { countAnew } from "./count-anew.ts";

/** What one tick counts. A piece costs 2 queries, 5 the first time, and about 5 rows written an item. */
const PER_TICK = {
  free: { pieces: 2, items: 500 },
  paid: { pieces: 20, items: 2000 },
} as const;

/**
 * Goes on counting the items of those who were counted in another zone, or never, a piece of each person
 * in turn. Chance says with whom a tick begins, so that nobody waits for all who come before him.
 */
export async function goOnCounting(ctx: Context): Promise<void> {
  const { pieces, items } = PER_TICK[ctx.config.plan];
  const waiting = await listCounting(ctx.db, ctx.newId(), pieces);
  for (let piece = 0; piece < pieces; piece += 1) {
    const person = waiting.shift();
    if (person === undefined) return;
    const next = await countAnew(ctx, person, items);
    if (next !== null) waiting.push(next);
  }
}

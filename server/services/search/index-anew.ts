import type { Context } from "../../context.ts";
import { createIndex, findIndexState, indexSome } from "../../store/index-items.ts";
import { tellBroken } from "../../store/search-index.ts";
import { isIndexFailure } from "../../store/search.ts";
import { kindsOf } from "../timeline/kinds-of.ts";

/** What one tick indexes. A piece costs 4 queries to 6, and a row written an item. */
const PER_TICK = {
  free: { pieces: 1, items: 300 },
  paid: { pieces: 20, items: 500 },
} as const;

/** How much may be done at once. */
export interface Pieces {
  readonly pieces: number;
  readonly items: number;
}

/**
 * Goes on putting items into the full-text index, a piece of each person in turn; makes the index first
 * where it is broken, or missing though nobody took it away. Chance says with whom a tick begins. Answers
 * how many people are left, of those it looked at; null while there is no index.
 */
export async function indexAnew(
  ctx: Context,
  { pieces, items }: Pieces = PER_TICK[ctx.config.plan],
): Promise<number | null> {
  const from = ctx.newId();
  let state = await findIndexState(ctx.db, from, pieces);
  if (state.kind === "dropped") return null;
  if (state.kind === "broken") {
    await createIndex(ctx.db);
    ctx.log.warn("search.index_made_anew", {});
    state = await findIndexState(ctx.db, from, pieces);
  }
  const waiting = [...state.waiting];
  const isRepeated = kindsOf(ctx, "repeatedKinds");
  for (let piece = 0; piece < pieces; piece += 1) {
    const person = waiting.shift();
    if (person === undefined) return 0;
    try {
      const { next } = await indexSome(ctx.db, person, items, isRepeated);
      if (next !== null) waiting.push(next);
    } catch (error) {
      if (!isIndexFailure(error)) throw error;
      await tellBroken(ctx.db, error, ctx.now());
      return null;
    }
  }
  return waiting.length;
}

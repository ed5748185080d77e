import type { Context } from "../../context.ts";
import { createIndex, findIndexState, indexSome } from "../../store/index-items.ts";
import type { Indexing } from "../../store/index-items.ts";
import { kindsOf } from "../timeline/kinds-of.ts";

const PEOPLE_AT_ONCE = 50;
const ITEMS_PER_PIECE = 500;

/**
 * Makes the full-text index anew, with all items of all people, and answers how many those are. Broken
 * off, the ticks go on with it; what is synced meanwhile is in it, too.
 */
export async function rebuildIndex(ctx: Context, told: (items: number) => void): Promise<number> {
  await createIndex(ctx.db);
  const isRepeated = kindsOf(ctx, "repeatedKinds");
  let items = 0;
  for (;;) {
    const { waiting } = await findIndexState(ctx.db, "", PEOPLE_AT_ONCE);
    if (waiting.length === 0) return items;
    for (const person of waiting) {
      for (let next: Indexing | null = person; next !== null;) {
        const piece = await indexSome(ctx.db, next, ITEMS_PER_PIECE, isRepeated);
        items += piece.items;
        told(items);
        next = piece.next;
      }
    }
  }
}

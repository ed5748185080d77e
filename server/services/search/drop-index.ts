import type { Context } from "../../context.ts";
import { dropIndex as dropTable } from "../../store/index-items.ts";

/** Takes the full-text index away, until it is rebuilt: syncs go on without it, and nothing is found. */
export async function dropIndex(ctx: Context): Promise<void> {
  await dropTable(ctx.db, ctx.now());
}

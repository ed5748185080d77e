import { and, desc, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import { itemEdits } from "./schema/index.ts";

export type ItemEditRow = typeof itemEdits.$inferSelect;

/** What an item said before, newest first. */
export async function listEdits(
  db: Db,
  item: { connectionId: string; externalId: string },
  limit: number,
): Promise<ItemEditRow[]> {
  return await db
    .select()
    .from(itemEdits)
    .where(
      and(eq(itemEdits.connectionId, item.connectionId), eq(itemEdits.externalId, item.externalId)),
    )
    .orderBy(desc(itemEdits.replacedAt))
    .limit(limit);
}

import { desc, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import { syncRuns } from "./schema/index.ts";

export type RunRow = typeof syncRuns.$inferSelect;

/** Newest first: run ids begin with their time. */
export async function listRuns(db: Db, connectionId: string, limit: number): Promise<RunRow[]> {
  return await db
    .select()
    .from(syncRuns)
    .where(eq(syncRuns.connectionId, connectionId))
    .orderBy(desc(syncRuns.id))
    .limit(limit);
}

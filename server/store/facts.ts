import { eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import { facts } from "./schema/index.ts";

const LAST_TICK = "last_tick";

/** When the cron last ran to its end, epoch milliseconds; null before the first time. */
export async function findLastTick(db: Db): Promise<number | null> {
  const row = await db.select().from(facts).where(eq(facts.name, LAST_TICK)).get();
  return row?.updatedAt ?? null;
}

export async function putLastTick(db: Db, now: number, summary: string): Promise<void> {
  const row = { name: LAST_TICK, value: summary, updatedAt: now };
  await db.insert(facts).values(row).onConflictDoUpdate({ target: facts.name, set: row });
}

import { eq } from "drizzle-orm";
import * as z from "zod";
import type { Db } from "./db.ts";
import { facts } from "./schema/index.ts";
import { parseStored } from "./stored-json.ts";

const LAST_TICK = "last_tick";

/** When the cron last ran to its end, epoch milliseconds; null before the first time. */
export async function findLastTick(db: Db): Promise<number | null> {
  const row = await db.select().from(facts).where(eq(facts.name, LAST_TICK)).get();
  return row?.updatedAt ?? null;
}

/** What a tick did: what it sent, and whether it also deleted what is to go. */
const lastTick = z.object({ due: z.number().nullable(), tidied: z.boolean().default(false) });
export type LastTick = z.infer<typeof lastTick>;

/** Null before the first time, and where it cannot be read. */
export async function findLastTickDone(db: Db): Promise<LastTick | null> {
  const row = await db.select().from(facts).where(eq(facts.name, LAST_TICK)).get();
  return parseStored(lastTick, row?.value ?? null);
}

export async function putLastTick(db: Db, now: number, done: LastTick): Promise<void> {
  await putFact(db, { name: LAST_TICK, value: JSON.stringify(done), updatedAt: now });
}

const FAN_OUT = "fan_out";

/** How far the ticks have sent what was due, all in epoch milliseconds. */
export interface SentSoFar {
  /** What was due by then has been sent. */
  readonly through: number;
  /** When the last tick did. */
  readonly sentAt: number;
  /** What was due by then had been sent when what still waited was last sent again. */
  readonly settled: number;
  /** When that was. */
  readonly resentAt: number;
}

const sentSoFar = z.object({
  through: z.number(),
  sentAt: z.number(),
  settled: z.number(),
  resentAt: z.number(),
});

/** Null before the first time, and where it cannot be read: then all that is due is sent. */
export async function findSentSoFar(db: Db): Promise<SentSoFar | null> {
  const row = await db.select().from(facts).where(eq(facts.name, FAN_OUT)).get();
  return parseStored(sentSoFar, row?.value ?? null);
}

/** Where somebody asked meanwhile that some be sent again, it goes back to there. */
export async function putSentSoFar(
  db: Db,
  sent: SentSoFar,
  { before, now }: { readonly before: SentSoFar | null; readonly now: number },
): Promise<void> {
  const statement = db.$client.prepare(PUT_SENT_SO_FAR);
  await statement.bind(JSON.stringify(sent), now, before?.through ?? null).run();
}

const PUT_SENT_SO_FAR = `
  INSERT INTO media_facts (name, value, updated_at) VALUES ('${FAN_OUT}', ?1, ?2)
  ON CONFLICT (name) DO UPDATE SET updated_at = excluded.updated_at,
    value = iif( json_valid(value) AND value ->> '$.through' < ?3,
      json_set(excluded.value, '$.through', min(value ->> '$.through', excluded.value ->> '$.through')),
      excluded.value)`;

/** These are still due and wait nowhere: the next tick begins with the longest waiting of them. */
export async function sendAgainFrom(db: Db, ids: readonly string[]): Promise<void> {
  await db.$client.prepare(SEND_AGAIN_FROM).bind(JSON.stringify(ids)).run();
}

const SEND_AGAIN_FROM = `
  UPDATE media_facts SET value = json_set(value, '$.through', min(value ->> '$.through', due.at - 1))
  FROM (SELECT min(next_sync_at) AS at FROM media_accounts
    WHERE id IN (SELECT value FROM json_each(?1))) due
  WHERE name = '${FAN_OUT}' AND due.at IS NOT NULL AND json_valid(value)`;

const TIDIED = "tidied";

const walk = z.object({ after: z.string(), restUntil: z.number() });
const tidied = z.object({
  turn: z.enum(["rows", "objects", "runs", "grants"]),
  rows: walk,
  objects: walk,
  runs: walk.default({ after: "", restUntil: 0 }),
  grants: walk.default({ after: "", restUntil: 0 }),
});

/** How far the ticks have looked through what is left: answers by rows and objects, runs, and grants. */
export type TidiedSoFar = z.infer<typeof tidied>;
/** Where one of them goes on, and from when; epoch milliseconds. */
export type TidyWalk = z.infer<typeof walk>;

/** Null before the first time, and where it cannot be read: then it begins anew. */
export async function findTidied(db: Db): Promise<TidiedSoFar | null> {
  const row = await db.select().from(facts).where(eq(facts.name, TIDIED)).get();
  return parseStored(tidied, row?.value ?? null);
}

export async function putTidied(db: Db, place: TidiedSoFar, now: number): Promise<void> {
  await putFact(db, { name: TIDIED, value: JSON.stringify(place), updatedAt: now });
}

const ZONES = "zones";

/** How far the ticks have looked through the zones that are kept. */
export type ZoneWalk = z.infer<typeof walk>;

/** Null before the first time, and where it cannot be read: then it begins with the first. */
export async function findZoneWalk(db: Db): Promise<ZoneWalk | null> {
  const row = await db.select().from(facts).where(eq(facts.name, ZONES)).get();
  return parseStored(walk, row?.value ?? null);
}

export async function putZoneWalk(db: Db, place: ZoneWalk, now: number): Promise<void> {
  await putFact(db, { name: ZONES, value: JSON.stringify(place), updatedAt: now });
}

const DISCONNECTS = "disconnects";

/** The row of the connection that was deleted last, or tried: the next tick begins behind it. */
export const LAST_DISCONNECT = `coalesce(
  (SELECT CAST(value AS INTEGER) FROM media_facts WHERE name = '${DISCONNECTS}'), 0)`;

export async function putLastDisconnect(db: Db, row: number, now: number): Promise<void> {
  await putFact(db, { name: DISCONNECTS, value: String(row), updatedAt: now });
}

async function putFact(db: Db, row: typeof facts.$inferInsert): Promise<void> {
  await db.insert(facts).values(row).onConflictDoUpdate({ target: facts.name, set: row });
}

import type { Db } from "./db.ts";

/** How many messages may be sent; all figures in messages. */
export interface QueueAllowance {
  /** The row that it stands in. */
  readonly scope: string;
  /** In a row, after a rest. */
  readonly burst: number;
  readonly perDay: number;
}

/**
 * Takes as many of the wanted messages as are left, in one statement; `reserve` of them stay for others.
 * What was taken comes back with time.
 */
export async function takeMessages(
  db: Db,
  { scope, burst, perDay }: QueueAllowance,
  { wanted, reserve, now }: { wanted: number; reserve: number; now: number },
): Promise<number> {
  const row = await db.$client
    .prepare(TAKE)
    .bind(wanted, burst - reserve, perDay / DAY_MS, now, scope)
    .first<{ granted: number }>();
  return row?.granted ?? 0;
}

const DAY_MS = 24 * 3_600_000;

/** What is taken and not back yet. */
const TAKEN = "max(0, r.used - max(0, ?4 - r.updated_at) * ?3)";
/** `granted` is what the last one who asked was given. */
const GRANTED = `CAST(max(0, min(?1, ?2 - ${TAKEN})) AS INTEGER)`;

const TAKE = `
  INSERT INTO media_rate_limits AS r (scope, blocked_until, used, granted, updated_at)
  VALUES (?5, 0, max(0, min(?1, ?2)), max(0, min(?1, ?2)), ?4)
  ON CONFLICT (scope) DO UPDATE SET
    granted = ${GRANTED}, used = ${TAKEN} + ${GRANTED}, updated_at = max(r.updated_at, ?4)
  RETURNING granted`;

import type { Db } from "./db.ts";
import { allocateKeys, endKeyAt, firstKeyAt } from "./item-key.ts";

/** Each of these with a free key at its time. Another writer may take one before it is written. */
export async function assignKeys<Row extends { readonly occurredAt: number }>(
  db: Db,
  rows: readonly Row[],
): Promise<(Row & { readonly id: number })[]> {
  const counts = new Map<number, number>();
  for (const { occurredAt } of rows) counts.set(occurredAt, (counts.get(occurredAt) ?? 0) + 1);
  const keys = await allocateKeys(counts, (times) => readHighestKeys(db, times));
  return rows.map((row) => {
    const id = keys.get(row.occurredAt)?.shift();
    if (id === undefined) throw new Error("There were fewer keys than items.");
    return { ...row, id };
  });
}

/** The highest key taken at each of these milliseconds; one index seek each. */
async function readHighestKeys(
  db: Db,
  times: readonly number[],
): Promise<Map<number, number | null>> {
  const wanted = times.map((ms) => [ms, firstKeyAt(ms), endKeyAt(ms)]);
  if (wanted.length === 0) return new Map();
  const { results } = await db.$client
    .prepare(READ_HIGHEST)
    .bind(JSON.stringify(wanted))
    .all<{ ms: number; highest: number | null }>();
  return new Map(results.map((row) => [row.ms, row.highest]));
}

const READ_HIGHEST = `
  SELECT j.value ->> 0 AS ms,
    (SELECT max(id) FROM media_items WHERE id >= j.value ->> 1 AND id < j.value ->> 2) AS highest
  FROM json_each(?1) j`;

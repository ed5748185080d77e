import * as z from "zod";
import type { Range } from "./activity.ts";
import type { Db } from "./db.ts";
import { parseStored } from "./stored-json.ts";

/** What a profile shows of a day, by its own zone. */
const keptDay = z.object({
  /** What the owner's cells of that time said before it was counted. */
  basis: z.string(),
  /** Platform, kind, items, and these by the 24 hours. */
  cells: z.array(z.tuple([z.string(), z.string(), z.number(), z.array(z.number())])),
  /** Platform, kind, place (empty for none), items. */
  places: z.array(z.tuple([z.string(), z.string(), z.string(), z.number()])),
  /** Counted for its day, and not shown. */
  unseen: z.number(),
});

const keptDays = z.record(z.string(), keptDay);
const counts = z.object({
  /** What the profile was when it was counted; another one's counts are worth nothing. */
  of: z.string(),
  /** By the day's number since 1970. */
  days: keptDays,
});

export type KeptDay = z.infer<typeof keptDay>;

/** The counts of one profile and month; `basis` says what the owner's cells were when all of it was right. */
export interface KeptMonth extends z.infer<typeof counts> {
  readonly month: number;
  readonly basis: string;
}

/** What is kept of a range of months; what cannot be read is counted again. */
export async function listProfileCounts(
  db: Db,
  profileId: string,
  { from, to }: Range,
): Promise<KeptMonth[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT month, basis, counts FROM media_profile_counts
       WHERE profile_id = ?1 AND month BETWEEN ?2 AND ?3 ORDER BY month`,
    )
    .bind(profileId, from, to)
    .all<{ month: number; basis: string; counts: string }>();
  return results.flatMap(({ month, basis, counts: text }) => {
    const parsed = parseStored(counts, text);
    return parsed === null ? [] : [{ month, basis, ...parsed }];
  });
}

/** Characters per bound text: at three bytes each it stays below D1's two megabytes. */
const CHUNK_CHARACTERS = 500_000;

/** Nothing, for a profile that was deleted meanwhile. */
export async function putProfileCounts(
  db: Db,
  profileId: string,
  months: readonly KeptMonth[],
): Promise<void> {
  const chunks: string[][] = [];
  let length = Infinity;
  for (const { month, basis, of, days } of months) {
    const row = JSON.stringify([month, basis, JSON.stringify({ of, days })]);
    if (length + row.length > CHUNK_CHARACTERS) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)?.push(row);
    length += row.length;
  }
  for (const rows of chunks) {
    await db.$client
      .prepare(PUT)
      .bind(profileId, `[${rows.join(",")}]`)
      .run();
  }
}

const PUT = `
  INSERT INTO media_profile_counts (profile_id, month, basis, counts)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)
  WHERE EXISTS (SELECT 1 FROM media_profiles WHERE id = ?1)
  ON CONFLICT (profile_id, month) DO UPDATE SET basis = excluded.basis, counts = excluded.counts`;

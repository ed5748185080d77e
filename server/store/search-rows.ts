import * as z from "zod";
import type { Db } from "./db.ts";
import { parseMarks } from "./item-json.ts";
import { inTexts } from "./item-statements.ts";
import { PRIVATE_TOKEN, toIndexRow } from "./search-terms.ts";

/** What of a stored item is indexed; `i` is the item. */
export const SEARCH_COLUMNS = `i.id, i.connection_id AS connectionId, i.external_id AS externalId, i.platform,
  i.kind, i.place_name AS placeName, i.language, i.marks, i.title, i.body, i.content_hash AS contentHash,
  i.hidden`;

const storedRow = z.object({
  id: z.number(),
  connectionId: z.string(),
  externalId: z.string(),
  platform: z.string(),
  kind: z.string(),
  placeName: z.string().nullable(),
  language: z.string().nullable(),
  marks: z.string().transform(parseMarks),
  title: z.string(),
  body: z.string().nullable(),
  contentHash: z.string(),
  hidden: z.number(),
});

export type SearchRow = z.output<typeof storedRow>;

export function toSearchRows(results: unknown): SearchRow[] {
  return z.array(storedRow).parse(results);
}

/** Another one once it says something else, or stands elsewhere in time. */
export function versionOf({ id, contentHash }: SearchRow): string {
  return `${id} ${contentHash}`;
}

/** By key; what is not there is left out. */
export async function readSearchRows(
  db: Db,
  userId: string,
  ids: readonly number[],
): Promise<SearchRow[]> {
  if (ids.length === 0) return [];
  const { results } = await db.$client.prepare(READ).bind(JSON.stringify(ids), userId).all();
  return toSearchRows(results);
}

/** Puts them into the index, as far as they are seen, and as they were read, when it is done. */
export function putSearchRows(
  db: Db,
  userId: string,
  rows: readonly SearchRow[],
): D1PreparedStatement[] {
  const values = rows.map((row) => {
    const { terms, title, body } = toIndexRow({ ...row, userId, isPrivate: false });
    return [row.id, row.contentHash, terms, title, body];
  });
  return inTexts(values).map((text) => db.$client.prepare(PUT).bind(text, userId));
}

/** Takes out of the index what of these is hidden when it is done: a crowd of it would be looked through. */
export function dropHidden(db: Db, ids: readonly number[]): D1PreparedStatement[] {
  return inTexts(ids).map((text) => db.$client.prepare(DROP).bind(text));
}

const READ = `
  SELECT ${SEARCH_COLUMNS} FROM json_each(?1) j CROSS JOIN media_items i
  WHERE i.id = j.value AND i.user_id = ?2`;

/** Whatever was changed since it was read is left alone, and privacy is as it is now. */
const PUT = `
  INSERT OR REPLACE INTO media_search (rowid, terms, title, body)
  SELECT i.id, (j.value ->> 2) || iif(i.is_private, ' ${PRIVATE_TOKEN}', ''), j.value ->> 3, j.value ->> 4
  FROM json_each(?1) j CROSS JOIN media_items i
  WHERE i.id = j.value ->> 0 AND i.content_hash = j.value ->> 1 AND i.user_id = ?2 AND i.hidden = 0`;

const DROP = `
  DELETE FROM media_search WHERE rowid IN (
    SELECT i.id FROM json_each(?1) j CROSS JOIN media_items i WHERE i.id = j.value AND i.hidden <> 0)`;

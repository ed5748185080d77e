import type { Db } from "./db.ts";
import { inTexts } from "./item-statements.ts";
import type { ItemChanges, ItemOwner, Keyed } from "./item-statements.ts";
import { dropHidden, putSearchRows, readSearchRows } from "./search-rows.ts";
import { toIndexRow } from "./search-terms.ts";

/**
 * What changes of items change in the index; in their batch, behind them. Nothing that is hidden is in it.
 * `placed` has why each was hidden before, and the key it was known by.
 */
export async function toIndexStatements(
  db: Db,
  owner: Pick<ItemOwner, "userId" | "connectionId" | "platform">,
  {
    inserts,
    updates,
    moves,
    placed,
  }: Pick<ItemChanges, "inserts" | "updates" | "moves"> & { readonly placed: readonly Replaced[] },
): Promise<D1PreparedStatement[]> {
  const written = new Set([...updates.map(({ id }) => id), ...moves.map(({ from }) => from)]);
  // Their own owner may show them meanwhile: what is hidden for him, too, is looked at.
  const back = placed.filter(({ was, wasHidden }) => wasHidden !== 0 && !written.has(was));
  const shown = await readSearchRows(
    db,
    owner.userId,
    back.map(({ was }) => was),
  );
  const texts = (rows: readonly Keyed[]): unknown[][] => rows.map((row) => toRow(owner, row));
  const each = (values: readonly unknown[], sql: string): D1PreparedStatement[] =>
    inTexts(values).map((text) => db.$client.prepare(sql).bind(text));
  return [
    ...each(
      moves.map(({ from }) => from),
      "DELETE FROM media_search WHERE rowid IN (SELECT value FROM json_each(?1))",
    ),
    ...each(texts(inserts.filter(({ hidden }) => hidden === 0)), PUT_NEW),
    ...each(texts([...updates, ...moves]), PUT_CHANGED),
    ...putSearchRows(db, owner.userId, shown),
    ...dropHidden(
      db,
      placed.filter(({ hidden }) => hidden !== 0).map(({ id }) => id),
    ),
  ];
}

const PUT_NEW = `
  INSERT OR REPLACE INTO media_search (rowid, terms, title, body)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)`;

const PUT_CHANGED = `
  INSERT OR REPLACE INTO media_search (rowid, terms, title, body)
  SELECT i.id, j.value ->> 1, j.value ->> 2, j.value ->> 3
  FROM json_each(?1) j CROSS JOIN media_items i WHERE i.id = j.value ->> 0 AND i.hidden = 0`;

/** An item that is hidden or shown from now on, or stands elsewhere. */
export interface Replaced {
  readonly id: number;
  readonly hidden: number;
  readonly was: number;
  readonly wasHidden: number;
}

function toRow(
  owner: Pick<ItemOwner, "userId" | "connectionId" | "platform">,
  { id, kind, fields }: Keyed,
): unknown[] {
  const { terms, title, body } = toIndexRow({
    ...owner,
    kind,
    placeName: fields.place?.name ?? null,
    language: fields.language ?? null,
    marks: fields.marks ?? [],
    isPrivate: fields.isPrivate,
    title: fields.title,
    body: fields.body,
  });
  return [id, terms, title, body];
}

/** The name of the fact, while the index is known not to be what it should be. */
export const INDEX_FACT = "search_index";
/** Its value where somebody took the index away, and will bring it back himself. */
export const DROPPED = "dropped";

/** Stands in `search_key` where nothing of a person's is to be trusted; a walk begins below it. */
export const ALL_ANEW = Number.MAX_SAFE_INTEGER;

/** In place of what could not be written: all of the person's is indexed anew, once the index stands again. */
export function toIndexLater(
  db: Db,
  { userId, now }: Pick<ItemOwner, "userId" | "now">,
  reason: unknown,
): D1PreparedStatement[] {
  return [indexAllOf(db, userId), putIndexFact(db, toText(reason), now)];
}

/** Says that the index has to be made anew, unless somebody took it away. */
export async function tellBroken(db: Db, reason: unknown, now: number): Promise<void> {
  await putIndexFact(db, toText(reason), now).run();
}

export function putIndexFact(db: Db, value: string, now: number): D1PreparedStatement {
  return db.$client
    .prepare(
      `INSERT INTO media_facts (name, value, updated_at) VALUES ('${INDEX_FACT}', ?1, ?2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
       WHERE value <> '${DROPPED}'`,
    )
    .bind(value, now);
}

function toText(reason: unknown): string {
  return reason instanceof Error ? reason.message.slice(0, 200) : String(reason);
}

/** Has all items of a person indexed anew, by the ticks, where the condition holds. */
export function indexAllOf(
  db: Db,
  userId: string,
  condition = "true",
  ...values: unknown[]
): D1PreparedStatement {
  return db.$client
    .prepare(
      `UPDATE media_users SET search_key = ${ALL_ANEW}
       WHERE id = ?1 AND search_key IS NOT ${ALL_ANEW} AND ${condition}`,
    )
    .bind(userId, ...values);
}

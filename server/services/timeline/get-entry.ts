import type { Entry, Freshness } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { listConnections } from "../../store/connections.ts";
import { firstKeyAt } from "../../store/item-key.ts";
import { findItem, listChildren, listItemsBelow } from "../../store/items.ts";
import type { ItemRow } from "../../store/items.ts";
import type { Actor } from "../identity/identity.ts";
import { DEFAULT_ZONE, getUser } from "../users/get-me.ts";
import { parseEntryId } from "./entry-id.ts";
import type { EntryId } from "./entry-id.ts";
import { toFreshness } from "./freshness.ts";
import { kindsOf } from "./list-timeline.ts";
import type { Draft } from "./to-entry.ts";
import { toEntry } from "./to-entry.ts";
import { createZonedDays } from "./zoned-day.ts";
import type { ZonedDays } from "./zoned-day.ts";

const READ_SIZE = 500;

/** One entry with all that it holds. Somebody else's is as if it never was. */
export async function getEntry(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ entry: Entry; freshness: Freshness }> {
  const user = await getUser(ctx, actor);
  const days = createZonedDays(user.zone ?? DEFAULT_ZONE);
  const name = parseEntryId(id);
  const draft =
    name?.type === "group"
      ? await findGroup(ctx, user.id, name, days)
      : await findSingle(ctx, user.id, name, days);
  if (draft === null) throw new AppError("NOT_FOUND", "There is no such entry.");
  const children = draft.key === null ? await listChildren(ctx.db, [draft.rows[0]]) : [];
  return {
    entry: toEntry(draft, children, Infinity),
    freshness: toFreshness(await listConnections(ctx.db, user.id)),
  };
}

async function findSingle(
  ctx: Context,
  userId: string,
  name: Extract<EntryId, { type: "item" }> | null,
  days: ZonedDays,
): Promise<Draft | null> {
  const row = name && (await findItem(ctx.db, userId, name.connectionId, name.externalId));
  return row && { day: days.dayOf(row.occurredAt), key: null, rows: [row] };
}

async function findGroup(
  ctx: Context,
  userId: string,
  name: Extract<EntryId, { type: "group" }>,
  days: ZonedDays,
): Promise<Draft | null> {
  const isGrouped = kindsOf(ctx, "groupedKinds");
  const members: ItemRow[] = [];
  let key = firstKeyAt(days.endOf(name.day));
  for (;;) {
    const rows = await listItemsBelow(ctx.db, userId, key, READ_SIZE);
    const ofDay = rows.filter((row) => days.dayOf(row.occurredAt) === name.day);
    members.push(
      ...ofDay.filter(
        (row) =>
          row.connectionId === name.connectionId &&
          row.kind === name.kind &&
          (row.placeName ?? "") === name.place &&
          isGrouped(row.platform, row.kind),
      ),
    );
    const last = rows.at(-1);
    if (!last || ofDay.length < rows.length || rows.length < READ_SIZE) break;
    key = last.id;
  }
  const [head, ...rest] = members;
  return head ? { day: name.day, key: name, rows: [head, ...rest] } : null;
}

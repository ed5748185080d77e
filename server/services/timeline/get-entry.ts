import type { Entry, Freshness } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { listConnections } from "../../store/connections.ts";
import { findItem, listChildren, listItemsBelow } from "../../store/items.ts";
import type { Actor } from "../identity/identity.ts";
import { DEFAULT_ZONE, getUser } from "../users/get-me.ts";
import { parseEntryId } from "./entry-id.ts";
import type { EntryId } from "./entry-id.ts";
import { toFreshness } from "./freshness.ts";
import { findMembers } from "./find-members.ts";
import type { Draft } from "./to-entry.ts";
import { toEntry } from "./to-entry.ts";
import { createZonedDays } from "./zoned-day.ts";
import type { ZonedDays } from "./zoned-day.ts";

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
  const row = name && (await findItem(ctx.db, userId, name));
  return row && { day: days.dayOf(row.occurredAt), key: null, rows: [row] };
}

async function findGroup(
  ctx: Context,
  userId: string,
  name: Extract<EntryId, { type: "group" }>,
  days: ZonedDays,
): Promise<Draft | null> {
  const [head, ...rest] = await findMembers(ctx, name, days, (key, limit) =>
    listItemsBelow(ctx.db, userId, key, limit),
  );
  return head ? { day: name.day, key: name, rows: [head, ...rest] } : null;
}

import type * as z from "zod";
import type { OnThisDay, onThisDayInput } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import { listHeldDays } from "../../store/month-activity.ts";
import { listNamedItems } from "../../store/named-items.ts";
import { isTwin } from "../../store/twins.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { groupId, itemId } from "../timeline/entry-id.ts";
import { toFreshness } from "../timeline/freshness.ts";
import { createGrouping } from "../timeline/grouping.ts";
import type { Grouping } from "../timeline/grouping.ts";
import { toEntries } from "../timeline/read-page.ts";
import type { Draft } from "../timeline/to-entry.ts";
import { readItems } from "../views/read-items.ts";
import type { ItemReader } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import type { View } from "../views/view.ts";
import { fromDayNumber, toDayNumber } from "./day-numbers.ts";
import { earlierDays, MOST_YEARS } from "./earlier-days.ts";
import { reachOf } from "./profile-basis.ts";
import { readRange } from "./read-range.ts";

const MOST_ENTRIES = 20;
/** Of a day that has more only the newest are looked at. */
const MOST_ITEMS = 500;

/** What happened on this day in earlier years. A query for each that has anything, and a few more. */
export async function listOnThisDay(
  ctx: Context,
  asker: Asker,
  input: z.infer<typeof onThisDayInput>,
): Promise<OnThisDay> {
  const view = await resolveView(ctx, asker, input.of);
  const reader = readItems(ctx, view, []);
  const grouping = createGrouping(ctx, view.zone);
  const zoned = createZonedDays(view.zone);
  const days = await findHeld(ctx, view, earlierDays(input.day));
  const rows = await Promise.all(
    days.map(async (day) => {
      const span = { from: zoned.startOf(day), to: zoned.endOf(day) };
      return (await readRange(ctx, view, [], span, MOST_ITEMS)).rows;
    }),
  );
  const alone = await newest(reader, await standAlone(ctx, view, reader, rows.flat()));
  const drafts = toDrafts(alone, grouping);
  const entries = await toEntries(ctx, reader, drafts);
  return {
    years: [...Map.groupBy(entries, ({ day }) => Number(day.slice(0, 4)))].map(([year, some]) => ({
      year,
      entries: some.slice(0, MOST_ENTRIES),
    })),
    since: Number(input.day.slice(0, 4)) - MOST_YEARS,
    zone: view.zone,
    freshness: toFreshness(view),
  };
}

/** Those that have something, as the cells say: all, where not all is counted yet. */
async function findHeld(ctx: Context, view: View, days: readonly string[]): Promise<string[]> {
  if (view.user.countKey !== null) return [...days];
  const numbers = days.map(toDayNumber);
  const held = await listHeldDays(ctx.db, view.user.id, numbers, reachOf(view));
  return held.map(fromDayNumber);
}

/** Those that do not stand inside another of the view. */
async function standAlone(
  ctx: Context,
  view: View,
  reader: ItemReader,
  rows: readonly ItemRow[],
): Promise<ItemRow[]> {
  const nameOf = ({ connectionId, parent }: ItemRow) => ({
    connectionId,
    externalId: parent ?? "",
  });
  const names = rows.filter(({ parent }) => parent).map(nameOf);
  const parents = await reader.among(await listNamedItems(ctx.db, view.user.id, names));
  const shown = new Set(parents.map(itemId));
  return rows.filter((row) => !row.parent || !shown.has(itemId(nameOf(row))));
}

/** Those that no newer one stands for, which says the same elsewhere. */
async function newest(reader: ItemReader, rows: readonly ItemRow[]): Promise<ItemRow[]> {
  const twins = await reader.twins(rows);
  const heads = new Map(twins.toReversed().map(({ twin, id }) => [twin, id]));
  return rows.filter((row) => !isTwin(row) || row.id >= (heads.get(row.twin) ?? row.id));
}

/** Given are items newest first. */
function toDrafts(rows: readonly ItemRow[], { days, keyOf }: Grouping): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const row of rows) {
    const key = keyOf(row);
    const id = key === null ? itemId(row) : groupId(key);
    const group = drafts.get(id);
    if (group) group.rows.push(row);
    else drafts.set(id, { day: days.dayOf(row.id), key, rows: [row] });
  }
  return [...drafts.values()];
}

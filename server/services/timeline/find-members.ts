import type { Context } from "../../context.ts";
import { firstKeyAt } from "../../store/item-key.ts";
import type { ItemRow } from "../../store/items.ts";
import type { GroupKey } from "./entry-id.ts";
import { kindsOf } from "./kinds-of.ts";
import type { ReadBelow } from "./read-page.ts";
import type { ZonedDays } from "./zoned-day.ts";

const READ_SIZE = 500;

/** All items of a group, newest first, among those that `read` gives. Reads the day that they are of. */
export async function findMembers(
  ctx: Context,
  group: GroupKey,
  days: ZonedDays,
  read: ReadBelow,
): Promise<ItemRow[]> {
  const isGrouped = kindsOf(ctx, "groupedKinds");
  const members: ItemRow[] = [];
  let key = firstKeyAt(days.endOf(group.day));
  for (;;) {
    const rows = await read(key, READ_SIZE);
    const ofDay = rows.filter((row) => days.dayOf(row.occurredAt) === group.day);
    members.push(
      ...ofDay.filter(
        (row) =>
          row.connectionId === group.connectionId &&
          row.kind === group.kind &&
          (row.placeName ?? "") === group.place &&
          isGrouped(row.platform, row.kind),
      ),
    );
    const last = rows.at(-1);
    if (!last || ofDay.length < rows.length || rows.length < READ_SIZE) return members;
    key = last.id;
  }
}

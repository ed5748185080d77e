import type { ItemRow } from "../../store/items.ts";
import type { ItemReader } from "../views/read-items.ts";
import { groupId } from "./entry-id.ts";
import type { GroupKey } from "./entry-id.ts";
import type { Grouping } from "./grouping.ts";
import { readMembers } from "./read-members.ts";

/** All items of a group, newest first. Reads what its source did on the day that it is of. */
export async function findMembers(
  { days, keyOf }: Grouping,
  group: GroupKey,
  below: ItemReader["below"],
): Promise<ItemRow[]> {
  const { start, end } = days.spanOf(group.day);
  const rows = await readMembers(below, end, start, [group.connectionId]);
  return rows.filter((row) => {
    const key = keyOf(row);
    return key !== null && groupId(key) === groupId(group);
  });
}

import type { Context } from "../../context.ts";
import { countSome, putCountedZone } from "../../store/count-items.ts";
import type { Counting } from "../../store/count-items.ts";
import { putOffsets } from "../../store/zone-offsets.ts";
import { DEFAULT_ZONE } from "../users/get-me.ts";

/**
 * Counts the next items of a person by his zone, and answers what to go on with; null at the end, or where
 * somebody else went on meanwhile. Safe to run again from wherever it stopped, and beside itself.
 */
export async function countAnew(
  ctx: Context,
  person: Counting,
  items: number,
): Promise<Counting | null> {
  const { id } = person;
  const zone = person.countedZone ?? person.zone ?? DEFAULT_ZONE;
  if (person.countedZone === null) {
    await putOffsets(ctx.db, zone);
    await putCountedZone(ctx.db, id, zone);
  }
  const countKey = await countSome(ctx.db, person, items);
  return countKey === null ? null : { ...person, countedZone: zone, countKey };
}

import type { Context } from "../../context.ts";
import { findZoneWalk, putZoneWalk } from "../../store/facts.ts";
import { findZoneAfter, replaceOffsets } from "../../store/zone-offsets.ts";
import { listZoneChanges } from "../../time/list-zone-offsets.ts";
import type { ZoneOffset } from "../../time/list-zone-offsets.ts";

const DAY = 86_400_000;
const YEAR = 365 * DAY;
/** What governments decide is for the years around now; to compare all 90 would cost 15 ms a zone. */
const WINDOW = { before: 2 * YEAR, after: 5 * YEAR };

/**
 * Looks whether a zone's clocks are still what is kept of them: the runtime learns of new rules, and what
 * is kept does not. A tick looks at one zone, and each is looked at once a day. Where they are others, all
 * who are counted by it are counted anew. At most 6 queries; the place is kept first, so that a zone that
 * fails is passed.
 */
export async function refreshOffsets(ctx: Context): Promise<void> {
  const now = ctx.now();
  const walk = await findZoneWalk(ctx.db);
  if (walk !== null && walk.restUntil > now) return;
  const kept = await findZoneAfter(ctx.db, walk?.after ?? "");
  if (kept === null) return await putZoneWalk(ctx.db, { after: "", restUntil: now + DAY }, now);
  await putZoneWalk(ctx.db, { after: kept.zone, restUntil: 0 }, now);
  const [from, until] = [now - WINDOW.before, now + WINDOW.after];
  const within = kept.offsets.filter(({ since }) => since >= from && since < until);
  if (isSame(within, listZoneChanges(kept.zone, from, until))) return;
  await replaceOffsets(ctx.db, kept.zone);
  ctx.log.info("counting.zone_changed", { zone: kept.zone });
}

function isSame(some: readonly ZoneOffset[], others: readonly ZoneOffset[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ since, offsetMs }, at) => {
      const other = others[at];
      return since === other?.since && offsetMs === other.offsetMs;
    })
  );
}

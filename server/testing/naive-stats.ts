import { env } from "cloudflare:workers";
import type { Stats } from "../../shared/timeline.ts";
import { matches } from "../services/views/matches.ts";
import type { View } from "../services/views/view.ts";
import { createZonedDays } from "../time/zoned-days.ts";
import { COLUMNS, toItemRows } from "../store/items.ts";
import type { ItemRow } from "../store/items.ts";

export type NaiveStats = Pick<
  Stats,
  "items" | "days" | "activeDays" | "platforms" | "kinds" | "hours" | "weekdays" | "places"
>;

/** The numbers of a range, by reading every item there is and counting it by hand. */
export async function naiveStats(view: View, after: string, before: string): Promise<NaiveStats> {
  const { results } = await env.DB.prepare(
    `SELECT ${COLUMNS} FROM media_items i
     WHERE i.user_id = ?1 AND i.hidden = 0 AND i.parent_hidden = 0`,
  )
    .bind(view.user.id)
    .all();
  const days = createZonedDays(view.zone);
  const ids = view.connections.map(({ id }) => id);
  const within = toItemRows(results).filter((row) => {
    const day = days.dayOf(row.occurredAt);
    return day >= after && day <= before && ids.includes(row.connectionId);
  });
  const fitting = within.filter((row) => matches(view.terms, row, days));
  const seen = fitting.filter((row) => view.profile === null || !row.isPrivate);
  const counted = view.profile?.countsPrivate === true ? fitting : seen;
  const perDay = group(counted, (row) => days.dayOf(row.occurredAt)).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const hour = new Intl.DateTimeFormat("en-GB", {
    timeZone: view.zone,
    hour: "2-digit",
    hourCycle: "h23",
  });
  const hourOf = (row: ItemRow) => Number(hour.format(row.occurredAt));
  const weekdayOf = (row: ItemRow) =>
    (new Date(`${days.dayOf(row.occurredAt)}T12:00:00Z`).getUTCDay() + 6) % 7;
  return {
    items: counted.length,
    days: perDay.map(([day, items]) => ({ day, items })),
    activeDays: perDay.length,
    platforms: ranked(seen, (row) => [row.platform]).map(([[platform = ""], items]) => ({
      platform,
      items,
    })),
    kinds: ranked(seen, (row) => [row.platform, row.kind]).map(
      ([[platform = "", kind = ""], items]) => ({ platform, kind, items }),
    ),
    hours: Array.from({ length: 24 }, (_, at) => seen.filter((row) => hourOf(row) === at).length),
    weekdays: Array.from(
      { length: 7 },
      (_, at) => counted.filter((row) => weekdayOf(row) === at).length,
    ),
    places: ranked(
      seen.filter((row) => row.placeName !== null),
      (row) => [row.platform, row.placeName ?? ""],
    ).map(([[platform = "", place = ""], items]) => ({ platform, place, items })),
  };
}

function group(rows: readonly ItemRow[], of: (row: ItemRow) => string): [string, number][] {
  return [...Map.groupBy(rows, of)].map(([name, some]) => [name, some.length]);
}

/** Most first, of as many by name. */
function ranked(rows: readonly ItemRow[], of: (row: ItemRow) => string[]): [string[], number][] {
  return group(rows, (row) => JSON.stringify(of(row)))
    .map(([name, items]): [string[], number] => [JSON.parse(name) as string[], items])
    .sort(([a, most], [b, more]) => more - most || (a.join("\n") < b.join("\n") ? -1 : 1));
}

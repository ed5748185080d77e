import { env } from "cloudflare:workers";

/** What `media_activity` and `media_place_activity` hold of something, and what they should. */
export interface Recount {
  readonly kept: Readonly<Record<string, number>>;
  readonly made: Readonly<Record<string, number>>;
}

/**
 * Counts every item that is shown, and has been counted, by its row alone, beside what the triggers
 * keep. What is being disconnected is left out: it goes in pieces.
 */
export async function recount(): Promise<Recount> {
  const stands =
    "connection_id NOT IN (SELECT id FROM media_accounts WHERE status = 'disconnecting')";
  const [days, places, items] = await env.DB.batch<Record<string, unknown>>([
    env.DB.prepare(
      `SELECT user_id, day, connection_id, kind, is_private, items, h.key AS hour, h.value AS of_hour
       FROM media_activity a, json_each(a.hours) h WHERE ${stands} AND (items <> 0 OR h.value <> 0)`,
    ),
    env.DB.prepare(`SELECT * FROM media_place_activity WHERE ${stands} AND items <> 0`),
    env.DB.prepare(
      `SELECT i.*, (SELECT p.hidden <> 0 FROM media_items p WHERE p.connection_id = i.connection_id
         AND p.external_id = i.parent) AS is_inside_hidden
       FROM media_items i WHERE i.${stands} AND i.hidden = 0 AND i.local_hour IS NOT NULL`,
    ),
  ]);
  const kept: Record<string, number> = {};
  for (const row of days?.results ?? []) {
    const cell = keyOf(row, "day");
    kept[cell] = Number(row["items"]);
    if (row["of_hour"] !== 0) kept[`${cell} at ${row["hour"]}`] = Number(row["of_hour"]);
  }
  for (const row of places?.results ?? []) {
    kept[`${keyOf(row, "month")} in ${row["place"]}`] = Number(row["items"]);
  }
  const made: Record<string, number> = {};
  const add = (key: string): void => {
    made[key] = (made[key] ?? 0) + 1;
  };
  for (const row of items?.results ?? []) {
    if (row["is_inside_hidden"] === 1) continue;
    const at = new Date(Number(row["local_hour"]) * 3_600_000);
    const day = keyOf({ ...row, day: Math.floor(at.getTime() / 86_400_000) }, "day");
    const month = (at.getUTCFullYear() - 1970) * 12 + at.getUTCMonth();
    add(day);
    add(`${day} at ${at.getUTCHours()}`);
    add(`${keyOf({ ...row, month }, "month")} in ${row["place_name"] ?? ""}`);
  }
  return { kept, made };
}

function keyOf(row: Record<string, unknown>, unit: "day" | "month"): string {
  const parts = ["user_id", unit, "connection_id", "kind", "is_private"];
  return parts.map((name) => String(row[name])).join(" ");
}

/** Items that do not stand at the hour which a clock of their owner's zone shows; none while all are counted. */
export async function listMiscounted(): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    `SELECT i.external_id AS item, i.occurred_at AS at, i.local_hour AS hour, u.counted_zone AS zone
     FROM media_items i JOIN media_users u ON u.id = i.user_id WHERE u.count_key IS NULL`,
  ).all<{ at: number; hour: number | null; zone: string }>();
  return results.filter(({ at, hour, zone }) => hour !== hourShown(zone, at));
}

/** Found without the table of offsets. */
function hourShown(zone: string, at: number): number {
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(at);
  return Math.floor(Date.parse(`${shown.replace(" ", "T")}Z`) / 3_600_000);
}

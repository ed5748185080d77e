import { env } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { findCounting } from "../../store/count-items.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { listZoneOffsets } from "../../time/list-zone-offsets.ts";
import { goOnCounting } from "./go-on-counting.ts";
import { refreshOffsets } from "./refresh-offsets.ts";

const NOW = Date.UTC(2026, 10, 20, 9);
const DAY = 86_400_000;
/** Its row, and its name. */
const FACT = 2;
/** Half past eleven in the evening of Berlin, and of Tunis. */
const SUMMER = Date.UTC(2026, 6, 1, 21, 30);
const WINTER = Date.UTC(2026, 0, 1, 22, 30);

let ctx: Context;
let people: Record<"ines" | "noor", Actor>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(console, "info").mockImplementation(() => {});
  ctx = testContext();
  people = {
    ines: await testPerson(ctx, "Ines", "Europe/Berlin"),
    noor: await testPerson(ctx, "Noor", "Africa/Tunis"),
  };
});

/** A whole round: each zone that is kept, and then the end. */
async function round(): Promise<void> {
  for (let tick = 0; tick < 3; tick += 1) {
    const before = ctx.meter.queries;
    await refreshOffsets(ctx);
    expect(ctx.meter.queries - before).toBeLessThanOrEqual(6);
  }
}

const offsets = async (zone: string) =>
  (
    await env.DB.prepare(
      "SELECT since, offset_ms AS offsetMs FROM media_zone_offsets WHERE zone = ?1 ORDER BY since",
    )
      .bind(zone)
      .all()
  ).results;

const days = async ({ userId }: Actor) =>
  (
    await env.DB.prepare(
      `SELECT date(day * 86400, 'unixepoch') AS day FROM media_activity
       WHERE user_id = ?1 AND items > 0 ORDER BY day`,
    )
      .bind(userId)
      .all()
  ).results.map(({ day }) => day);

const isCounting = async ({ userId }: Actor) => (await findCounting(ctx.db, userId)) !== null;

it("counts anew whom a new rule of his zone concerns, and nobody else", async () => {
  // As somebody knew it who thought that summer time had been given up after 2025.
  await env.DB.prepare("DELETE FROM media_zone_offsets WHERE zone = 'Europe/Berlin' AND since > ?1")
    .bind(Date.UTC(2026, 0, 1))
    .run();
  for (const person of Object.values(people)) {
    const connection = await testConnection(ctx, person);
    const items = [SUMMER, WINTER, SUMMER + 3_600_000].map((occurredAt, at) =>
      testItem({ externalId: `${at}`, occurredAt }),
    );
    await storeItems(ctx, connection, items);
  }
  expect(await days(people.ines)).toEqual(["2026-01-01", "2026-07-01"]);
  await round();
  expect(await offsets("Europe/Berlin")).toEqual(listZoneOffsets("Europe/Berlin"));
  expect([await isCounting(people.ines), await isCounting(people.noor)]).toEqual([true, false]);
  await goOnCounting(ctx);
  expect(await isCounting(people.ines)).toBe(false);
  expect(await days(people.ines)).toEqual(["2026-01-01", "2026-07-01", "2026-07-02"]);
});

it.each([
  [
    "a change that is to come comes earlier",
    "UPDATE media_zone_offsets SET since = since - 604800000",
  ],
  ["the clocks go another way", "UPDATE media_zone_offsets SET offset_ms = offset_ms - 900000"],
  [
    "there is one more",
    "INSERT INTO media_zone_offsets SELECT zone, since + 99, offset_ms FROM media_zone_offsets",
  ],
])("sees it where %s", async (_, sql) => {
  const next = Date.UTC(2028, 0, 1);
  await env.DB.prepare(`${sql} WHERE zone = 'Europe/Berlin' AND since BETWEEN ?1 AND ?2`)
    .bind(next, next + 150 * DAY)
    .run();
  expect(await offsets("Europe/Berlin")).not.toEqual(listZoneOffsets("Europe/Berlin"));
  await round();
  expect(await offsets("Europe/Berlin")).toEqual(listZoneOffsets("Europe/Berlin"));
});

it("writes nothing but its place while all is as it was, and rests for a day", async () => {
  const before = { ...ctx.meter };
  await round();
  expect(ctx.meter.rowsWritten - before.rowsWritten).toBe(3 * FACT);
  expect([await isCounting(people.ines), await isCounting(people.noor)]).toEqual([false, false]);
  const rested = { ...ctx.meter };
  await refreshOffsets(ctx);
  expect(ctx.meter.queries - rested.queries).toBe(1);
  expect(ctx.meter.rowsWritten).toBe(rested.rowsWritten);
  vi.setSystemTime(NOW + DAY);
  await round();
  expect(ctx.meter.rowsWritten - rested.rowsWritten).toBe(3 * FACT);
});

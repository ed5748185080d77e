import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../context.ts";
import { findCounting } from "../../store/count-items.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { findUser } from "../../store/users.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { runTick } from "../schedule/run-tick.ts";
import { ensureUser } from "../users/ensure-user.ts";
import { keepZone } from "../users/keep-zone.ts";
import { updateMe } from "../users/update-me.ts";
import { countAnew } from "./count-anew.ts";
import { goOnCounting } from "./go-on-counting.ts";

const HOUR = 3_600_000;
/** 22:30 on 14 May in UTC: the day after in Berlin, 19:30 in St John's. */
const AT = Date.UTC(2026, 4, 14, 22, 30);

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext({ MEDIA_PLAN: "free" });
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines, { nextSyncAt: null });
});

const many = (count: number, name = "c") =>
  Array.from({ length: count }, (_, at) =>
    testItem({ externalId: `${name}:${at}`, occurredAt: AT + at }),
  );

/** Items per day and hour. */
async function counted(userId = ines.userId): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    `SELECT date(day * 86400, 'unixepoch') || ' ' || h.key AS hour, sum(h.value) AS items
     FROM media_activity a, json_each(a.hours) h WHERE user_id = ?1 AND h.value <> 0 GROUP BY 1`,
  )
    .bind(userId)
    .all<{ hour: string; items: number }>();
  return Object.fromEntries(results.map((row) => [row.hour, row.items]));
}

const isCounting = async ({ userId } = ines) => (await findCounting(ctx.db, userId)) !== null;

describe("an item counts", () => {
  it.each([
    ["UTC", "2026-05-14 22"],
    ["Europe/Berlin", "2026-05-15 0"],
    ["America/St_Johns", "2026-05-14 20"],
    ["Asia/Kathmandu", "2026-05-15 4"],
  ])("for its day and hour in %s, from the moment it is stored", async (zone, hour) => {
    const person = await testPerson(ctx, "Noor", zone);
    await storeItems(ctx, await testConnection(ctx, person), many(3));
    expect(await counted(person.userId)).toEqual({ [hour]: 3 });
  });

  it("on both sides of a change of the clocks, and before 1970", async () => {
    const person = await testPerson(ctx, "Noor", "America/New_York");
    await storeItems(
      ctx,
      await testConnection(ctx, person),
      [Date.UTC(2026, 10, 1, 5, 59), Date.UTC(2026, 10, 1, 6, 1), 0, HOUR * 4].map(
        (occurredAt, at) => testItem({ externalId: `${at}`, occurredAt }),
      ),
    );
    expect(await counted(person.userId)).toEqual({
      "1969-12-31 19": 1,
      "1969-12-31 23": 1,
      "2026-11-01 1": 2,
    });
  });
});

describe("another zone", () => {
  it("counts anew at once what is not much: nobody sees that it is counted", async () => {
    await storeItems(ctx, connection, many(300));
    await updateMe(ctx, ines, { zone: "Europe/Berlin" });
    expect(await isCounting()).toBe(false);
    expect(await counted()).toEqual({ "2026-05-15 0": 300 });
    await updateMe(ctx, ines, { zone: "Europe/Berlin", name: "Ines H." });
    expect(await isCounting()).toBe(false);
  });

  it("of the browser, or of where he signs in, counts as one of his own choice does", async () => {
    for (const take of [
      (person: Actor, zone: string) => keepZone(ctx, person, zone),
      (_: Actor, zone: string) =>
        ensureUser(ctx, {
          foreign: { from: "devpad", id: "devpad-zoneless" },
          name: "zoneless",
          email: null,
          zone,
        }),
    ]) {
      const foreign = { from: "devpad" as const, id: "devpad-zoneless" };
      const userId = await ensureUser(ctx, { foreign, name: "zoneless", email: null, zone: null });
      const person = { ...ines, userId };
      await storeItems(ctx, await testConnection(ctx, person), many(3));
      expect(await counted(userId)).toEqual({ "2026-05-14 22": 3 });
      await take(person, "Asia/Kathmandu");
      expect(await counted(userId)).toEqual({ "2026-05-15 4": 3 });
      await env.DB.prepare("DELETE FROM media_users WHERE id = ?1").bind(userId).run();
      await env.DB.prepare("DELETE FROM media_activity").run();
    }
  });

  it("goes on in ticks where it is much, within the free plan, and what comes meanwhile counts too", async () => {
    const other = await testConnection(ctx, ines, { nextSyncAt: null });
    await storeItems(ctx, connection, many(2500));
    await storeItems(ctx, other, many(700));
    await updateMe(ctx, ines, { zone: "Europe/Berlin" });
    expect(await isCounting()).toBe(true);
    await storeItems(ctx, other, many(50, "late"));
    for (let ticks = 0; await isCounting(); ticks += 1) {
      const before = ctx.meter.queries;
      await runTick(ctx);
      expect(ctx.meter.queries - before).toBeLessThanOrEqual(50);
      // Without a queue every second tick leaves such work alone.
      expect(ticks).toBeLessThan(6);
    }
    expect(await counted()).toEqual({ "2026-05-15 0": 3250 });
  });

  it("chosen in the middle of counting begins again, also the one that was before", async () => {
    await storeItems(ctx, connection, many(3000));
    await updateMe(ctx, ines, { zone: "Europe/Berlin" });
    const stale = await findCounting(ctx.db, ines.userId);
    await updateMe(ctx, ines, { zone: "UTC" });
    expect(await countAnew(ctx, stale ?? raise(), 5000)).toBeNull();
    while (await isCounting()) await goOnCounting(ctx);
    expect(await counted()).toEqual({ "2026-05-14 22": 3000 });
  });

  it("counts what moves in time, is hidden or goes inside another while it is counted", async () => {
    const items = many(3000);
    await storeItems(ctx, connection, items);
    await updateMe(ctx, ines, { zone: "Europe/Berlin" });
    const [first, ...rest] = items;
    if (!first) throw new Error("There is none.");
    await storeItems(
      ctx,
      connection,
      rest.slice(-100).map((item) => ({ ...item, occurredAt: item.occurredAt + 2 * HOUR })),
      rest.slice(-200, -100).map((item) => ({ child: item.externalId, parent: first.externalId })),
      { gone: rest.slice(-300, -200).map((item) => item.externalId) },
    );
    while (await isCounting()) await goOnCounting(ctx);
    expect(await counted()).toEqual({ "2026-05-15 0": 2800, "2026-05-15 2": 100 });
    await storeItems(ctx, connection, rest.slice(-300, -200));
    expect(await counted()).toEqual({ "2026-05-15 0": 2900, "2026-05-15 2": 100 });
  });

  it("reads and writes each item about once", async () => {
    await storeItems(ctx, connection, many(3000));
    const before = { ...ctx.meter };
    await updateMe(ctx, ines, { zone: "Europe/Berlin" });
    while (await isCounting()) await goOnCounting(ctx);
    expect(ctx.meter.rowsWritten - before.rowsWritten).toBeLessThanOrEqual(3000 * 5 + 200);
    expect(ctx.meter.rowsRead - before.rowsRead).toBeLessThanOrEqual(3000 * 16 + 200);
  });
});

describe("several who wait", () => {
  it("are all counted in the end, nobody behind somebody who has much", async () => {
    const people = await Promise.all(["A", "B", "C", "D"].map((name) => testPerson(ctx, name)));
    for (const [at, person] of people.entries()) {
      const own = await testConnection(ctx, person, { nextSyncAt: null });
      await storeItems(ctx, own, many(at === 0 ? 8000 : 3));
    }
    await env.DB.prepare(
      "UPDATE media_users SET count_key = 9007199254740991, counted_zone = 'Asia/Tokyo'",
    ).run();
    await env.DB.prepare("UPDATE media_users SET counted_zone = NULL WHERE name <> 'A'").run();
    const [busy, ...others] = people;
    const waits = async () => (await Promise.all(others.map(isCounting))).includes(true);
    for (let ticks = 0; await waits(); ticks += 1) {
      await goOnCounting(ctx);
      expect(ticks).toBeLessThan(200);
    }
    expect(await isCounting(busy)).toBe(true);
    expect((await findUser(ctx.db, others[0]?.userId ?? ""))?.countedZone).toBe("UTC");
  });
});

function raise(): never {
  throw new Error("Nothing is counted.");
}

import { describe, expect, it } from "vitest";
import { testContext } from "../testing/test-context.ts";
import { takeMessages } from "./queue-allowance.ts";

const HOUR = 3_600_000;
const allowance = { scope: "queue", burst: 100, perDay: 2400 };

describe("messages that may be sent", () => {
  const { db, meter } = testContext();
  const take = (wanted: number, hours: number, reserve = 0): Promise<number> =>
    takeMessages(db, allowance, { wanted, reserve, now: 1_000_000 * HOUR + hours * HOUR });

  it("are so many in a row, and come back with time, never more than those", async () => {
    expect(await take(70, 0)).toBe(70);
    expect(await take(70, 0)).toBe(30);
    expect(await take(70, 0)).toBe(0);
    expect(await take(1, 0.005)).toBe(0);
    expect(await take(70, 0.02)).toBe(2);
    expect(await take(200, 0.52)).toBe(50);
    expect(await take(200, 1000)).toBe(100);
  });

  it("are left for others where that is asked", async () => {
    expect(await take(100, 0, 20)).toBe(80);
    expect(await take(10, 0, 20)).toBe(0);
    expect(await take(10, 0)).toBe(10);
  });

  it("are not taken by those who have an allowance of their own", async () => {
    const own = { ...allowance, scope: "queue of some", burst: 5 };
    const now = 3_000_000 * HOUR;
    expect(await takeMessages(db, own, { wanted: 50, reserve: 0, now })).toBe(5);
    expect(await takeMessages(db, allowance, { wanted: 200, reserve: 0, now })).toBe(100);
    expect(await takeMessages(db, own, { wanted: 50, reserve: 0, now })).toBe(0);
  });

  it("cost one statement, and a clock that is set back gives none and takes none", async () => {
    const before = meter.queries;
    expect(await take(50, 10)).toBe(50);
    expect(meter.queries - before).toBe(1);
    expect(await take(80, 2)).toBe(50);
    expect(await take(80, 10)).toBe(0);
    expect(await take(80, 10.5)).toBe(50);
  });
});

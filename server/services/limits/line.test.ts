import { describe, expect, it } from "vitest";
import type { Quota } from "../../platforms/platform.ts";
import type { RateLimit } from "../../store/rate-limits.ts";
import { openLine } from "./line.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 12, 30);
const END = NOW + HOUR / 2;
const quota: Quota = {
  meter: "requests",
  rates: { request: 1 },
  period: { ms: HOUR },
  granted: 100,
  sharedBy: "client",
  mostPerRequest: 1,
};
const facts = { sharedBy: "client", scope: "fake ", quota, granted: 100, cap: null } as const;
const row = (change: Partial<RateLimit> = {}): RateLimit => ({
  scope: "fake ",
  blockedUntil: 0,
  periodEndsAt: END,
  used: 10,
  granted: null,
  cap: null,
  ...change,
});
const told = (remaining: number, resetAt = END) => ({
  remaining,
  resetAt,
  granted: 100,
  resource: null,
});

describe("what is used of a limit", () => {
  it("is what is booked, what waits, and what this run adds", () => {
    const line = openLine(facts, row(), { used: 2, endsAt: END });
    line.add(3, NOW);
    expect(line.usedAt(NOW)).toBe(15);
    expect(line.toBook(NOW)).toMatchObject({ used: 5, endsAt: END, isTold: false });
    line.booked(NOW);
    expect([line.usedAt(NOW), line.toBook(NOW), line.waiting(NOW)]).toEqual([15, null, null]);
  });

  it("is nothing once the period is over", () => {
    const line = openLine(facts, row(), { used: 2, endsAt: END });
    line.add(3, NOW);
    expect([line.usedAt(END), line.endAt(END), line.toBook(END)]).toEqual([0, null, null]);
    line.add(1, END);
    expect(line.toBook(END)).toMatchObject({ used: 1, endsAt: END + HOUR });
  });

  it("is what the platform tells, and what was asked since", () => {
    const line = openLine(facts, row(), { used: 2, endsAt: END });
    line.hear(told(40), NOW);
    line.add(1, NOW);
    expect(line.usedAt(NOW)).toBe(61);
    expect(line.toBook(NOW)).toMatchObject({ used: 61, endsAt: END, isTold: true });
  });

  it("need not be told again where the row shows it already", () => {
    const line = openLine(facts, row(), null);
    line.hear(told(90, END + 900), NOW);
    expect(line.toBook(NOW)).toBeNull();
    line.hear(told(90, END + HOUR / 4), NOW);
    expect(line.toBook(NOW)).toMatchObject({ used: 10, isTold: true });
  });

  it("does not last longer than a period, whatever an answer says", () => {
    const line = openLine(facts, null, null);
    line.hear(told(0, NOW + 1000 * HOUR), NOW);
    expect(line.endAt(NOW)).toBe(NOW + HOUR);
  });

  it("is counted here where the platform tells of something else", () => {
    const other = { ...facts, granted: null };
    const line = openLine(other, row(), null);
    line.add(1, NOW);
    line.hear(told(40), NOW);
    expect(line.usedAt(NOW)).toBe(11);
    expect(line.grantedNow()).toBeNull();
  });
});

describe("the most that may be used", () => {
  it("is what is told, and what the owner says; what is only believed gives way to him", () => {
    const mosts = (change: object) =>
      openLine({ ...facts, ...change }, null, null)
        .most()
        .map(({ amount }) => amount);
    expect(mosts({})).toEqual([100]);
    expect(mosts({ cap: 300 })).toEqual([100, 300]);
    const believed = { quota: { ...quota, meter: "units" } };
    expect(mosts(believed)).toEqual([100]);
    expect(mosts({ ...believed, cap: 300 })).toEqual([300]);
  });
});

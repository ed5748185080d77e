import { describe, expect, it } from "vitest";
import { forecastOf, stretchOf } from "./forecast.ts";

const HOUR = 3_600_000;
const day = { startsAt: 0, endsAt: 24 * HOUR };

describe("a forecast", () => {
  it("goes on at the pace so far", () => {
    expect(forecastOf(300, day, 6 * HOUR)).toBe(1200);
    expect(forecastOf(0, day, 6 * HOUR)).toBe(0);
  });

  it("is not made of the first hours", () => {
    expect(forecastOf(300, day, 2 * HOUR)).toBeNull();
    expect(forecastOf(300, day, 3 * HOUR)).toBe(2400);
  });
});

describe("how much less often to check", () => {
  const clock = { now: 12 * HOUR, checkEveryMs: 5 * 60_000 };

  it("is not at all while what is used lasts", () => {
    expect(stretchOf({ used: 500, most: 1000 }, day, clock)).toBe(1);
    expect(stretchOf({ used: 900, most: 1000 }, day, { ...clock, now: HOUR })).toBe(1);
  });

  it("is so much that what is left lasts to the end", () => {
    // 600 in the first half, and 400 left for the second.
    expect(stretchOf({ used: 600, most: 1000 }, day, clock)).toBe(1.5);
  });

  it("is never longer than to the end", () => {
    const late = { ...clock, now: 23 * HOUR };
    expect(stretchOf({ used: 999, most: 1000 }, day, late)).toBeCloseTo(12);
    expect(stretchOf({ used: 1000, most: 1000 }, day, late)).toBeCloseTo(12);
  });
});

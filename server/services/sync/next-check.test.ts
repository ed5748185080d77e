import { describe, expect, it } from "vitest";
import { nextCheck } from "./next-check.ts";

const MINUTE = 60_000;
const now = Date.UTC(2026, 4, 14, 12);
const history = {
  now,
  failures: 0,
  hasMore: false,
  isOutage: false,
  retryAt: null,
  quietSince: now,
  stretch: 1,
  breaker: { threshold: 3, cooldownMs: 5 * MINUTE },
  random: 0.5,
};

describe("when a connection is looked at next", () => {
  it("is in time for the tick five minutes later", () => {
    const next = nextCheck("unchanged", history) ?? 0;
    expect(next).toBeGreaterThan(now + 3 * MINUTE);
    expect(next).toBeLessThan(now + 5 * MINUTE);
    expect(nextCheck("synced", history)).toBe(next);
  });

  it("is at once while there is more to read", () => {
    expect(nextCheck("synced", { ...history, hasMore: true })).toBe(now);
  });

  it("waits for the person after a dead grant", () => {
    expect(nextCheck("needs_reconnect", history)).toBeNull();
  });

  it("is never before a platform said it may be", () => {
    const retryAt = now + 40 * MINUTE;
    for (const random of [0, 0.99]) {
      for (const outcome of ["rate_limited", "failed"] as const) {
        expect(nextCheck(outcome, { ...history, retryAt, random })).toBeGreaterThanOrEqual(retryAt);
      }
    }
    expect(nextCheck("rate_limited", history)).toBeGreaterThanOrEqual(now + MINUTE);
  });

  it("keeps looking within half an hour while a platform is down", () => {
    const history9 = { ...history, failures: 9, isOutage: true, random: 0.999 };
    expect((nextCheck("failed", history9) ?? Infinity) - now).toBeLessThanOrEqual(30 * MINUTE);
  });

  it("backs off with full jitter up to a day, and never ends", () => {
    const at = (failures: number, random: number): number =>
      (nextCheck("failed", { ...history, failures, random }) ?? Infinity) - now;
    expect(at(1, 0)).toBe(MINUTE);
    expect(at(1, 0.999)).toBeLessThan(5 * MINUTE);
    expect(at(4, 0.999)).toBeGreaterThan(35 * MINUTE);
    expect(at(4, 0.1)).toBe(5 * MINUTE);
    for (const failures of [10, 50, 5000]) {
      expect(at(failures, 0.999)).toBeGreaterThan(23 * 60 * MINUTE);
      expect(at(failures, 0.999)).toBeLessThanOrEqual(24 * 60 * MINUTE);
    }
  });
});

import { describe, expect, it } from "vitest";
import { nextCheck } from "./next-check.ts";
import type { CheckHistory } from "./next-check.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.UTC(2026, 4, 14, 12);
const history: CheckHistory = {
  now,
  failures: 0,
  hasMore: false,
  isOutage: false,
  mayPass: false,
  isNew: false,
  retryAt: null,
  isLimitShared: false,
  quietSince: now,
  stretch: 1,
  breaker: { threshold: 3, cooldownMs: 5 * MINUTE },
  random: 0.5,
};

/** Chance that is the same each time. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Any history that may come, within what the settings allow. */
function anyHistory(chance: () => number): CheckHistory {
  const upTo = (most: number): number => Math.floor(chance() * most);
  return {
    now,
    failures: chance() < 0.5 ? upTo(6) : upTo(10_000),
    hasMore: chance() < 0.2,
    isOutage: chance() < 0.3,
    mayPass: false,
    isNew: false,
    retryAt: chance() < 0.5 ? null : now - DAY + upTo(5 * DAY),
    isLimitShared: chance() < 0.5,
    quietSince: now + DAY - upTo(400 * DAY),
    stretch: chance() < 0.5 ? 1 : 1 + chance() * 1000,
    breaker: { threshold: 1 + upTo(100), cooldownMs: (1 + upTo(1440)) * MINUTE },
    random: chance(),
  };
}

describe("when a connection is looked at next", () => {
  it("is never at once after a failure, never beyond a day, and never before a platform said it may be", () => {
    const chance = createChance(4);
    for (let time = 0; time < 20_000; time += 1) {
      const any = anyHistory(chance);
      for (const outcome of ["synced", "unchanged", "rate_limited", "failed"] as const) {
        const next = nextCheck(outcome, any) ?? Infinity;
        const isWell = outcome === "synced" || outcome === "unchanged";
        const told = isWell ? 0 : (any.retryAt ?? 0);
        expect(Number.isInteger(next)).toBe(true);
        expect(next).toBeGreaterThanOrEqual(told);
        expect(next).toBeLessThanOrEqual(Math.max(now + DAY, told + 5 * MINUTE));
        if (!isWell) expect(next).toBeGreaterThanOrEqual(now + MINUTE);
      }
      expect(nextCheck("needs_reconnect", any)).toBeNull();
    }
  });

  it("is in time for the tick five minutes later, as long as there was something within a day", () => {
    for (const random of [0, 0.999]) {
      for (const quietSince of [now, now - DAY, now + MINUTE]) {
        const next = nextCheck("unchanged", { ...history, quietSince, random }) ?? 0;
        expect(next).toBe(now + 4.25 * MINUTE);
        expect(nextCheck("synced", { ...history, quietSince, random })).toBe(next);
      }
    }
  });

  it("is later the longer nothing came, down to once a day, and soon again once something did", () => {
    const after = (days: number, random = 0): number =>
      (nextCheck("unchanged", { ...history, quietSince: now - days * DAY, random }) ?? 0) - now;
    const waits = [1, 2, 3, 7, 30, 60, 400].map((days) => after(days));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(after(2)).toBeLessThan(40 * MINUTE);
    expect(after(7)).toBeLessThan(4 * 60 * MINUTE);
    expect(after(400)).toBeGreaterThan(23 * 60 * MINUTE);
    expect(after(400)).toBeLessThan(DAY);
    expect(nextCheck("synced", { ...history, quietSince: now })).toBeLessThan(now + 5 * MINUTE);
  });

  it("is at once while there is more to read, however quiet it was", () => {
    expect(nextCheck("synced", { ...history, hasMore: true, quietSince: 0 })).toBe(now);
  });

  it("is spread over what would be used too fast", () => {
    const next = nextCheck("unchanged", { ...history, stretch: 4, random: 0 }) ?? 0;
    expect(next).toBe(now + 17 * MINUTE);
  });

  it("waits for the person after a dead grant", () => {
    expect(nextCheck("needs_reconnect", history)).toBeNull();
  });

  it("tries a dead grant that may come back once a day, and not before it was told to", () => {
    const fresh = nextCheck("needs_reconnect", { ...history, mayPass: true, isNew: true }) ?? 0;
    expect(fresh - now).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(fresh - now).toBeLessThanOrEqual(15 * MINUTE);
    const dead = { ...history, mayPass: true };
    expect(nextCheck("needs_reconnect", { ...dead, random: 0 })).toBe(now + DAY);
    expect(nextCheck("needs_reconnect", { ...dead, random: 0.999 })).toBeLessThan(
      now + DAY + 5 * MINUTE,
    );
    const retryAt = now + 3 * DAY;
    expect(nextCheck("needs_reconnect", { ...dead, random: 0, retryAt })).toBe(retryAt);
  });

  it("looks for what is down for days less and less often, down to once a day", () => {
    const after = (failures: number): number =>
      (nextCheck("failed", { ...history, failures, isOutage: true, random: 0.999 }) ?? 0) - now;
    expect(after(72)).toBeLessThanOrEqual(30 * MINUTE);
    expect(after(78)).toBeGreaterThan(55 * MINUTE);
    expect(after(200)).toBeGreaterThan(23 * 60 * MINUTE);
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
      expect(at(failures, 0.999)).toBeLessThanOrEqual(DAY);
    }
  });

  it("does not come before the cooldown is over, once it failed so often in a row", () => {
    const breaker = { threshold: 4, cooldownMs: 45 * MINUTE };
    const at = (failures: number): number =>
      (nextCheck("failed", { ...history, breaker, failures, random: 0 }) ?? 0) - now;
    expect([1, 3, 4, 100].map(at)).toEqual([MINUTE, MINUTE, 45 * MINUTE, 45 * MINUTE]);
  });
});

describe("what ends for a thousand at once", () => {
  /** How many come back in the fullest minute. */
  function fullestMinute(
    outcome: "rate_limited" | "failed",
    change: Partial<CheckHistory>,
  ): number {
    const chance = createChance(9);
    const minutes = new Map<number, number>();
    for (let connection = 0; connection < 1000; connection += 1) {
      const next = nextCheck(outcome, { ...history, ...change, random: chance() }) ?? 0;
      const minute = Math.floor(next / MINUTE);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    }
    return Math.max(...minutes.values());
  }

  it("does not end in a rush: a limit that they share, an outage with a time", () => {
    const retryAt = now + 60 * MINUTE;
    expect(fullestMinute("rate_limited", { retryAt, isLimitShared: true })).toBeLessThan(250);
    expect(fullestMinute("failed", { retryAt, isOutage: true })).toBeLessThan(250);
  });

  it("keeps no step either where all are quiet, or all of them fail", () => {
    expect(fullestMinute("failed", { failures: 4 })).toBeLessThan(250);
    const chance = createChance(3);
    const quiet = Array.from({ length: 1000 }, () =>
      nextCheck("unchanged", { ...history, quietSince: 0, random: chance() }),
    );
    expect(new Set(quiet).size).toBeGreaterThan(990);
  });
});

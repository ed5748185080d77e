import { describe, expect, it } from "vitest";
import { aGroup, aSingle } from "../testing/samples.ts";
import { dayHeight, gapLabel, gapSentence, toDays, toGaps } from "./days.ts";

const late = aSingle({ externalId: "late", occurredAt: "2026-05-14T14:00:00.000Z" });
const early = aSingle({ externalId: "early", occurredAt: "2026-05-14T09:30:00.000Z" });
const before = aSingle({ externalId: "before", occurredAt: "2026-05-13T20:00:00.000Z" });

describe("days", () => {
  it("puts entries into their days, newest day first, and keeps their order", () => {
    const days = toDays([late, early, before]);
    expect([...days.keys()]).toEqual(["2026-05-14", "2026-05-13"]);
    expect(days.get("2026-05-14")).toEqual([late, early]);
  });

  it("takes a straggler into its day", () => {
    expect([...toDays([before, late]).keys()]).toEqual(["2026-05-14", "2026-05-13"]);
  });
});

describe("the height of a day before it is drawn", () => {
  it("grows with its entries, their text and its gaps", () => {
    const plain = dayHeight([late], new Map());
    expect(dayHeight([late, early], new Map())).toBeGreaterThan(plain);
    expect(dayHeight([late], new Map([[late.id, 1]]))).toBeGreaterThan(plain);
    expect(dayHeight([aSingle({ body: "a".repeat(200) })], new Map())).toBeGreaterThan(plain);
  });
});

describe("gaps", () => {
  it("names quiet times longer than four hours, and none below the last entry", () => {
    expect([...toGaps([late, early, before])]).toEqual([
      [late.id, 4.5 * 3_600_000],
      [early.id, 13.5 * 3_600_000],
    ]);
    const close = aSingle({ externalId: "close", occurredAt: "2026-05-14T10:00:00.000Z" });
    expect(toGaps([late, close]).size).toBe(0);
  });

  it("measures from the oldest item of a group", () => {
    const group = aGroup(9, "2026-05-14T14:00:00.000Z");
    expect(toGaps([group, early]).size).toBe(0);
  });

  it("measures from a group that reaches down past entries below it", () => {
    const group = aGroup(2, "2026-05-14T20:00:00.000Z", { firstAt: "2026-05-14T06:00:00.000Z" });
    expect([...toGaps([group, late, early, before])]).toEqual([[early.id, 10 * 3_600_000]]);
  });

  it("says them in hours, then in days", () => {
    expect(gapLabel(10 * 3_600_000)).toBe("10 h");
    expect(gapLabel(72 * 3_600_000)).toBe("3 days");
    expect(gapSentence(10 * 3_600_000)).toBe("10 hours without an entry");
  });
});

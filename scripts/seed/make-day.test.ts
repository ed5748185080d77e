import { describe, expect, it } from "vitest";
import { platforms } from "../../server/platforms/platforms.ts";
import { DAY } from "../../server/sandbox/times.ts";
import { accountsOf } from "./connections.ts";
import { ITEMS_A_DAY, makeDay } from "./make-day.ts";
import { RARE_LANGUAGE, RARE_WORD } from "./texts.ts";

const days = Array.from({ length: 40 }, (_, day) => makeDay("ines", day, day * DAY));
const all = days.flat();

describe("a seeded history", () => {
  it("has as much on every day, in order of time", () => {
    for (const [day, made] of days.entries()) {
      expect(made).toHaveLength(ITEMS_A_DAY);
      const times = made.map(({ item }) => item.occurredAt);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(Math.floor((times[0] ?? 0) / DAY)).toBeGreaterThanOrEqual(day - 1);
      expect(Math.floor((times.at(-1) ?? 0) / DAY)).toBe(day);
    }
  });

  it("is the same again, and another for somebody else", () => {
    expect(makeDay("ines", 7, 7 * DAY)).toEqual(days[7]);
    expect(makeDay("mira", 7, 7 * DAY)).not.toEqual(days[7]);
  });

  it("names nothing twice, and puts things only inside what there is", () => {
    const names = new Set(all.map(({ platform, item }) => `${platform} ${item.externalId}`));
    expect(names.size).toBe(all.length);
    const parents = all.flatMap(({ platform, parent }) =>
      parent === null ? [] : [`${platform} ${parent}`],
    );
    expect(parents.length).toBeGreaterThan(0);
    expect(parents.filter((name) => !names.has(name))).toEqual([]);
  });

  it("has every platform, in the words of its definition", () => {
    expect(
      accountsOf("ines")
        .map((one) => one.platform)
        .toSorted(),
    ).toEqual(platforms.map(({ id }) => id).toSorted());
    for (const { id, kinds, marks } of platforms) {
      const own = all.filter(({ platform }) => platform === id);
      expect(own.length, id).toBeGreaterThan(0);
      for (const { item } of own) {
        expect(Object.keys(kinds), id).toContain(item.kind);
        for (const mark of item.marks ?? []) expect(Object.keys(marks), id).toContain(mark);
      }
    }
  });

  it("has one in a thousand of each thing that is rare, and something private", () => {
    const count = (isIt: (one: (typeof all)[number]) => boolean): number =>
      (all.filter(isIt).length * 1000) / all.length;
    expect(count(({ platform }) => platform === "feed")).toBe(1);
    expect(count(({ item }) => item.kind === "release")).toBe(1);
    expect(count(({ item }) => item.place?.name === "ines/kingfisher")).toBe(1);
    expect(count(({ item }) => item.body?.includes(RARE_WORD) === true)).toBe(1);
    expect(count(({ item }) => item.language === RARE_LANGUAGE)).toBe(1);
    expect(count(({ item }) => item.marks?.includes("sensitive") === true)).toBe(1);
    expect(count(({ item }) => item.isPrivate)).toBeGreaterThan(50);
  });
});

import { describe, expect, it } from "vitest";
import { aGroup, aSingle } from "../testing/samples.ts";
import { compareHead } from "./compare-head.ts";
import { mergeEntries } from "./merge-entries.ts";

const one = aSingle({ externalId: "one" });
const two = aSingle({ externalId: "two" });
const three = aSingle({ externalId: "three" });

describe("merging pages", () => {
  it("shows an entry once, where it was read last", () => {
    const older = aSingle({ externalId: "one", title: "Before" });
    expect(
      mergeEntries([
        [one, two],
        [older, three],
      ]),
    ).toEqual([one, two, three]);
  });

  it("makes one group of the parts on two pages", () => {
    const whole = aGroup(5, "2026-05-14T14:00:00.000Z");
    const newer = { ...whole, items: whole.items.slice(0, 3) };
    const older = { ...whole, items: whole.items.slice(2) };
    const [merged, ...rest] = mergeEntries([[newer], [older, two]]);
    expect(rest).toEqual([two]);
    expect(merged).toEqual(whole);
  });

  it("keeps the very same objects where nothing was joined", () => {
    const group = aGroup(2, "2026-05-14T14:00:00.000Z");
    expect(mergeEntries([[group], [group]])[0]).toBe(group);
  });
});

describe("comparing a fresh first page", () => {
  it("counts what is new, item by item", () => {
    const before = aGroup(2, "2026-05-14T14:00:00.000Z");
    const after = { ...before, count: 5 };
    expect(compareHead([three, after, two], [before, two])).toEqual({
      added: 4,
      changed: 0,
      overlaps: true,
      ids: [three.id, after.id],
    });
  });

  it("notices that an entry says something else", () => {
    const merged = aSingle({ externalId: "one", state: "merged" });
    expect(compareHead([merged], [one])).toEqual({
      added: 0,
      changed: 1,
      overlaps: true,
      ids: [one.id],
    });
  });

  it("says when a hole may lie between", () => {
    expect(compareHead([three], [one]).overlaps).toBe(false);
    expect(compareHead([one], [one])).toEqual({ added: 0, changed: 0, overlaps: true, ids: [] });
  });
});

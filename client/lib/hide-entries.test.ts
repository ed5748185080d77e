import { describe, expect, it } from "vitest";
import { aGroup, aPage, aSingle } from "../testing/samples.ts";
import { endOfPageWith, withEntry, withoutEntry } from "./hide-entries.ts";
import { mergeEntries } from "./merge-entries.ts";

const at = (hour: number) =>
  aSingle({
    externalId: `at-${hour}`,
    occurredAt: `2026-05-13T${String(hour).padStart(2, "0")}:00:00.000Z`,
  });
const pages = [aPage([at(12), at(11)], "a"), aPage([at(10), at(9)], "b")];
const ids = (list: typeof pages) => list.map((page) => page.entries.map((entry) => entry.id));

describe("an entry that is hidden", () => {
  it("leaves its page, and the others as they are", () => {
    const left = withoutEntry(pages, at(10).id);
    expect(ids(left)).toEqual([[at(12).id, at(11).id], [at(9).id]]);
    expect(left[0]).toBe(pages[0]);
    expect(endOfPageWith(pages, at(10).id)).toBe("b");
    expect(endOfPageWith(left, at(10).id)).toBeUndefined();
  });

  it.each([12, 11, 10, 9])("comes back where it stood: %i", (hour) => {
    const left = withoutEntry(pages, at(hour).id);
    const back = withEntry(left, at(hour), endOfPageWith(pages, at(hour).id));
    expect(ids(back).flat()).toEqual(ids(pages).flat());
  });

  it("comes back alone, and below what came meanwhile", () => {
    expect(ids(withEntry([aPage([], null)], at(9), null))).toEqual([[at(9).id]]);
    const fresh = [aPage([at(14), at(13)], "c"), ...withoutEntry(pages, at(12).id)];
    expect(ids(withEntry(fresh, at(12), "a"))[1]).toEqual([at(12).id, at(11).id]);
  });

  it("is left to be read where its page is not held any more", () => {
    const fresh = [aPage([at(14), at(13)], "c")];
    expect(withEntry(fresh, at(9), "b")).toEqual(fresh);
  });

  it("is one with what came of it meanwhile", () => {
    const group = aGroup(3, "2026-05-13T12:00:00.000Z");
    const later = { ...aGroup(1, "2026-05-13T13:00:00.000Z"), id: group.id };
    const back = withEntry([aPage([later, at(10)], null)], group, null);
    expect(mergeEntries(back.map((page) => page.entries))).toMatchObject([
      { id: group.id, count: 4, occurredAt: later.occurredAt },
      { id: at(10).id },
    ]);
  });
});

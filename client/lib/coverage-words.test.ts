import { expect, it } from "vitest";
import { NOW, aConnection } from "../testing/samples.ts";
import { completeSince, coverageWords } from "./coverage-words.ts";

const since = (at: string | null) => ({ since: at, limit: null });

it.each([
  ["known", aConnection(), "complete back to 9 Feb 2021"],
  [
    "still growing",
    aConnection({ isComplete: false, coverage: since("2026-02-03T10:00:00.000Z") }),
    "complete back to 3 Feb, going further",
  ],
  [
    "all there is",
    aConnection({ coverage: since("1970-01-01T00:00:00.000Z") }),
    "complete back to the first, 9 Feb 2021",
  ],
  [
    "all there is, and that is nothing",
    aConnection({ coverage: since("1970-01-01T00:00:00.000Z"), oldestItemAt: null }),
    "complete back to the first",
  ],
  ["not told", aConnection({ coverage: since(null) }), "back to 9 Feb 2021"],
  ["not told yet", aConnection({ isComplete: false, coverage: since(null) }), ""],
  ["of nothing", aConnection({ coverage: since(null), oldestItemAt: null }), ""],
])("how far back it is complete: %s", (_, source, words) => {
  expect(coverageWords(source, "Europe/Berlin", NOW)).toBe(words);
});

it("is complete together only as far back as each of them", () => {
  const older = aConnection();
  const newer = aConnection({ coverage: since("2024-03-01T00:00:00.000Z") });
  expect(completeSince([older, newer, older])).toBe("2024-03-01T00:00:00.000Z");
  expect(completeSince([older, aConnection({ coverage: since(null) })])).toBeNull();
  expect(completeSince([])).toBeNull();
});

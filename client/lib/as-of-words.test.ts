import { expect, it } from "vitest";
import { NOW, aConnection, aPage } from "../testing/samples.ts";
import { asOfWords } from "./as-of-words.ts";

const ZONE = "Europe/Berlin";
const wordsOf = (...connections: Parameters<typeof aConnection>[0][]): string =>
  asOfWords(aPage([], null, connections.map(aConnection)).freshness, ZONE, NOW);

it("says as of when, and since when nothing is missing", () => {
  expect(wordsOf({})).toBe("updated 14:40, complete back to 9 Feb 2021");
  expect(wordsOf({ coverage: { since: null, limit: null } })).toBe("updated 14:40");
  expect(wordsOf({ lastSuccessAt: "2026-05-11T12:00:00.000Z" })).toBe(
    "updated 11 May, complete back to 9 Feb 2021",
  );
});

it("says why that cannot be told", () => {
  expect(wordsOf()).toBe("");
  expect(wordsOf({ lastSuccessAt: null })).toBe("still being read for the first time");
  expect(wordsOf({ lastSuccessAt: null, status: "paused" })).toBe(
    "paused, complete back to 9 Feb 2021",
  );
});

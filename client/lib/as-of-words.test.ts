import { expect, it } from "vitest";
import { NOW } from "../testing/samples.ts";
import { asOfWords } from "./as-of-words.ts";

it("says as of when, or that nobody knows", () => {
  const wordsOf = (asOf: string | null): string =>
    asOfWords({ asOf, sources: [] }, "Europe/Berlin", NOW);
  expect(wordsOf("2026-05-13T12:40:00.000Z")).toBe("updated 14:40");
  expect(wordsOf("2026-05-11T12:00:00.000Z")).toBe("updated 11 May");
  expect(wordsOf(null)).toBe("as of when is not known");
});

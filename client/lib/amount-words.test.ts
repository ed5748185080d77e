import { expect, it } from "vitest";
import { amountWithUnit, amountWords, periodWords } from "./amount-words.ts";

it.each([
  [1.2, "dollars", "$1.20"],
  [0.037, "dollars", "$0.037"],
  [0, "dollars", "$0.00"],
  [1234.5, "dollars", "$1,234.50"],
  [8639.7, "units", "8,640 quota units"],
  [5000, "requests", "5,000 requests"],
  [1, "units", "1 quota unit"],
] as const)("%d %s", (value, meter, words) => {
  expect(amountWithUnit(value, meter)).toBe(words);
});

it("leaves the unit out where it was said", () => {
  expect(amountWords(8640, "units")).toBe("8,640");
});

it.each([
  [{ unit: "month", zone: "UTC" }, "a month"],
  [{ unit: "day", zone: "UTC" }, "a day"],
  [{ ms: 3_600_000 }, "an hour"],
  [{ ms: 86_400_000 }, "a day"],
  [{ ms: 900_000 }, "in 15 minutes"],
  [{ ms: 60_000 }, "a minute"],
] as const)("%j", (period, words) => {
  expect(periodWords(period)).toBe(words);
});

import { expect, it } from "vitest";
import { readAmount } from "./read-amount.ts";

it.each([
  ["5", "dollars", 5],
  [" $7.50 ", "dollars", 7.5],
  ["7,5", "dollars", 7.5],
  ["1,000", "dollars", 1000],
  ["0", "dollars", 0],
  ["7.505", "units", 7505],
  ["10,000", "units", 10_000],
  ["10 000", "requests", 10_000],
  ["1.5", "requests", null],
  ["", "units", null],
  ["-3", "dollars", null],
  ["five", "dollars", null],
  ["1e9", "dollars", null],
] as const)("%s as %s", (text, meter, value) => {
  expect(readAmount(text, meter)).toBe(value);
});

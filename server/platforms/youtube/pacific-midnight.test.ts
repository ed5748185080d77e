import { expect, it } from "vitest";
import { nextPacificMidnight } from "./pacific-midnight.ts";

it.each([
  ["in summer", "2026-07-14T19:30:00Z", "2026-07-15T07:00:00Z"],
  ["in winter", "2026-01-31T08:00:00Z", "2026-02-01T08:00:00Z"],
  ["a moment before", "2026-07-15T06:59:59Z", "2026-07-15T07:00:00Z"],
  ["at midnight itself", "2026-07-15T07:00:00Z", "2026-07-16T07:00:00Z"],
  ["on the day that is an hour shorter", "2026-03-08T09:00:00Z", "2026-03-09T07:00:00Z"],
  ["on the eve of it", "2026-03-08T07:30:00Z", "2026-03-08T08:00:00Z"],
  ["on the day that is an hour longer", "2026-11-01T07:30:00Z", "2026-11-02T08:00:00Z"],
  ["over the end of a year", "2026-12-31T20:00:00Z", "2027-01-01T08:00:00Z"],
])("midnight in California, %s", (_name, now, midnight) => {
  expect(new Date(nextPacificMidnight(Date.parse(now)))).toEqual(new Date(midnight));
});

import { describe, expect, it } from "vitest";
import { periodAt } from "./period.ts";

const at = (text: string): number => Date.parse(text);
const shown = ({ startsAt, endsAt }: ReturnType<typeof periodAt>): string[] =>
  [startsAt, endsAt].map((ms) => new Date(ms).toISOString());

describe("the period that a moment is in", () => {
  const pacific = { unit: "day", zone: "America/Los_Angeles" } as const;
  const month = { unit: "month", zone: "UTC" } as const;

  it.each([
    ["in summer", "2026-07-14T19:30:00Z", "2026-07-14T07:00:00.000Z", "2026-07-15T07:00:00.000Z"],
    ["in winter", "2026-12-14T07:59:59Z", "2026-12-13T08:00:00.000Z", "2026-12-14T08:00:00.000Z"],
    ["of 23 hours", "2026-03-08T12:00:00Z", "2026-03-08T08:00:00.000Z", "2026-03-09T07:00:00.000Z"],
    ["of 25 hours", "2026-11-01T12:00:00Z", "2026-11-01T07:00:00.000Z", "2026-11-02T08:00:00.000Z"],
    ["at midnight", "2026-07-15T07:00:00Z", "2026-07-15T07:00:00.000Z", "2026-07-16T07:00:00.000Z"],
  ])("is a day in California %s", (_name, now, startsAt, endsAt) => {
    expect(shown(periodAt(pacific, at(now)))).toEqual([startsAt, endsAt]);
  });

  it.each([
    ["2026-11-30T23:59:59Z", "2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["2026-12-01T00:00:00Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["2028-02-29T12:00:00Z", "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
  ])("is a month: %s", (now, startsAt, endsAt) => {
    expect(shown(periodAt(month, at(now)))).toEqual([startsAt, endsAt]);
  });

  it("is a fixed length of time", () => {
    expect(shown(periodAt({ ms: 600_000 }, at("2026-11-22T09:14:59Z")))).toEqual([
      "2026-11-22T09:10:00.000Z",
      "2026-11-22T09:20:00.000Z",
    ]);
  });
});

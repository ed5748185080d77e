import { describe, expect, it } from "vitest";
import {
  clock,
  clockOrDate,
  dayName,
  dayOf,
  duration,
  minuteOfDay,
  relative,
  shortDate,
} from "./time.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-05-14T12:00:00Z");

describe("times in a zone", () => {
  it.each([
    ["2026-05-14T22:30:00.000Z", "Europe/Berlin", "2026-05-15", "00:30", 30],
    ["2026-05-14T22:30:00.000Z", "America/Los_Angeles", "2026-05-14", "15:30", 930],
    ["2026-05-14T18:20:00.000Z", "Asia/Kathmandu", "2026-05-15", "00:05", 5],
    ["2026-03-29T01:30:00.000Z", "Europe/Berlin", "2026-03-29", "03:30", 210],
    ["2026-10-25T01:30:00.000Z", "Europe/Berlin", "2026-10-25", "02:30", 150],
    ["2026-01-01T00:00:00.000Z", "UTC", "2026-01-01", "00:00", 0],
  ])("%s in %s is %s %s", (moment, zone, day, time, minute) => {
    expect(dayOf(moment, zone)).toBe(day);
    expect(clock(moment, zone)).toBe(time);
    expect(minuteOfDay(moment, zone)).toBe(minute);
  });

  it("shows the time today and the date before", () => {
    expect(clockOrDate("2026-05-14T08:00:00Z", "UTC", NOW)).toBe("08:00");
    expect(clockOrDate("2026-05-12T08:00:00Z", "UTC", NOW)).toBe("12 May");
    expect(shortDate("2021-02-09T08:00:00Z", "UTC", NOW)).toBe("9 Feb 2021");
  });
});

describe("names of days", () => {
  it.each([
    ["2026-05-14", "14", "May", "Thursday, today"],
    ["2026-05-13", "13", "May", "Wednesday, yesterday"],
    ["2026-05-04", "4", "May", "Monday"],
    ["2025-12-31", "31", "December 2025", "Wednesday"],
  ])("%s", (day, number, month, weekday) => {
    expect(dayName(day, "2026-05-14")).toEqual({ number, month, weekday });
  });
});

describe("how long", () => {
  it.each([
    [20_000, "1 minute"],
    [59 * 60_000, "59 minutes"],
    [HOUR, "1 hour"],
    [72 * HOUR, "3 days"],
    [100 * 24 * HOUR, "3 months"],
    [3 * 366 * 24 * HOUR, "3 years"],
  ])("%d ms is %s", (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it.each([
    [NOW - 5_000, "just now"],
    [NOW - 120_000, "2 min ago"],
    [NOW - 3 * HOUR, "3 h ago"],
    [NOW - 48 * HOUR, "2 days ago"],
    [NOW + 180_000, "in 3 min"],
    [NOW + 10_000, "in less than a minute"],
  ])("%d is %s", (moment, words) => {
    expect(relative(moment, NOW)).toBe(words);
  });
});

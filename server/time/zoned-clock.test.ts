import { describe, expect, it } from "vitest";
import { createZonedClock } from "./zoned-clock.ts";

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

/** `2026-05-14 22`, of hours since 1970. */
const written = (hours: number): string =>
  new Date(hours * HOUR).toISOString().slice(0, 13).replace("T", " ");

describe("hours in a zone", () => {
  it.each([
    ["UTC", "2026-05-14T23:59:59.999Z", "2026-05-14 23"],
    // Quarter-hour zones: an hour of theirs begins in the middle of one of UTC's.
    ["Asia/Kathmandu", "2026-05-14T18:14:59.999Z", "2026-05-14 23"],
    ["Asia/Kathmandu", "2026-05-14T18:15:00Z", "2026-05-15 00"],
    ["Pacific/Chatham", "2026-06-14T11:14:59Z", "2026-06-14 23"],
    ["Pacific/Chatham", "2026-06-14T11:15:00Z", "2026-06-15 00"],
    // Berlin has no hour 2 on 29 March 2026, and it twice on 25 October.
    ["Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29 01"],
    ["Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29 03"],
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25 02"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25 02"],
    ["Europe/Berlin", "2026-10-25T02:00:00Z", "2026-10-25 03"],
    // Chatham's clocks change at 2:45, by an hour: on 5 April 2026 back, on 27 September forward.
    ["Pacific/Chatham", "2026-04-04T13:59:59Z", "2026-04-05 03"],
    ["Pacific/Chatham", "2026-04-04T14:00:00Z", "2026-04-05 02"],
    ["Pacific/Chatham", "2026-09-26T13:59:59Z", "2026-09-27 02"],
    ["Pacific/Chatham", "2026-09-26T14:00:00Z", "2026-09-27 03"],
    // Half an hour, on Lord Howe.
    ["Australia/Lord_Howe", "2026-04-04T14:59:59Z", "2026-04-05 01"],
    ["Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05 01"],
    ["Australia/Lord_Howe", "2026-04-04T15:30:00Z", "2026-04-05 02"],
    // Before 1970, and before clocks agreed on whole minutes.
    ["America/New_York", "1969-12-31T23:30:00Z", "1969-12-31 18"],
    ["Africa/Monrovia", "1971-06-01T00:44:29Z", "1971-05-31 23"],
    ["Africa/Monrovia", "1971-06-01T00:44:30Z", "1971-06-01 00"],
  ])("in %s, %s is in the hour %s", (zone, time, hour) => {
    expect(written(createZonedClock(zone)(at(time)))).toBe(hour);
  });

  it.each([
    ["Europe/Berlin", 2026],
    ["Asia/Kathmandu", 1985],
    ["Pacific/Chatham", 2026],
    ["Pacific/Apia", 2011],
    ["Africa/Casablanca", 2026],
    ["America/St_Johns", 2010],
  ])("agree with the clock on the wall of %s, all through %i", (zone, year) => {
    const hourOf = createZonedClock(zone);
    const format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "short",
    });
    for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 17 * 60_000) {
      const shown = format.format(ms).slice(0, 13);
      if (written(hourOf(ms)) !== shown) expect(written(hourOf(ms)), `${ms}`).toBe(shown);
    }
  });
});

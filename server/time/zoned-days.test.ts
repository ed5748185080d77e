import { describe, expect, it } from "vitest";
import { createZonedDays } from "./zoned-days.ts";

const at = (text: string): number => Date.parse(text);

describe("days in a zone", () => {
  it.each([
    ["UTC", "2026-05-14T23:59:59.999Z", "2026-05-14"],
    ["Europe/Berlin", "2026-05-14T22:00:00Z", "2026-05-15"],
    ["America/Los_Angeles", "2026-05-14T06:59:59Z", "2026-05-13"],
    ["Asia/Kathmandu", "2026-05-14T18:14:59Z", "2026-05-14"],
    ["Asia/Kathmandu", "2026-05-14T18:15:00Z", "2026-05-15"],
    ["Pacific/Kiritimati", "2026-05-14T10:00:00Z", "2026-05-15"],
  ])("in %s, %s is on %s", (zone, time, day) => {
    expect(createZonedDays(zone).dayOf(at(time))).toBe(day);
  });

  it.each([
    ["UTC", "2026-05-14", "2026-05-15T00:00:00Z"],
    ["Asia/Kathmandu", "2026-05-14", "2026-05-14T18:15:00Z"],
    // The clocks of Berlin lose an hour on 29 March 2026 and gain one on 25 October.
    ["Europe/Berlin", "2026-03-29", "2026-03-29T22:00:00Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00Z"],
    // In Santiago the day begins at one o'clock on 6 September 2026.
    ["America/Santiago", "2026-09-05", "2026-09-06T04:00:00Z"],
    ["Pacific/Kiritimati", "2026-05-14", "2026-05-14T10:00:00Z"],
    ["Pacific/Pago_Pago", "2026-05-14", "2026-05-15T11:00:00Z"],
  ])("in %s, %s ends at %s", (zone, day, end) => {
    expect(new Date(createZonedDays(zone).endOf(day)).toISOString()).toBe(
      new Date(end).toISOString(),
    );
  });

  // At one past midnight on 7 November 2010 the clocks of St. John's went back to 23:01.
  it("overlaps the next where clocks are set back just after midnight", () => {
    const days = createZonedDays("America/St_Johns");
    expect(days.dayOf(at("2010-11-07T02:30:30Z"))).toBe("2010-11-07");
    expect(days.dayOf(at("2010-11-07T02:31:00Z"))).toBe("2010-11-06");
    expect(days.endOf("2010-11-06")).toBe(at("2010-11-07T03:30:00Z"));
    expect(days.startOf("2010-11-07")).toBe(at("2010-11-07T02:30:00Z"));
  });

  it.each([
    ["America/St_Johns", 2009],
    ["Australia/Lord_Howe", 2025],
    ["Pacific/Chatham", 2026],
    ["Asia/Kathmandu", 1985],
    ["Pacific/Apia", 2011],
    ["Africa/Monrovia", 1971],
    ["America/Sao_Paulo", 2018],
    ["Antarctica/Troll", 2026],
    ["Africa/Casablanca", 2026],
  ])("agrees with the clock on the wall of %s, in and after %i", (zone, year) => {
    const days = createZonedDays(zone);
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
    const wall = (ms: number): string => format.format(ms);
    for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 2, 0, 1); ms += 20_520_000) {
      const day = wall(ms);
      expect(days.dayOf(ms)).toBe(day);
      const [start, end] = [days.startOf(day), days.endOf(day)];
      expect(start <= ms && ms < end).toBe(true);
      expect([wall(start), wall(end - 1)]).toEqual([day, day]);
      expect(wall(start - 1) < day && day < wall(end)).toBe(true);
    }
  });
});

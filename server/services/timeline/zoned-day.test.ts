import { describe, expect, it } from "vitest";
import { createZonedDays } from "./zoned-day.ts";

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
});

import { describe, expect, it } from "vitest";
import { listZoneOffsets } from "./list-zone-offsets.ts";

const HOUR = 3_600_000;

/** What a clock of the zone shows at an instant. */
function shownAt(zone: string, ms: number): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(ms);
}

describe("the offsets of a zone", () => {
  it.each([
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Monrovia",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Antarctica/Troll",
  ])("of %s say what its clocks show", (zone) => {
    const offsets = listZoneOffsets(zone);
    const check = (ms: number): void => {
      const offset = offsets.findLast(({ since }) => since <= ms)?.offsetMs ?? Number.NaN;
      const shown = new Date(ms + offset).toISOString().slice(0, 19).replace("T", " ");
      expect(shown, new Date(ms).toISOString()).toBe(shownAt(zone, ms));
    };
    for (const { since } of offsets.slice(1)) for (const off of [-1000, 0]) check(since + off);
    for (let at = Date.UTC(1970, 0, 1); at < Date.UTC(2059, 0, 1); at += 31 * 24 * HOUR) check(at);
  });
});

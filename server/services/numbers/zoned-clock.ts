const HOUR = 3_600_000;
/** Since 1973 every zone has changed its offset, and been off from UTC, by whole quarters of an hour. */
const QUARTER = HOUR / 4;
const SINCE = Date.UTC(1973, 0, 1);

/** Hours since 1970 by the clock on the wall of an IANA zone; 24 of them are a calendar day. */
export function createZonedClock(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
  });
  const known = new Map<number, number>();
  const read = (ms: number): number => {
    const [month = 1, day = 1, year = 0, hour = 0] = (format.format(ms).match(/\d+/g) ?? []).map(
      Number,
    );
    return Date.UTC(year, month - 1, day, hour) / HOUR;
  };
  return (ms) => {
    if (ms < SINCE) return read(ms);
    const quarter = Math.floor(ms / QUARTER);
    const hour = known.get(quarter) ?? read(ms);
    known.set(quarter, hour);
    return hour;
  };
}

const HOUR = 60 * 60_000;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "America/Los_Angeles",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  hourCycle: "h23",
});

/**
 * When Google's day ends, in epoch milliseconds: the next midnight in California, seven hours behind
 * UTC in summer and eight in winter. The clocks change at two, so midnight is always there.
 */
export function nextPacificMidnight(now: number): number {
  const today = partsAt(now);
  const tomorrow = Date.UTC(today.year, today.month - 1, today.day + 1);
  const summer = tomorrow + 7 * HOUR;
  return partsAt(summer).hour === 0 ? summer : tomorrow + 8 * HOUR;
}

function partsAt(time: number): { year: number; month: number; day: number; hour: number } {
  const parts = clock.formatToParts(time);
  const numberOf = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: numberOf("year"),
    month: numberOf("month"),
    day: numberOf("day"),
    hour: numberOf("hour"),
  };
}

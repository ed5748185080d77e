const DAY = 86_400_000;

/** A day such as `2026-05-14`, so many days later. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** Both ends in it. */
export function daysIn(after: string, before: string): number {
  return Math.round((Date.parse(before) - Date.parse(after)) / DAY) + 1;
}

/** A day in words: `14 May`, or as told. */
export function plainDate(
  day: string,
  options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" },
): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

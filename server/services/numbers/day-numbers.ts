const DAY = 86_400_000;

/** Days since 1970 of `2026-05-14`. */
export function toDayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

/** `2026-05-14` of days since 1970. */
export function fromDayNumber(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** Months since January 1970 of a day since 1970. */
export function monthOf(number: number): number {
  const date = new Date(number * DAY);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first day of a month since January 1970. */
export function firstDayOf(month: number): number {
  return Date.UTC(1970, month, 1) / DAY;
}

/** From Monday: 0 to 6. 1 January 1970 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

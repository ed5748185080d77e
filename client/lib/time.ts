const LOCALE = "en-GB";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${name} ${zone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}

export type Moment = string | number;

export function toMs(moment: Moment): number {
  return typeof moment === "number" ? moment : Date.parse(moment);
}

/** `14:32` in the zone. */
export function clock(moment: Moment, zone: string): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return format(zone, "clock", options).format(toMs(moment));
}

/** `2026-05-14`: the day of a moment in the zone. */
export function dayOf(moment: Moment, zone: string): string {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const parts = format(zone, "day", options).formatToParts(toMs(moment));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** Minutes since midnight as the clock shows them, 0 to 1439. */
export function minuteOfDay(moment: Moment, zone: string): number {
  const [hours = 0, minutes = 0] = clock(moment, zone).split(":").map(Number);
  return hours * 60 + minutes;
}

export interface DayName {
  readonly number: string;
  /** `May`, and `May 2024` in another year. */
  readonly month: string;
  /** `Thursday`, `Thursday, today`, `Wednesday, yesterday`. */
  readonly weekday: string;
}

/** The heading of a day such as `2026-05-14`, seen on the day `today`. */
export function dayName(day: string, today: string): DayName {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const month = format("UTC", "month", { month: "long" }).format(noon);
  const weekday = format("UTC", "weekday", { weekday: "long" }).format(noon);
  const daysAgo = Math.round((Date.parse(`${today}T12:00:00Z`) - noon) / DAY);
  const relation = daysAgo === 0 ? ", today" : daysAgo === 1 ? ", yesterday" : "";
  return {
    number: String(Number(day.slice(8, 10))),
    month: sameYear ? month : `${month} ${day.slice(0, 4)}`,
    weekday: weekday + relation,
  };
}

/** `12 May`, and `12 May 2024` when that is not the year of `now`. */
export function shortDate(moment: Moment, zone: string, now: number): string {
  const sameYear = dayOf(moment, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return sameYear
    ? format(zone, "short", { day: "numeric", month: "short" }).format(toMs(moment))
    : format(zone, "date", { day: "numeric", month: "short", year: "numeric" }).format(
        toMs(moment),
      );
}

/** `14:32` today, `12 May` on another day. */
export function clockOrDate(moment: Moment, zone: string, now: number): string {
  return dayOf(moment, zone) === dayOf(now, zone)
    ? clock(moment, zone)
    : shortDate(moment, zone, now);
}

/** `at 14:32` today, `on 12 May at 14:32` on another day; for the middle of a sentence. */
export function atClock(moment: Moment, zone: string, now: number): string {
  const time = `at ${clock(moment, zone)}`;
  return dayOf(moment, zone) === dayOf(now, zone)
    ? time
    : `on ${shortDate(moment, zone, now)} ${time}`;
}

/** `14 May 2026, 14:32 CEST`: everything, for titles of times. */
export function fullTime(moment: Moment, zone: string): string {
  return format(zone, "full", {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(toMs(moment));
}

/** `20 minutes`, `5 hours`, `3 days`, `2 years`: how long something lasted. */
export function duration(ms: number): string {
  const [count, unit] = largestUnit(Math.max(0, ms));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** `just now`, `2 min ago`, `3 h ago`, `5 days ago`; and `in 4 min` for what comes. */
export function relative(moment: Moment, now: number): string {
  const ms = now - toMs(moment);
  if (Math.abs(ms) < MINUTE) return ms >= 0 ? "just now" : "in less than a minute";
  const [count, unit] = largestUnit(Math.abs(ms));
  const short = { minute: "min", hour: "h" }[unit];
  const words = `${count} ${short ?? (count === 1 ? unit : `${unit}s`)}`;
  return ms > 0 ? `${words} ago` : `in ${words}`;
}

function largestUnit(ms: number): [number, string] {
  if (ms < HOUR) return [Math.max(1, Math.floor(ms / MINUTE)), "minute"];
  if (ms < DAY) return [Math.floor(ms / HOUR), "hour"];
  if (ms < 60 * DAY) return [Math.floor(ms / DAY), "day"];
  if (ms < 730 * DAY) return [Math.floor(ms / (30.44 * DAY)), "month"];
  return [Math.floor(ms / (365.25 * DAY)), "year"];
}

import { toTime } from "../item-text.ts";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})([.,]\d+)?)?\s*([ap]m)?`;
const ZONE = String.raw`(?:\(?((?:gmt|utc)?\s*[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})\)?)?`;
const WEEKDAY = String.raw`(?:[a-z]{2,9}\.?,?\s+)?`;

/** `Thu, 14 May 2026 08:12:09 +0200`, and what people make of it. RFC 822 (5), RFC 2822 (3.3). */
const MAIL = new RegExp(
  `^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?[\\s.-]+([a-z]{3,9})[\\s.,-]+(\\d{2,4})(?:,?\\s+${CLOCK}\\s*${ZONE})?`,
  "i",
);
/** `May 14, 2026 8:12 PM`. */
const AMERICAN = new RegExp(
  `^${WEEKDAY}([a-z]{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?:,?\\s+(?:at\\s+)?${CLOCK}\\s*${ZONE})?$`,
  "i",
);
/** `Thu May 14 08:12:09 UTC 2026`: C's. */
const ASCTIME = new RegExp(
  `^[a-z]{3}\\s+([a-z]{3})\\s+(\\d{1,2})\\s+${CLOCK}\\s*${ZONE}\\s+(\\d{4})$`,
  "i",
);
/** ISO 8601, RFC 3339 and W3C's profile, also without the zone or the day. */
const ISO = new RegExp(
  `^(\\d{4})(?:[-/]?(\\d{2})(?:[-/]?(\\d{2}))?)?(?:[t\\s]+(\\d{2}):?(\\d{2})(?::?(\\d{2})([.,]\\d+)?)?()\\s*(z|[a-z]{2,4}|[+-]\\d{1,2}(?::?\\d{2})?)?)?$`,
  "i",
);

/** Minutes east of Greenwich. A name that is not here, and no name, is read as UTC. */
const ZONES: Readonly<Record<string, number>> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  hst: -600,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
};

/** Epoch milliseconds of a date as feeds spell it; null for none, and for what is no date. */
export function toFeedTime(text: string | null | undefined): number | null {
  const date = (text ?? "").slice(0, 100).replace(/\s+/g, " ").trim();
  return fromIso(date) ?? fromMail(date) ?? fromAmerican(date) ?? fromAsctime(date);
}

function fromIso(date: string): number | null {
  const [all, year, month = "01", day = "01", ...clock] = ISO.exec(date) ?? [];
  return all === undefined ? null : build(Number(year), Number(month), Number(day), clock);
}

function fromMail(date: string): number | null {
  const [all, day, month = "", year = "", ...clock] = MAIL.exec(date) ?? [];
  return all === undefined ? null : build(fullYear(year), monthOf(month), Number(day), clock);
}

function fromAmerican(date: string): number | null {
  const [all, month = "", day, year, ...clock] = AMERICAN.exec(date) ?? [];
  return all === undefined ? null : build(Number(year), monthOf(month), Number(day), clock);
}

function fromAsctime(date: string): number | null {
  const [all, month = "", day, ...rest] = ASCTIME.exec(date) ?? [];
  if (all === undefined) return null;
  return build(Number(rest.at(-1)), monthOf(month), Number(day), rest.slice(0, -1));
}

type Parts = readonly (string | undefined)[];

function build(year: number, month: number, day: number, clock: Parts): number | null {
  const [hours = "0", minutes = "0", seconds = "0", fraction = "0", half, zone] = clock;
  const hour = hourOf(Number(hours), half);
  const midnight = Date.UTC(year, month - 1, day);
  const isDay = month >= 1 && month <= 12 && new Date(midnight).getUTCDate() === day;
  if (!isDay || hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const offset = offsetOf(zone);
  if (offset === null) return null;
  const ms = Math.floor(Number(fraction.replace(",", ".")) * 1000);
  const inDay = ((hour * 60 + Number(minutes) - offset) * 60 + Number(seconds)) * 1000 + ms;
  return toTime((midnight + inDay) / 1000);
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || half === "") return hour;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

/** 1 to 12, by the first three letters; 0 for no month. */
function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** RFC 2822, section 4.3. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length >= 4) return number;
  return number + (year.length === 2 && number < 50 ? 2000 : 1900);
}

function offsetOf(zone: string | undefined): number | null {
  const name = zone?.toLowerCase().replace(/\s/g, "") ?? "";
  const [, sign, hours, minutes = "0"] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name) ?? [];
  if (sign === undefined) return ZONES[name] ?? 0;
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

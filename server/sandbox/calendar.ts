import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { DAY, HOUR, MINUTE, REFERENCE_DAY, SECOND, START } from "./times.ts";

/** The person lives one hour east of Greenwich, summer and winter. */
const ZONE = HOUR;
const WEEKDAYS = [0.3, 1.05, 1.15, 1.1, 1.05, 0.8, 0.35];

/** How much is done on the UTC day that begins at `day`: 0 for a day off, 1 for an ordinary one. */
export function dayWeight(seed: string, day: number): number {
  const date = new Date(day);
  const random = createRandom(`${seed} day ${day / DAY}`);
  const week = createRandom(`${seed} week ${Math.floor(day / (7 * DAY))}`);
  if (isHoliday(seed, date) || random.chance(0.03)) return 0;
  const burst = week.chance(0.12) ? 1.9 : 0.6 + week.next() * 0.8;
  return (WEEKDAYS[date.getUTCDay()] ?? 1) * burst * (0.6 + random.next() * 0.8);
}

function isHoliday(seed: string, date: Date): boolean {
  const year = date.getUTCFullYear();
  const stamp = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  if (stamp >= 1223 || stamp <= 102 || stamp === 501 || stamp === 517) return true;
  const summer = Date.UTC(year, 6, 4) + createRandom(`${seed} summer ${year}`).int(0, 20) * DAY;
  const spring = Date.UTC(year, 2, 28) + createRandom(`${seed} spring ${year}`).int(0, 14) * DAY;
  const day = date.getTime();
  return (day >= summer && day < summer + 19 * DAY) || (day >= spring && day < spring + 5 * DAY);
}

/** The weights of all days up to the reference day: a rate is a target divided by this. */
export function totalWeight(seed: string): number {
  let sum = 0;
  for (let day = START; day < REFERENCE_DAY; day += DAY) sum += dayWeight(seed, day);
  return sum;
}

/** A moment of the day when something is begun: office hours, evenings, weekends from late morning. */
export function momentOf(random: Random, day: number, habit: "office" | "evening" | "any"): number {
  const weekday = new Date(day).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const isOffice = habit === "office" || (habit === "any" && random.chance(0.65));
  const [from, until] = isWeekend ? [10, 23] : isOffice ? [8, 18] : [19, 24];
  const lean = (random.next() + random.next()) / 2;
  return toSecond(day + (from + lean * (until - from)) * HOUR - ZONE);
}

/** `time` or the next moment after it when somebody is awake to do it. */
export function whenAwake(random: Random, time: number): number {
  const hour = new Date(time + ZONE).getUTCHours();
  if (hour >= 8 && hour < 23) return toSecond(time);
  const night = hour >= 23 ? 24 - hour + 8 : 8 - hour;
  return toSecond(time + night * HOUR + random.int(0, 100) * MINUTE);
}

/** Mostly near `typical`, now and then many times as long. */
export function delay(random: Random, typical: number): number {
  const spread = random.next() + random.next() + random.next() - 1.5;
  return toSecond(typical * Math.exp(spread * 2));
}

function toSecond(time: number): number {
  return Math.floor(time / SECOND) * SECOND;
}

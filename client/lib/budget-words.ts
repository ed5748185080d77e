import type { Budget } from "../../shared/connections.ts";
import type { MeterInfo } from "../../shared/platforms.ts";
import { amountWithUnit, amountWords, periodWords } from "./amount-words.ts";
import { atClock, clock, dayOf, minuteOfDay, toMs } from "./time.ts";

type Period = MeterInfo["period"];

export interface BudgetWords {
  /** `wait` while it has to. */
  readonly tone: "plain" | "wait";
  /** `2,140 of 10,000 quota units used.`, or that there is no more. */
  readonly lead: string;
  /** How far it will come, or when it continues. */
  readonly text: string;
}

/** What was used of what may be used, and what comes of it at this pace. */
export function budgetWords(
  budget: Budget,
  period: Period,
  zone: string,
  now: number,
): BudgetWords {
  const limit = limitOf(budget);
  const lead = usedWords(budget);
  const { used, forecast, endsAt, meter } = budget;
  const end = endsAt === null || toMs(endsAt) <= now ? null : endWords(endsAt, period, zone, now);
  if (limit !== null && used >= limit.value) {
    const goesOn = end === null ? "" : ` It continues ${end.at}.`;
    return { tone: "wait", lead: limit.reached, text: `${lead}${goesOn}` };
  }
  if (end === null) return { tone: "plain", lead, text: "" };
  if (forecast === null) return { tone: "plain", lead, text: `It begins anew ${end.at}.` };
  if (limit !== null && forecast >= limit.value && endsAt !== null) {
    const share = (limit.value - used) / (forecast - used);
    const at = atClock(now + (toMs(endsAt) - now) * share, zone, now);
    const text = `At this pace ${limit.will} ${at}; it begins anew ${end.at}.`;
    return { tone: "plain", lead, text };
  }
  const of = limit === null ? "" : ` of ${amountWords(limit.value, meter)}`;
  const text = `At this pace ${amountWords(forecast, meter)}${of} by ${end.by}.`;
  return { tone: "plain", lead, text };
}

/** Who else uses the same, and whose stop it is. */
export function shareWords({ sharedBy, isOwn, cap, meter }: Budget, period: Period): string {
  const words = [];
  if (sharedBy === "app") {
    words.push(
      isOwn
        ? "All that you connect through your own app share this."
        : "All that connect through this server share this.",
    );
  }
  if (!isOwn && cap !== null) {
    words.push(
      `Whoever runs this server stops it at ${amountWithUnit(cap, meter)} ${periodWords(period)}.`,
    );
  }
  return words.join(" ");
}

/** The stop that the person set, in a sentence. */
export function stopWords({ cap, meter }: Budget, period: Period): string {
  return cap === null
    ? "No stop is set."
    : `It stops at ${amountWithUnit(cap, meter)} ${periodWords(period)}.`;
}

interface Limit {
  readonly value: number;
  /** What is said once it is reached, and before. */
  readonly reached: string;
  readonly will: string;
}

/**
 * What ends it first: the stop, or what the platform gives. Where no answer tells what it gives, whoever
 * set a stop knows better.
 */
function limitOf({ cap, granted, meter }: Budget): Limit | null {
  if (cap !== null && (granted === null || cap <= granted || meter !== "requests")) {
    return { value: cap, reached: "The stop is reached.", will: "the stop is reached" };
  }
  if (granted === null) return null;
  return { value: granted, reached: "All is used up.", will: "all of it is used up" };
}

/** What there is of it at all: what the platform gives, or the stop. */
export function wholeOf(budget: Budget): number | null {
  const limit = limitOf(budget)?.value ?? null;
  return limit === null ? null : Math.max(limit, budget.granted ?? 0);
}

function usedWords(budget: Budget): string {
  const { used, meter } = budget;
  const whole = wholeOf(budget);
  return whole === null
    ? `${amountWithUnit(used, meter)} used.`
    : `${amountWords(used, meter)} of ${amountWithUnit(whole, meter)} used.`;
}

interface EndWords {
  /** For `It continues …`. */
  readonly at: string;
  /** For `… by …`. */
  readonly by: string;
}

const DAY = 24 * 3_600_000;

/** The end of a period: `midnight Pacific (09:00 for you)` where a calendar elsewhere decides. */
function endWords(endsAt: string, period: Period, zone: string, now: number): EndWords {
  const isSoon = toMs(endsAt) - now <= DAY;
  if (isSoon && "zone" in period && minuteOfDay(endsAt, period.zone) === 0) {
    const isHere = minuteOfDay(endsAt, zone) === 0;
    const words = isHere
      ? "midnight"
      : `midnight ${zoneWords(period.zone, endsAt)} (${clock(endsAt, zone)} for you)`;
    return { at: `at ${words}`, by: words };
  }
  const at = atClock(endsAt, zone, now);
  const isToday = dayOf(endsAt, zone) === dayOf(now, zone);
  return { at, by: isToday ? clock(endsAt, zone) : at.replace(/^on /, "") };
}

/** `Pacific`, `UTC`. */
function zoneWords(zone: string, at: string): string {
  if (zone === "UTC" || zone === "Etc/UTC") return "UTC";
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longGeneric" });
  const name = parts.formatToParts(toMs(at)).find((part) => part.type === "timeZoneName");
  return (name?.value ?? zone).replace(/ (Standard )?Time$/, "");
}

import type { Quota } from "../../platforms/platform.ts";
import type { LimitTold } from "../../platforms/http-failure.ts";
import type { RateLimit } from "../../store/rate-limits.ts";
import { periodAt } from "./period.ts";
import type { Period } from "./period.ts";
import type { Use } from "./unbooked.ts";

/** One budget that a run draws on: its connection's own, or that of all who share its app. */
export interface LineFacts {
  readonly sharedBy: "connection" | "client";
  readonly scope: string;
  readonly quota: Quota;
  /** What the platform gives in a period, as known from the start; null where it is no line of the platform's. */
  readonly granted: number | null;
  /** What its owner lets be used; null for all there is. */
  readonly cap: number | null;
}

/** What one write has to say of a line: an amount on top of what stands, or what the platform told in all. */
export interface Booking extends Use {
  readonly scope: string;
  readonly granted: number | null;
  readonly isTold: boolean;
}

export interface Most {
  readonly by: "platform" | "owner";
  readonly amount: number;
}

export interface Line extends LineFacts {
  /** In the period that is now. */
  usedAt(now: number): number;
  /** Null before anything was used in it. */
  endAt(now: number): number | null;
  periodAt(now: number): Period;
  /** What the platform gives by its own word, or is known to give; null where nothing is granted. */
  grantedNow(): number | null;
  /** The most that may be used: what the platform gives, and what its owner lets be used of it. */
  most(): readonly Most[];
  add(amount: number, now: number): void;
  hear(told: LimitTold, now: number): void;
  /** What stands in its row by now, read anew. */
  refresh(row: Pick<RateLimit, "used" | "periodEndsAt"> | null): void;
  /** What its row does not show yet; null where it shows all. */
  toBook(now: number): Booking | null;
  /** Of it what this run added itself, where no answer told it. */
  added(now: number): Booking | null;
  booked(now: number): void;
  /** What waits to be booked, where it can wait. */
  waiting(now: number): Use | null;
}

/** Two answers name the end of one window a little apart: some tell it in whole seconds from now. */
const SAME_END_MS = 5000;

/** `before` is what the checks before used and could not book yet. */
export function openLine(facts: LineFacts, row: RateLimit | null, before: Use | null): Line {
  const { quota, scope } = facts;
  let standing: Use | null = useOf(row);
  let told: Use | null = null;
  let granted = facts.granted === null ? null : (row?.granted ?? facts.granted);
  const isSure = quota.meter === "requests" && facts.granted !== null;
  let open = before;
  let waited = before;
  let calendar: Period | null = null;

  const calendarAt = (now: number): Period => {
    if (calendar === null || now < calendar.startsAt || now >= calendar.endsAt) {
      calendar = periodAt(quota.period, now);
    }
    return calendar;
  };
  const baseAt = (now: number): Use | null => current(told ?? standing, now);
  const endAt = (now: number): number | null =>
    baseAt(now)?.endsAt ?? current(open, now)?.endsAt ?? null;

  const usedAt = (now: number): number =>
    (baseAt(now)?.used ?? 0) + (current(open, now)?.used ?? 0);

  return {
    ...facts,
    usedAt,
    endAt,
    periodAt: (now) => {
      const endsAt = endAt(now);
      const { period } = quota;
      if (endsAt === null || !("ms" in period)) return calendarAt(now);
      return { startsAt: endsAt - period.ms, endsAt };
    },
    grantedNow: () => granted,
    most: () => [
      // What only we believe to be given is whatever its owner says it is.
      ...(granted !== null && (isSure || facts.cap === null)
        ? [{ by: "platform", amount: granted } as const]
        : []),
      ...(facts.cap === null ? [] : [{ by: "owner", amount: facts.cap } as const]),
    ],
    add: (amount, now) => {
      if (amount <= 0) return;
      const used = (current(open, now)?.used ?? 0) + amount;
      open = { used, endsAt: endAt(now) ?? calendarAt(now).endsAt };
    },
    hear: (limit, now) => {
      if (!isSure || limit.remaining === null || !("ms" in quota.period)) return;
      granted = limit.granted ?? granted ?? limit.remaining;
      // A strange answer must not make a window last for ever.
      const endsAt = Math.min(limit.resetAt ?? calendarAt(now).endsAt, now + quota.period.ms);
      told = { used: Math.max(0, granted - limit.remaining), endsAt };
      open = null;
      waited = null;
    },
    refresh: (fresh) => void (standing = useOf(fresh)),
    toBook: (now) => {
      const added = current(open, now)?.used ?? 0;
      const heard = current(told, now);
      if (heard !== null) {
        const use = { used: heard.used + added, endsAt: heard.endsAt };
        const isShown = isSame(use, current(standing, now));
        return isShown ? null : { scope, granted, isTold: true, ...use };
      }
      const endsAt = endAt(now);
      return added === 0 || endsAt === null
        ? null
        : { scope, granted, isTold: false, used: added, endsAt };
    },
    added: (now) => {
      const endsAt = endAt(now);
      const used = (current(open, now)?.used ?? 0) - (current(waited, now)?.used ?? 0);
      // What was told in all is told again by the next answer.
      if (endsAt === null || used <= 0 || current(told, now) !== null) return null;
      return { scope, granted, isTold: false, used, endsAt };
    },
    booked: (now) => {
      const endsAt = endAt(now);
      standing = endsAt === null ? null : { used: usedAt(now), endsAt };
      told = null;
      open = null;
      waited = null;
    },
    waiting: (now) => current(open, now),
  };
}

function useOf(row: Pick<RateLimit, "used" | "periodEndsAt"> | null): Use | null {
  return row === null || row.periodEndsAt === null
    ? null
    : { used: row.used, endsAt: row.periodEndsAt };
}

function current(use: Use | null, now: number): Use | null {
  return use !== null && use.endsAt > now ? use : null;
}

function isSame(use: Use, standing: Use | null): boolean {
  if (standing === null || use.used !== standing.used) return false;
  return Math.abs(use.endsAt - standing.endsAt) < SAME_END_MS;
}

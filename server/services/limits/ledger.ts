import type { Context } from "../../context.ts";
import type { LimitTold } from "../../platforms/http-failure.ts";
import type { Platform } from "../../platforms/platform.ts";
import { findSharedUse } from "../../store/rate-limits.ts";
import type { SharedUse } from "../../store/rate-limits.ts";
import type { RunFailure } from "../sync/run-failure.ts";
import { stretchOf } from "./forecast.ts";
import type { Booking, Line } from "./line.ts";
import { linesOf } from "./lines-of.ts";
import type { Budgeted } from "./lines-of.ts";
import { stopWords } from "./stop-words.ts";
import type { Stop } from "./stop-words.ts";
import { toUnbookedText } from "./unbooked.ts";

/** What the budgets say of the next request. */
export type Verdict =
  | { readonly type: "ask" }
  | { readonly type: "stop"; readonly failure: RunFailure }
  /** Others are just using what may be the last of it; epoch milliseconds. */
  | { readonly type: "busy"; readonly until: number };

type Others = NonNullable<SharedUse["others"]>;
const ALONE: Others = { used: 0, asking: 0, isFirst: true };

/** What one run draws on: its connection's own budget, and that of all who share its app. */
export interface Ledger {
  /** Before each page; `isHistory` while a first sync reads what is old. */
  judge(isHistory: boolean): Promise<Verdict>;
  /** What the request that was judged may cost; null where no owner's stop is near. */
  allowance(): number | null;
  /** After each page, or failure to get one. */
  count(cost: {
    readonly requests: number;
    readonly usage: Readonly<Record<string, number>>;
    /** What the last answer told. */
    readonly told: LimitTold | null;
  }): void;
  /** Others must see what this run used before it asks for more. */
  isTight(): boolean;
  /** All that no row shows yet: for a write that is made anyway. */
  toBook(): readonly Booking[];
  /** Of it what this run added: where the run may not write its connection, the rest still waits there. */
  added(): readonly Booking[];
  /** The one that cannot wait for such a write; null where all can. */
  toBookAtOnce(): Booking | null;
  /** These are written. */
  booked(bookings: readonly Booking[]): void;
  /** JSON, for the connection's row: what waits. */
  waiting(written: readonly Booking[]): string;
  /** See `CheckHistory`. */
  stretch(): number;
}

/** A first sync leaves so much of a period to the checks for what is new. */
const FOR_HISTORY = 0.9;
/** Checks that found nothing are booked together, so many requests at a time. */
const BOOKED_TOGETHER = 4;
/**
 * So few requests before the stop of an app, each asks how many others are about to: more than a queue
 * has consumers, for all of them may ask at the same moment without having seen each other.
 */
const TIGHT_REQUESTS = 256;
/** From further off, what each page used is written before the next: no run hides more than one. */
const WRITTEN_REQUESTS = 2 * TIGHT_REQUESTS;
/** So often one looks whether the others are done. */
const BUSY_TRIES = 5;
/** Who waits for others comes back after a while, not all at once. */
const BUSY_MS = 30_000;
const CHECK_EVERY_MS = 5 * 60_000;
/** A stop that an owner set may be raised without a word to us: it is looked at again once a day. */
const OWNER_LOOKED_AT_MS = 24 * 3_600_000;
/** Sums of tenths of a cent are a little off. */
const ROUNDING = 1e-9;

export function openLedger(ctx: Context, connection: Budgeted, platform: Platform | null): Ledger {
  const { quota = null } = platform ?? {};
  if (platform === null || quota === null) return NOTHING_RUNS_OUT;
  const lines = linesOf(ctx, connection, platform, quota);
  const { mostPerRequest: most, leastPerRequest: least = most } = quota;
  // What is paid for is booked page by page: a run that dies hides one of them.
  const isPaid = quota.meter !== "requests" && lines.some(({ cap }) => cap !== null);
  let allowance: number | null = null;
  let lastTold: LimitTold | null = null;
  let isTight = false;

  /** The stop of a server's app holds for many at once: what the others use is read anew. */
  const othersOf = async (line: Line, cap: number): Promise<Others> => {
    const shared = await findSharedUse(ctx.db, {
      scope: line.scope,
      connection,
      now: ctx.now(),
      tightAbove: cap - TIGHT_REQUESTS * most,
      stopAbove: cap - least + ROUNDING,
    });
    line.refresh(shared);
    isTight = cap - line.usedAt(ctx.now()) <= WRITTEN_REQUESTS * most;
    return shared.others ?? ALONE;
  };

  const judge = async (isHistory: boolean, tries = 1): Promise<Verdict> => {
    const stops: Stop[] = [];
    let isBusy = false;
    let isFirst = true;
    let left = Infinity;
    for (const line of lines) {
      const { sharedBy, cap } = line;
      const isShared = sharedBy === "client" && cap !== null;
      const others = isShared ? await othersOf(line, cap) : ALONE;
      isFirst &&= others.isFirst;
      const now = ctx.now();
      const used = line.usedAt(now) + others.used;
      for (const { by, amount } of line.most()) {
        const isReserve = isHistory && used >= amount * FOR_HISTORY;
        const goesOver = used + least > amount + ROUNDING;
        if (goesOver || isReserve) {
          const goesOnAt = line.periodAt(now).endsAt;
          stops.push({ sharedBy, by, isReserve: !goesOver, used, amount, goesOnAt });
        } else if (by === "owner") {
          const free = amount - used - most * others.asking;
          isBusy ||= free + ROUNDING < least;
          left = Math.min(left, free);
        }
      }
    }
    const [last] = stops.toSorted((a, b) => b.goesOnAt - a.goesOnAt);
    if (last !== undefined) {
      const message = stopWords(platform, quota, last);
      return { type: "stop", failure: { ...toFailure(last, ctx.now()), message } };
    }
    if (!isBusy) {
      allowance = left < most ? left : null;
      return { type: "ask" };
    }
    // Of those who meet here all but one step back, so that this one need not.
    if (isFirst && tries < BUSY_TRIES) return await judge(isHistory, tries + 1);
    return { type: "busy", until: ctx.now() + Math.floor(BUSY_MS * (1 + ctx.random())) };
  };

  const isLittleLeft = (line: Line, now: number): boolean => {
    const used = line.usedAt(now);
    return line.most().some(({ amount }) => used + 2 * most > amount * FOR_HISTORY);
  };

  const toBook = (): Booking[] => {
    const now = ctx.now();
    return lines.flatMap((line) => line.toBook(now) ?? []);
  };

  return {
    judge: (isHistory) => judge(isHistory),
    toBook,
    added: () => {
      const now = ctx.now();
      return lines.flatMap((line) => line.added(now) ?? []);
    },
    allowance: () => allowance,
    isTight: () => isPaid || isTight,
    count: ({ requests, usage, told }) => {
      const now = ctx.now();
      const amount = costOf({ ...usage, request: requests }, quota.rates);
      const isNew = told !== null && told !== lastTold && isOf(told, quota.resource);
      lastTold = told;
      for (const line of lines) {
        line.add(amount, now);
        if (isNew) line.hear(told, now);
      }
    },
    toBookAtOnce: () => {
      const now = ctx.now();
      const due = lines.flatMap((line) => {
        const booking = line.toBook(now);
        if (booking === null) return [];
        if (booking.isTold) return isLittleLeft(line, now) ? [booking] : [];
        // What is its own alone, it knows without a row of its own.
        const canWait = line.sharedBy === "connection" || booking.used < BOOKED_TOGETHER * most;
        return canWait ? [] : [booking];
      });
      return due.toSorted((a, b) => b.used - a.used)[0] ?? null;
    },
    booked: (bookings) => {
      const now = ctx.now();
      for (const line of lines) {
        if (bookings.some(({ scope }) => scope === line.scope)) line.booked(now);
      }
    },
    waiting: (written) => {
      const now = ctx.now();
      const isWritten = (line: Line): boolean => written.some(({ scope }) => scope === line.scope);
      return toUnbookedText(
        Object.fromEntries(
          lines.flatMap((line) => {
            const use = isWritten(line) ? null : line.waiting(now);
            return use === null ? [] : [[line.sharedBy, use]];
          }),
        ),
      );
    },
    stretch: () => {
      // Where a check costs nothing of it, fewer checks would save nothing.
      if (quota.rates["request"] === undefined) return 1;
      const now = ctx.now();
      const clock = { now, checkEveryMs: CHECK_EVERY_MS };
      const each = lines.flatMap((line) => {
        const [used, period] = [line.usedAt(now), line.periodAt(now)];
        return line.most().map(({ amount }) => stretchOf({ used, most: amount }, period, clock));
      });
      return Math.max(1, ...each);
    },
  };
}

const NOTHING_RUNS_OUT: Ledger = {
  judge: async () => ({ type: "ask" }),
  count: () => undefined,
  allowance: () => null,
  isTight: () => false,
  toBook: () => [],
  added: () => [],
  toBookAtOnce: () => null,
  booked: () => undefined,
  waiting: () => "{}",
  stretch: () => 1,
};

function toFailure({ by, sharedBy, goesOnAt }: Stop, now: number): Omit<RunFailure, "message"> {
  const isOfMany = sharedBy === "client";
  if (by === "platform") {
    return { outcome: "rate_limited", code: "rate_limited", retryAt: goesOnAt, isOfMany };
  }
  const retryAt = Math.min(goesOnAt, now + OWNER_LOOKED_AT_MS);
  return { outcome: "rate_limited", code: "cap_reached", retryAt, isOfMany };
}

function costOf(
  cost: Readonly<Record<string, number>>,
  rates: Readonly<Record<string, number>>,
): number {
  return Object.entries(cost).reduce((sum, [name, count]) => sum + count * (rates[name] ?? 0), 0);
}

/** Some platforms have a limit for each of several things, and name the one that an answer tells of. */
function isOf(told: LimitTold, resource: string | undefined): boolean {
  return resource === undefined || told.resource === null || told.resource === resource;
}

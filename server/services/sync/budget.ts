import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/page.ts";

/**
 * What one invocation may cost. The free plan allows 50 requests and 50 D1 queries in all, each statement
 * of a batch being one; what is left of those is for what comes after the last run. Answers that are
 * kept count as requests.
 */
const LIMITS = {
  free: { requests: 40, queries: 48 },
  paid: { requests: 800, queries: 900 },
} as const;

/** A check that finds nothing; now and then there is one more. */
const QUERIES_TO_CHECK = 2;
/** The same with new tokens, and with something to learn of its platform. */
const MOST_QUERIES_TO_CHECK = 10;
/** To write what was found, with all that may come with it. */
const QUERIES_TO_WRITE = 28;
/** A write in the middle, and the end. */
const QUERIES_TO_GO_ON = QUERIES_TO_WRITE + 6;
/** Texts travel to the database in pieces, and once more to its index; so much of an answer makes one more. */
const CHARACTERS_PER_PIECE = 125_000;
/** What may come between a question that is paid for and its answer: new tokens. */
const QUERIES_TO_RENEW = 4;
/** To find out whether a write was made whose reply is lost, to write the end again, and what the run cost. */
const QUERIES_TO_GIVE_UP = 10;
/** To tell that a platform is down, whom that concerns, and the end of the run that found it out. */
const QUERIES_TO_OPEN = 14;
/** Three to plan it, and two behind it. */
const QUERIES_AROUND_A_WRITE = 5;
/** Of an answer that is paid for. */
const MOST_PIECES = 3;
/** With so many queries left a run writes whatever it finds. */
const ROOM_FOR_ANYTHING = 38;

/** Connections that travel in one message: on the free plan as many as one invocation checks mostly. */
export const CONNECTIONS_PER_MESSAGE = { free: 16, paid: 25 } as const;

/** How far one run may go before it stops and leaves the rest to the next. */
export interface RunLimits {
  readonly maxRequests: number;
  /** In all, its end included. */
  readonly maxQueries: number;
  /** So little is left that what it finds may have to wait for the next invocation. */
  readonly mayWait?: boolean;
}

export interface Budget {
  /** What the next of so many connections may use; null when too little is left to begin. */
  share(waiting: number): RunLimits | null;
}

/** Of what the whole invocation has left, whatever used the rest. */
export function createBudget({ config, meter }: Pick<Context, "config" | "meter">): Budget {
  const limits = LIMITS[config.plan];
  return {
    share: (waiting) => {
      const requests = limits.requests - meter.requests - meter.r2Ops;
      const queries = limits.queries - meter.queries;
      if (requests < 1 || queries < MOST_QUERIES_TO_CHECK) return null;
      const checks = 1 + Math.floor((queries - MOST_QUERIES_TO_CHECK) / QUERIES_TO_CHECK);
      const share = Math.floor(requests / Math.max(1, Math.min(waiting, checks)));
      return {
        maxRequests: Math.max(1, share),
        maxQueries: queries,
        mayWait: queries < ROOM_FOR_ANYTHING,
      };
    },
  };
}

/** Whether a run may read another page: it must still be able to write what that brings, and to end. */
export function mayGoOn(
  { maxRequests, maxQueries }: RunLimits,
  used: { readonly requests: number; readonly queries: number },
): boolean {
  return used.requests < maxRequests && used.queries + QUERIES_TO_GO_ON <= maxQueries;
}

/** Whether what was found has to wait for an invocation with more room. */
export function mustWait(
  { maxQueries, mayWait = false }: RunLimits,
  queries: number,
  page: Pick<Page, "unchanged" | "raw">,
): boolean {
  if (!mayWait || page.unchanged) return false;
  const pieces = Math.floor((page.raw?.body.length ?? 0) / CHARACTERS_PER_PIECE);
  return queries + QUERIES_TO_WRITE + pieces > maxQueries;
}

/** The same before a question that is paid for: its answer is not thrown away, whatever it brings. */
export function mustWaitToPay(
  { maxQueries, mayWait = false }: RunLimits,
  queries: number,
): boolean {
  return mayWait && queries + QUERIES_TO_RENEW + QUERIES_TO_WRITE + MOST_PIECES > maxQueries;
}

/** Whether so many statements may be tried once more, with the plan for them and what comes after. */
export function mayWriteAgain(
  { maxQueries }: Pick<RunLimits, "maxQueries">,
  queries: number,
  statements: number,
): boolean {
  return queries + statements + QUERIES_AROUND_A_WRITE <= maxQueries;
}

/** Whether a run that could not be written may still say so; else its lease ends by itself. */
export function mayGiveUp({ maxQueries }: RunLimits, queries: number): boolean {
  return queries + QUERIES_TO_GIVE_UP <= maxQueries;
}

/** Whether a run may declare its platform down; else the next that meets it does. */
export function mayOpenOutage({ maxQueries }: RunLimits, queries: number): boolean {
  return queries + QUERIES_TO_OPEN <= maxQueries;
}

import type { Context } from "../../context.ts";
import { listDue } from "../../store/connection-leases.ts";
import type { DueConnection, DuePlace } from "../../store/connection-leases.ts";
import { findSentSoFar, putSentSoFar } from "../../store/facts.ts";
import type { SentSoFar } from "../../store/facts.ts";
import { toMessages } from "./request-sync.ts";
import { LEASE_MS } from "../sync/run-writer.ts";
import { sendMessages } from "./send-messages.ts";
import type { Outgoing } from "./send-messages.ts";
import { takeTurns } from "./take-turns.ts";

/** What one query brings: whole messages of either plan, and less than a thousand rows. */
export const DUE_PER_PAGE = 800;
/** What does not fit is first in line at the next tick. */
const MOST_PAGES = { free: 3, paid: 200 } as const;
/** What comes due until shortly before the next tick is sent along, and kept back until then. */
const AHEAD_MS = { free: 0, paid: 4 * 60_000 } as const;
/** What is still due so long after it was sent has lost its message; two ticks, a little early. */
const RESEND_AFTER_MS = 10 * 60_000 - 30_000;

const LEASE_OVER_SECONDS = LEASE_MS / 1000 + 5;

const NOTHING_SENT: SentSoFar = { through: 0, sentAt: 0, settled: 0, resentAt: 0 };

/**
 * Sends what is due to the queue, page by page. What was due when an earlier tick sent it and still waits
 * there is not sent again, until it has waited for 10 to 20 minutes. What was sent ahead of its time and
 * is not done by now goes once more, and so does what a crash cut off: each costs a look. Answers how
 * many connections it sent.
 */
export async function fanOut(ctx: Context, now: number): Promise<number> {
  const known = await findSentSoFar(ctx.db);
  const before = known ?? NOTHING_SENT;
  const isResend = isLongAgo(before.resentAt, now);
  // Not to the end of what was sent ahead: others have come due there since.
  const through = Math.min(before.through, now);
  // Where ticks are rare, all that the last one sent has waited long enough.
  const settled = isLongAgo(before.sentAt, now) ? through : before.settled;
  const lost = isResend ? await sendRange(ctx, now, { after: 0, until: settled }) : ALL_SENT;
  const fresh = lost.isCut
    ? { ...lost, sent: 0, sentThrough: through }
    : await sendRange(ctx, now, { after: through, until: now + AHEAD_MS[ctx.config.plan] });
  await putSentSoFar(
    ctx.db,
    {
      through: Math.max(through, Math.min(fresh.sentThrough, now)),
      sentAt: now,
      settled: isResend && !lost.isCut ? through : before.settled,
      resentAt: isResend && !lost.isCut ? now : before.resentAt,
    },
    { before: known, now },
  );
  return lost.sent + fresh.sent;
}

/** So long that it was lost; a time to come is of a clock that was set back. */
function isLongAgo(at: number, now: number): boolean {
  return now - at >= RESEND_AFTER_MS || at > now;
}

interface Range {
  /** Epoch milliseconds, exclusive. */
  readonly after: number;
  /** Inclusive. */
  readonly until: number;
}

interface RangeSent {
  readonly sent: number;
  /** All that was due by then was sent. */
  readonly sentThrough: number;
  /** Not all of the range was. */
  readonly isCut: boolean;
}

const ALL_SENT: RangeSent = { sent: 0, sentThrough: Infinity, isCut: false };
/** After every row of a time. */
const LAST_ROW = Number.MAX_SAFE_INTEGER;

async function sendRange(ctx: Context, now: number, { after, until }: Range): Promise<RangeSent> {
  if (after >= until) return ALL_SENT;
  let place: DuePlace = { at: after, row: LAST_ROW };
  let sent = 0;
  for (let page = 0; page < MOST_PAGES[ctx.config.plan]; page += 1) {
    const rows = await listDue(ctx.db, { after: place, until, now, limit: DUE_PER_PAGE });
    const waiting = rows.filter((row) => !row.isHeld);
    // What a run holds goes on by itself, or the run has died: it is looked at when the lease is over.
    const held = toMessages(
      ctx,
      rows.filter((row) => row.isHeld).map((row) => row.id),
      "cron",
    ).map((message) => ({ ...message, delaySeconds: LEASE_OVER_SECONDS }));
    const messages = [...toDueMessages(ctx, now, waiting), ...held];
    const count = await sendMessages(ctx, messages, "due");
    const ids = new Set(messages.slice(0, count).flatMap(({ body }) => body.connections));
    sent += ids.size;
    const left = waiting.find(({ id }) => !ids.has(id));
    if (left !== undefined) return { sent, sentThrough: left.nextSyncAt - 1, isCut: true };
    const last = rows.at(-1);
    if (last === undefined || rows.length < DUE_PER_PAGE) {
      return { sent, sentThrough: until, isCut: false };
    }
    place = { at: last.nextSyncAt, row: last.row };
  }
  return { sent, sentThrough: place.at - 1, isCut: true };
}

/** One of each person in turn; what is due later waits in messages of its own, minute by minute. */
function toDueMessages(ctx: Context, now: number, due: readonly DueConnection[]): Outgoing[] {
  const minutes = Map.groupBy(due, (row) =>
    Math.max(0, Math.ceil((row.nextSyncAt - now) / 60_000)),
  );
  return [...minutes].flatMap(([minute, rows]) => {
    const ids = takeTurns(rows).map((row) => row.id);
    return toMessages(ctx, ids, "cron").map((message) =>
      minute === 0 ? message : { ...message, delaySeconds: minute * 60 },
    );
  });
}

import type { Context } from "../../context.ts";
import type { SyncMessage } from "../../sync-message.ts";
import { takeMessages } from "../../store/queue-allowance.ts";

/** A message, and how long the queue keeps it back. */
export interface Outgoing {
  readonly body: SyncMessage;
  readonly delaySeconds?: number;
}

/** What one call may carry. */
const MESSAGES_PER_CALL = 100;

/** `due`: found by a tick. `asked for`: by a person. `the rest`: what goes on by itself. */
export type Purpose = "due" | "asked for" | "the rest";

/**
 * The free plan has 10,000 queue operations a day, and a message takes three of them: written, read,
 * deleted. Some stay for what is delivered twice, or ends as a dead letter.
 */
const FREE = { scope: "queue", burst: 100, perDay: 2800 } as const;
/** Persons draw on one of their own: no haste of theirs holds up the ticks. */
const FREE_FOR_PERSONS = { scope: "queue persons", burst: 20, perDay: 200 } as const;
/** What goes on leaves so many for ticks. */
const LEFT_BY_THE_REST = 20;

/**
 * Sends these messages, or as many of the first as the plan lets; answers how many. What got none stays
 * due, and the next tick finds it.
 */
export async function sendMessages(
  ctx: Context,
  messages: readonly Outgoing[],
  what: Purpose,
): Promise<number> {
  if (ctx.queue === null || messages.length === 0) return 0;
  const sent = messages.slice(0, await countAllowed(ctx, messages.length, what));
  const [first] = sent;
  if (sent.length === 1 && first) {
    await ctx.queue.send(first.body, { delaySeconds: first.delaySeconds ?? 0 });
    return 1;
  }
  for (let at = 0; at < sent.length; at += MESSAGES_PER_CALL) {
    await ctx.queue.sendBatch(sent.slice(at, at + MESSAGES_PER_CALL));
  }
  return sent.length;
}

async function countAllowed(ctx: Context, wanted: number, what: Purpose): Promise<number> {
  if (ctx.config.plan === "paid") return wanted;
  const reserve = what === "the rest" ? LEFT_BY_THE_REST : 0;
  const allowance = what === "asked for" ? FREE_FOR_PERSONS : FREE;
  const allowed = await takeMessages(ctx.db, allowance, { wanted, reserve, now: ctx.now() });
  if (allowed < wanted) ctx.log.info("queue.allowance", { wanted, allowed });
  return allowed;
}

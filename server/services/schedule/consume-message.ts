import type { Context } from "../../context.ts";
import { sendAgainFrom } from "../../store/facts.ts";
import { syncMessage } from "../../sync-message.ts";
import type { SyncMessage, SyncTrigger } from "../../sync-message.ts";
import { LEASE_MS } from "../sync/run-writer.ts";
import { sendMessages } from "./send-messages.ts";
import type { Outgoing } from "./send-messages.ts";
import { syncEach } from "./sync-each.ts";
import type { Later } from "./sync-each.ts";

/** The message is to be delivered again, no sooner than then. */
export class DeliverAgainError extends Error {
  readonly delaySeconds: number;
  constructor(delaySeconds: number) {
    super("This message was not dealt with.");
    this.name = "DeliverAgainError";
    this.delaySeconds = delaySeconds;
  }
}

/** Once a lease that nobody gave back is over. */
const AFTER_LEASE_SECONDS = LEASE_MS / 1000 + 1;

/**
 * Syncs the connections of one message. Those with more to read, or without a share of the budget left,
 * go on in another one; one that another holder has waits once for the holder's lease to end.
 * Throws where a message of one connection failed, or may have ended whoever had it before: it comes
 * again, and after so many `attempts` the queue puts it aside.
 */
export async function consumeMessage(ctx: Context, body: unknown, attempts = 1): Promise<void> {
  const parsed = syncMessage.safeParse(body);
  if (!parsed.success) {
    ctx.log.warn("queue.unreadable", { issue: parsed.error.issues[0]?.message ?? "" });
    return;
  }
  const { connections, trigger, hasWaited } = parsed.data;
  const { waiting, goOn, busy, returning, failed } = await syncEach(ctx, connections, trigger);
  const isAlone = connections.length === 1;
  // What a person asked for is the first part; the rest goes on by itself.
  const next = trigger === "person" ? "cron" : trigger;
  const back = ctx.config.plan === "paid" ? returning : [];
  await sendOn(ctx, [
    // Those who have waited go first.
    ...(waiting.length + goOn.length > 0 ? [message([...waiting, ...goOn], next)] : []),
    ...(!hasWaited && busy.length > 0 ? [message(idsOf(busy), trigger, delayTo(ctx, busy))] : []),
    ...(isAlone ? [] : failed.map((id) => message([id], trigger, AFTER_LEASE_SECONDS))),
    ...backOneByOne(ctx, back, trigger),
  ]);
  if (!isAlone) return;
  if (failed.length > 0) throw new DeliverAgainError(AFTER_LEASE_SECONDS);
  // Whoever had this message before may have ended with it, and left its lease behind.
  if (hasWaited && attempts > 1 && busy.length > 0) throw new DeliverAgainError(delayTo(ctx, busy));
}

/** What gets no message is sent by the next tick. */
async function sendOn(ctx: Context, messages: readonly Outgoing[]): Promise<void> {
  if (ctx.queue === null) return;
  const sent = await sendMessages(ctx, messages, "the rest");
  const left = messages.slice(sent).flatMap(({ body }) => body.connections);
  if (left.length > 0) await sendAgainFrom(ctx.db, left);
}

function message(
  connections: readonly string[],
  trigger: SyncTrigger,
  delaySeconds?: number,
): Outgoing {
  const body: SyncMessage = { connections: [...connections], trigger, hasWaited: true };
  return delaySeconds === undefined ? { body } : { body, delaySeconds };
}

function idsOf(later: readonly Later[]): string[] {
  return later.map((one) => one.id);
}

/** When the last of them is free. */
function delayTo(ctx: Context, later: readonly Later[]): number {
  const until = Math.max(...later.map((one) => one.until));
  return Math.max(1, Math.ceil((until - ctx.now()) / 1000) + 1);
}

/** One message for each minute: ticks alone would bring them all back together. */
function backOneByOne(ctx: Context, returning: readonly Later[], trigger: SyncTrigger): Outgoing[] {
  const minutes = Map.groupBy(returning, ({ until }) => Math.ceil((until - ctx.now()) / 60_000));
  return [...minutes].map(([minute, later]) =>
    message(idsOf(later), trigger, Math.max(0, minute * 60)),
  );
}

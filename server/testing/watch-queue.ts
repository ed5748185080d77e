import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { syncMessage } from "../sync-message.ts";
import type { SyncMessage } from "../sync-message.ts";

/** What was put on the queue since it is watched; nothing of it is delivered. */
export interface WatchedQueue {
  messages: SyncMessage[];
  delays: number[];
  /** Of one send, or of many messages at once. */
  calls: number;
}

const SENT: QueueSendResponse = { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };

export function watchQueue(): WatchedQueue {
  const seen: WatchedQueue = { messages: [], delays: [], calls: 0 };
  const queue = env.SYNC_QUEUE;
  if (!queue) throw new Error("There is no queue.");
  const keep = (body: unknown, delaySeconds = 0): void => {
    seen.messages.push(syncMessage.parse(body));
    seen.delays.push(delaySeconds);
  };
  vi.spyOn(queue, "send").mockImplementation(async (body, options) => {
    seen.calls += 1;
    keep(body, options?.delaySeconds);
    return SENT;
  });
  vi.spyOn(queue, "sendBatch").mockImplementation(async (messages) => {
    seen.calls += 1;
    const all = [...messages];
    if (all.length > 100) throw new Error("The queue takes 100 messages at once.");
    for (const { body, delaySeconds } of all) keep(body, delaySeconds);
    return SENT;
  });
  return seen;
}

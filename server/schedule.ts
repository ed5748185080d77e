import type { MediaAppConfig, MediaBindings } from "./bindings.ts";
import { DEFAULT_BASE_PATH } from "./app.ts";
import { configOf } from "./config.ts";
import { createContext } from "./context.ts";
import type { Context } from "./context.ts";
import { consumeMessage } from "./services/sync/consume-message.ts";
import { runTick } from "./services/sync/run-tick.ts";

/** How long a message rests after something unforeseen, before it is delivered again. */
const RETRY_SECONDS = 30;

/** The cron's part. */
export async function handleScheduled(
  bindings: MediaBindings,
  host: MediaAppConfig = {},
): Promise<void> {
  await runTick(openContext(bindings, host));
}

/** The queue's part: each message by itself, so that one bad one holds nothing up. */
export async function handleQueue(
  batch: MessageBatch,
  bindings: MediaBindings,
  host: MediaAppConfig = {},
): Promise<void> {
  const ctx = openContext(bindings, host);
  for (const message of batch.messages) {
    try {
      await consumeMessage(ctx, message.body);
      message.ack();
    } catch (error) {
      ctx.log.error("queue.unforeseen", error, { message: message.id, attempts: message.attempts });
      message.retry({ delaySeconds: RETRY_SECONDS });
    }
  }
}

function openContext(bindings: MediaBindings, host: MediaAppConfig): Context {
  const basePath = host.basePath ?? DEFAULT_BASE_PATH;
  return createContext(bindings, configOf(bindings, { ...host, basePath }));
}

import type { MediaAppConfig, MediaBindings } from "./bindings.ts";
import { DEFAULT_BASE_PATH } from "./app.ts";
import { configOf } from "./config.ts";
import { createContext } from "./context.ts";
import type { Context } from "./context.ts";
import { consumeDeadLetter } from "./services/schedule/consume-dead-letter.ts";
import { DeliverAgainError, consumeMessage } from "./services/schedule/consume-message.ts";
import { runTick } from "./services/schedule/run-tick.ts";

/** How long a message rests after something unforeseen, before it is delivered again. */
const RETRY_SECONDS = 30;

/** The cron's part. */
export async function handleScheduled(
  bindings: MediaBindings,
  host: MediaAppConfig = {},
): Promise<void> {
  await runTick(openContext(bindings, host));
}

/** The queues' part: each message by itself, so that one bad one holds nothing up. */
export async function handleQueue(
  batch: MessageBatch,
  bindings: MediaBindings,
  host: MediaAppConfig = {},
): Promise<void> {
  const ctx = openContext(bindings, host);
  const isDead = isDeadLetterQueue(ctx, batch.queue);
  const consume: typeof consumeMessage = isDead ? consumeDeadLetter : consumeMessage;
  for (const message of batch.messages) {
    const { id, attempts } = message;
    try {
      await consume(ctx, message.body, attempts);
      message.ack();
    } catch (error) {
      const isKnown = error instanceof DeliverAgainError;
      if (!isKnown) ctx.log.error("queue.unforeseen", error, { message: id, attempts });
      message.retry({ delaySeconds: isKnown ? error.delaySeconds : RETRY_SECONDS });
    }
  }
}

/** Taken for an ordinary one, it would do again what just failed, and nobody would be told. */
function isDeadLetterQueue({ config }: Context, name: string): boolean {
  return config.deadLetterQueue === null ? name.endsWith("-dlq") : name === config.deadLetterQueue;
}

function openContext(bindings: MediaBindings, host: MediaAppConfig): Context {
  const basePath = host.basePath ?? DEFAULT_BASE_PATH;
  return createContext(bindings, configOf(bindings, { ...host, basePath }));
}

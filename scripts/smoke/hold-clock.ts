import { Stop } from "../stop.ts";

const ANSWERS_WITHIN_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Nothing happens in the sandbox while `work` runs; its life goes on however that ends. */
export async function holdClock<Result>(
  origin: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { promise: interruption, reject } = Promise.withResolvers<never>();
  // It may come before anybody waits for it.
  interruption.catch(() => {});
  const interrupt = () => reject(new Stop("Interrupted: nothing was compared."));
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    await setFrozen(origin, true);
    try {
      return await Promise.race([interruption, work()]);
    } finally {
      await release(origin);
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

/** Never throws: why the work ended matters more. */
async function release(origin: string): Promise<void> {
  try {
    await setFrozen(origin, false);
  } catch {
    console.error(
      `The sandbox's clock could not be released: POST {"freeze": false} to ${origin}/sandbox/clock when the server answers again.`,
    );
  }
}

async function setFrozen(origin: string, freeze: boolean): Promise<void> {
  const answer = await fetch(`${origin}/sandbox/clock`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ freeze }),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  throw new Stop(
    `${origin} has no sandbox (its clock answered ${answer.status}): check a deployment with --url and --key.`,
  );
}

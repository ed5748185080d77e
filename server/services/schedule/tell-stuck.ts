import type { Context } from "../../context.ts";
import { claimConnection } from "../../store/connection-leases.ts";
import type { SyncTrigger } from "../../sync-message.ts";
import { openLedger } from "../limits/ledger.ts";
import { serverClients } from "../limits/lines-of.ts";
import type { RunFailure } from "../sync/run-failure.ts";
import { LEASE_MS, createRunWriter } from "../sync/run-writer.ts";

export const STUCK: RunFailure = {
  outcome: "failed",
  code: "stuck",
  message:
    "Reading this account stopped half-way several times in a row, so it rests for a while. Your entries are safe; it is tried again by itself.",
  retryAt: null,
};

/**
 * Says on a connection's page that its sync ended whoever did it, again and again. It counts as a failure,
 * so it is tried less and less often, and never given up. Nothing where it went well meanwhile.
 */
export async function tellStuck(parent: Context, id: string, trigger: SyncTrigger): Promise<void> {
  const ctx = parent.fork();
  const startedAt = ctx.now();
  const connection = await claimConnection(ctx.db, id, {
    owner: ctx.newId(),
    now: startedAt,
    expiresAt: startedAt + LEASE_MS,
    clients: serverClients(ctx),
    // Whoever holds it died, or is held up where the others were.
    takesOver: true,
  });
  if (connection === null) return;
  const platform = ctx.platforms.find((one) => one.id === connection.platform) ?? null;
  const writer = createRunWriter(ctx, {
    connection,
    platform,
    trigger,
    startedAt,
    rules: [],
    ledger: openLedger(ctx, connection, platform),
    maxQueries: Infinity,
  });
  await writer.finish({ hasMore: true, failure: STUCK, isShared: false });
}

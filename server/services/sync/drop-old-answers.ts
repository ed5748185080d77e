import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { dropSnapshots } from "../../store/drop-snapshots.ts";
import { listOldestSnapshots } from "../../store/snapshots.ts";

/** In one run; more than a run usually brings, so that it keeps up. */
const MOST_DROPPED = 25;
const LEASE_MS = 60_000;

/**
 * Drops kept answers that are older than the instance keeps them, a few at a time, by whoever holds the
 * connection. A run does it before it looks what is kept, once newer ones have come; the ticks do it
 * where no run brings any, and leave the latest. The rows go first: an object that is left behind is
 * named by nothing, and `tidyAnswers` finds it.
 */
export async function dropOldAnswers(
  ctx: Context,
  connection: Pick<ConnectionRow, "id" | "fence">,
  { most = MOST_DROPPED, keepsLatest = false }: { most?: number; keepsLatest?: boolean } = {},
): Promise<void> {
  const { snapshotsKeptMs } = ctx.config;
  if (snapshotsKeptMs === null) return;
  const now = ctx.now();
  // One more than may go: the last of those that are read is the latest, or too many.
  const oldest = await listOldestSnapshots(ctx.db, connection.id, keepsLatest ? most + 1 : most);
  const old = (keepsLatest ? oldest.slice(0, -1) : oldest)
    .filter((one) => one.createdAt < now - snapshotsKeptMs)
    .map((one) => one.contentHash);
  if (old.length === 0) return;
  await dropSnapshots(ctx.db, connection, old, now + LEASE_MS);
  // Somebody else may hold it by now, and have put the same answer there again.
  if (ctx.now() >= now + LEASE_MS / 2) return;
  try {
    await ctx.snapshots.delete(connection.id, old);
  } catch (error) {
    ctx.log.error("snapshots.left_behind", error, { connection: connection.id });
  }
}

import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";

type Held = Pick<ConnectionRow, "id" | "fence">;

/**
 * Takes a connection that no run has, so that none puts an answer there meanwhile; null where one has it,
 * or had it and never came to its end, or it is being disconnected. It gets no owner's name: should
 * this not come to its end either, no run is blamed for it.
 */
export async function holdConnection(
  db: Db,
  id: string,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<Held | null> {
  return await db.$client.prepare(HOLD).bind(id, now, until).first<Held>();
}

const HOLD = `
  UPDATE media_accounts SET fence = fence + 1, lease_expires_at = ?3
  WHERE id = ?1 AND status <> 'disconnecting' AND lease_owner IS NULL
    AND (lease_expires_at IS NULL OR lease_expires_at <= ?2)
  RETURNING id, fence`;

/** It is due when it was. */
export async function letGo(db: Db, { id, fence }: Held): Promise<void> {
  await db.$client.prepare(LET_GO).bind(id, fence).run();
}

const LET_GO = `
  UPDATE media_accounts SET lease_expires_at = NULL
  WHERE id = ?1 AND fence = ?2 AND lease_owner IS NULL`;

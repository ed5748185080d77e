import { commitFenced } from "./commit-fenced.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { planRemap } from "./remap-items.ts";
import type { Remade, RemapPlan } from "./remap-items.ts";

export interface RemapCommit extends Remade {
  readonly connection: Pick<ConnectionRow, "id" | "userId" | "platform" | "fence">;
  readonly now: number;
  /** Each write lasts so long. */
  readonly leaseUntil: number;
}

/**
 * Items that were made again, with the counts they change, in one batch under the fence. Nothing is
 * written where nothing changed. Throws `LeaseLostError`.
 */
export async function commitRemap(db: Db, commit: RemapCommit): Promise<RemapPlan> {
  const { connection, now, leaseUntil } = commit;
  return await commitFenced(db, {
    connection,
    now,
    plan: (owner) => planRemap(db, owner, commit),
    toStatements: (plan, indexing) => {
      if (plan.statements.length === 0) return [];
      const counts = db.$client
        .prepare(PUT_COUNTS)
        .bind(connection.id, plan.itemsNew, plan.oldestAt, leaseUntil, now);
      return [...plan.statements, ...indexing, counts];
    },
  });
}

const PUT_COUNTS = `
  UPDATE media_accounts SET item_count = item_count + ?2,
    oldest_item_at = min(coalesce(oldest_item_at, ?3), coalesce(?3, oldest_item_at)),
    lease_expires_at = ?4, updated_at = ?5
  WHERE id = ?1`;

/** Once times were corrected. Reads all that the connection has: no index knows what is hidden by time. */
export async function recountOldest(
  db: Db,
  { id, fence }: Pick<ConnectionRow, "id" | "fence">,
): Promise<void> {
  await db.$client
    .prepare(
      `UPDATE media_accounts SET oldest_item_at =
         (SELECT min(occurred_at) FROM media_items INDEXED BY media_items_external WHERE connection_id = ?1)
       WHERE id = ?1 AND fence = ?2`,
    )
    .bind(id, fence)
    .run();
}

import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { isRefused, onlyIf } from "./guard.ts";
import type { ItemOwner } from "./item-statements.ts";
import { toIndexLater } from "./search-index.ts";
import { isIndexFailure } from "./search.ts";
import { isUniqueViolation } from "./unless-taken.ts";

/** The run no longer holds its connection: another took over, or it was changed or disconnected. */
export class LeaseLostError extends Error {
  constructor() {
    super("The lease on this connection was lost.");
    this.name = "LeaseLostError";
  }
}

/** Of a connection: whether it stands under that fence. */
export const HOLDS = "EXISTS (SELECT 1 FROM media_accounts WHERE id = ?1 AND fence = ?2)";

interface Plan {
  /** What the same changes in the full-text index, where it stands. */
  readonly indexing: readonly D1PreparedStatement[];
}

interface Fenced<Planned extends Plan> {
  readonly connection: Pick<ConnectionRow, "id" | "userId" | "platform" | "fence">;
  readonly now: number;
  plan(owner: ItemOwner): Promise<Planned>;
  /** All of what is written, with the indexing where it is told; nothing where nothing changed. */
  toStatements(
    plan: Planned,
    indexing: readonly D1PreparedStatement[],
  ): readonly D1PreparedStatement[];
  /** Whether so many statements more may be asked, and the plan for them; else what failed is thrown. */
  mayTryAgain?(statements: number): boolean;
}

/**
 * One batch under the fence: all of it or nothing. A key that another writer took in between makes a new
 * plan, and where the full-text index is broken the rest is written without it. Throws `LeaseLostError`.
 */
export async function commitFenced<Planned extends Plan>(
  db: Db,
  { connection, now, plan: makePlan, toStatements, mayTryAgain = () => true }: Fenced<Planned>,
): Promise<Planned> {
  const { id: connectionId, userId, platform, fence } = connection;
  const owner = { connectionId, userId, platform, now };
  let kept: Planned | null = null;
  let broken: unknown = null;
  for (let attempt = 1; ; attempt += 1) {
    const plan: Planned = kept ?? (await makePlan(owner));
    const indexing = broken === null ? plan.indexing : toIndexLater(db, owner, broken);
    const statements = toStatements(plan, indexing);
    if (statements.length === 0) return plan;
    try {
      await db.$client.batch([onlyIf(db, HOLDS, connectionId, fence), ...statements]);
      return plan;
    } catch (error) {
      if (isRefused(error)) throw new LeaseLostError();
      if (!mayTryAgain(statements.length + 1)) throw error;
      if (broken === null && isIndexFailure(error)) {
        broken = error;
        kept = plan;
      } else if (isUniqueViolation(error) && attempt < 5) kept = null;
      else throw error;
    }
  }
}

import { LeaseLostError } from "./commit-fenced.ts";
import { NO_GAIN, putState } from "./connection-state.ts";
import type { ConnectionState } from "./connection-state.ts";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { bookUse } from "./rate-limits.ts";
import type { UseOfLimit } from "./rate-limits.ts";
import { putRun } from "./runs.ts";
import type { RunRow } from "./runs.ts";

/** The one thing that a check may write beside its connection's row. */
export type Aside =
  | { readonly type: "booking"; readonly use: UseOfLimit }
  /** An hour of checks that is over. */
  | { readonly type: "hour"; readonly row: RunRow };

/**
 * The end of a check that found nothing: one statement, or two in one batch. Each asks for the fence
 * itself, so no guard stands before them. Throws `LeaseLostError`.
 */
export async function commitIdle(
  db: Db,
  connection: Pick<ConnectionRow, "id" | "fence">,
  { state, aside, now }: { state: ConnectionState; aside: Aside | null; now: number },
): Promise<void> {
  const put = putState(db, connection, state, { now, gain: NO_GAIN });
  const results =
    aside === null
      ? [await put.all()]
      : await db.$client.batch([toStatement(db, connection, aside, now), put]);
  if (results.at(-1)?.results.length !== 1) throw new LeaseLostError();
}

function toStatement(
  db: Db,
  connection: Pick<ConnectionRow, "id" | "fence">,
  aside: Aside,
  now: number,
): D1PreparedStatement {
  return aside.type === "booking"
    ? bookUse(db, connection, aside.use, now)
    : putRun(db, aside.row, connection.fence);
}

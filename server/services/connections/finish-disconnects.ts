import type { Context } from "../../context.ts";
import { dropTokens, listDisconnecting } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  DELETE_ROW_QUERIES,
  DELETE_SOME_QUERIES,
  deleteConnection,
  deleteSomeOfConnection,
} from "../../store/delete-connection.ts";
import { putLastDisconnect } from "../../store/facts.ts";
import { END_GRANT_COST, endGrant } from "./end-grant.ts";
import { leaveForLater } from "./end-left-grants.ts";

/** How much of an invocation a piece of work may use. */
export interface Piece {
  readonly queries: number;
  /** Requests to platforms, and what is asked of R2. */
  readonly subrequests: number;
}

/** What a tick has for it, and a request that deletes. */
const PER_TICK = {
  free: { queries: 20, subrequests: 10 },
  paid: { queries: 300, subrequests: 300 },
} as const;
const PER_REQUEST = {
  free: { queries: 30, subrequests: 30 },
  paid: { queries: 300, subrequests: 300 },
} as const;

/** Rows of a table that go in one statement, and objects that go in one call. */
const DELETE_CHUNK = 10_000;
const DELETE_OBJECTS_COST = 2;
/** That a tick looks at; a large one takes the whole piece of a tick, each time that it is its turn. */
const LOOKED_AT = 5;

/** Goes on deleting connections whose deletion was begun, or cut off, each in turn whatever comes of it. */
export async function finishDisconnects(
  ctx: Context,
  piece: Piece = PER_TICK[ctx.config.plan],
): Promise<void> {
  const fits = fitsInto(ctx, piece);
  const rows = await listDisconnecting(ctx.db, LOOKED_AT);
  for (const row of rows) {
    if (!fits({ queries: 1 + DELETE_SOME_QUERIES, subrequests: 0 })) return;
    try {
      // Before it is tried: it may be what ends the tick.
      if (rows.length > 1) await putLastDisconnect(ctx.db, row.row, ctx.now());
      await deletePieces(ctx, row, { fits, mayBeHeld: false });
    } catch (error) {
      ctx.log.error("disconnect.unforeseen", error, { connection: row.id });
    }
  }
}

/**
 * Deletes a connection that is being disconnected as far as that fits into a request. `isDone` once its
 * row is gone; `mayBeHeld` lets that go while a run may still hold it. Safe to run again from wherever
 * it stopped.
 */
export async function finishDisconnect(
  ctx: Context,
  row: ConnectionRow,
  { mayBeHeld }: { mayBeHeld: boolean },
): Promise<{ readonly isDone: boolean; readonly revoked: boolean }> {
  const fits = fitsInto(ctx, PER_REQUEST[ctx.config.plan]);
  return await deletePieces(ctx, row, { fits, mayBeHeld });
}

/** Its own row last: as long as that stands, the ticks know that something is left. */
async function deletePieces(
  ctx: Context,
  row: ConnectionRow,
  { fits, mayBeHeld }: { fits: Fits; mayBeHeld: boolean },
): Promise<{ isDone: boolean; revoked: boolean }> {
  if (!fits(END_GRANT_COST)) return { isDone: false, revoked: false };
  const end = await endGrant(ctx, row);
  const revoked = end.type === "ended";
  const left = { isDone: false, revoked };
  if (end.type === "unavailable") await leaveForLater(ctx, row, end);
  else if (row.accessTokenSealed !== "") await dropTokens(ctx.db, row.id);
  do {
    if (!fits({ queries: DELETE_SOME_QUERIES, subrequests: 0 })) return left;
  } while (!(await deleteSomeOfConnection(ctx.db, row, DELETE_CHUNK, ctx.now())));
  do {
    if (!fits({ queries: 0, subrequests: DELETE_OBJECTS_COST })) return left;
  } while (!(await ctx.snapshots.deleteSome(row.id)));
  // Whoever holds it may be about to put an answer away: it is looked at again after that.
  const isHeld = row.leaseExpiresAt !== null && row.leaseExpiresAt > ctx.now();
  if ((isHeld && !mayBeHeld) || !fits({ queries: DELETE_ROW_QUERIES, subrequests: 0 })) return left;
  await deleteConnection(ctx.db, row);
  ctx.log.info("connection.disconnected", { connection: row.id, platform: row.platform });
  return { isDone: true, revoked };
}

type Fits = (cost: Piece) => boolean;

/** Whether something of that cost may still be done, by what this context has used since. */
function fitsInto({ meter }: Context, piece: Piece): Fits {
  const subrequests = () => meter.requests + meter.r2Ops;
  const most = {
    queries: meter.queries + piece.queries,
    subrequests: subrequests() + piece.subrequests,
  };
  return (cost) =>
    meter.queries + cost.queries <= most.queries &&
    subrequests() + cost.subrequests <= most.subrequests;
}

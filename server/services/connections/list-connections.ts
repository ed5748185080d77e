import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { listConnections as listRows } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { toConnection } from "./view.ts";

/** Oldest first. */
export async function listConnections(ctx: Context, actor: Actor): Promise<Connection[]> {
  const rows = await listRows(ctx.db, actor.userId);
  return rows.map((row) => toConnection(ctx, row));
}

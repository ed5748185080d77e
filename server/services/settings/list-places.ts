import type { Context } from "../../context.ts";
import { listPlaces as listRows } from "../../store/places.ts";
import { getOwnConnection } from "../connections/view.ts";
import type { Actor } from "../identity/identity.ts";

const MOST_PLACES = 200;

/** Places that a connection has items of, most items first; hidden items count too. */
export async function listPlaces(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ name: string; items: number }[]> {
  const row = await getOwnConnection(ctx, actor, id);
  return await listRows(ctx.db, row.id, MOST_PLACES);
}

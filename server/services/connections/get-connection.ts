import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import type { Actor } from "../identity/identity.ts";
import { getOwnConnection, toConnection } from "./view.ts";

export async function getConnection(ctx: Context, actor: Actor, id: string): Promise<Connection> {
  return toConnection(ctx, await getOwnConnection(ctx, actor, id));
}

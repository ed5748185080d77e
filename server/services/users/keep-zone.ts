import type { Context } from "../../context.ts";
import type { Actor } from "../identity/identity.ts";
import { changeUser } from "./change-user.ts";
import { getUser } from "./get-me.ts";

/** Takes the browser's zone for a person who has none yet; what he chose himself stays. */
export async function keepZone(ctx: Context, actor: Actor, zone: string): Promise<void> {
  const user = await getUser(ctx, actor);
  if (user.zone === null) await changeUser(ctx, user.id, { zone });
}

import type { Scope } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { listConnections } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { DEFAULT_ZONE, getUser } from "../users/get-me.ts";
import type { View } from "./view.ts";

/** Who asks; nobody is asked who he is where a profile is read by its address. */
export type Asker = () => Promise<Actor>;

/** The view of whoever asks on what he asks for. What he may not see is as if it never was. */
export async function resolveView(
  ctx: Context,
  asker: Asker,
  of: Scope | undefined,
): Promise<View> {
  if (of !== undefined) throw new AppError("NOT_FOUND", "There is no such profile.");
  const user = await getUser(ctx, await asker());
  return {
    user,
    zone: user.zone ?? DEFAULT_ZONE,
    profile: null,
    connections: await listConnections(ctx.db, user.id),
    terms: [],
    isOwner: true,
  };
}

import type { Me } from "../../../shared/me.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { findUser } from "../../store/users.ts";
import type { UserRow } from "../../store/users.ts";
import type { Actor } from "../identity/identity.ts";

export async function getMe(ctx: Context, actor: Actor): Promise<Me> {
  return toMe(ctx, await getUser(ctx, actor));
}

/** As the session was found with him, if it was. */
export async function actingUser(ctx: Context, actor: Actor): Promise<UserRow> {
  return actor.user ?? (await getUser(ctx, actor));
}

export async function getUser(ctx: Context, actor: Actor): Promise<UserRow> {
  const user = await findUser(ctx.db, actor.userId);
  if (!user) throw new AppError("UNAUTHENTICATED", "Sign in to go on.");
  return user;
}

/** Days are cut in UTC until the person, or his browser, has said where he is. */
export const DEFAULT_ZONE = "UTC";

export function toMe(ctx: Context, user: UserRow): Me {
  return {
    id: user.id,
    name: user.name,
    handle: user.handle,
    zone: user.zone ?? DEFAULT_ZONE,
    identity: ctx.config.identity,
    createdAt: new Date(user.createdAt).toISOString(),
    eraseAt: user.eraseAt === null ? null : new Date(user.eraseAt).toISOString(),
  };
}

import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Platform } from "../../platforms/platform.ts";

export function getPlatform(ctx: Context, id: string): Platform {
  const platform = ctx.platforms.find((one) => one.id === id);
  if (!platform)
    throw new AppError("NOT_FOUND", "There is no such platform.", { field: "platform" });
  return platform;
}

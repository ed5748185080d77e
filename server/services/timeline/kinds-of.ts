import type { Context } from "../../context.ts";

/** Whether a platform's kind is among those that its definition names. */
export function kindsOf(
  ctx: Context,
  list: "groupedKinds" | "parentKinds" | "repeatedKinds",
): (platform: string, kind: string) => boolean {
  const kinds = new Map(ctx.platforms.map((one) => [one.id, one[list]]));
  return (platform, kind) => kinds.get(platform)?.includes(kind) ?? false;
}

import type { Context } from "../../context.ts";

/** Where a mere look uses up what many share, what was looked at since is new enough. */
const NEW_ENOUGH_MS = 20_000;

/** Until when what was looked at then is new enough; 0 where a look takes nothing from anybody else. */
export function newEnoughUntil(
  { platforms }: Pick<Context, "platforms">,
  platform: string,
  lookedAt: number | null,
): number {
  const quota = platforms.find((one) => one.id === platform)?.quota ?? null;
  const isCounted = quota?.meter === "units" && quota.sharedBy === "client";
  return isCounted && lookedAt !== null ? lookedAt + NEW_ENOUGH_MS : 0;
}

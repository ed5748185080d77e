import type { Budget } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { putCap } from "../../store/rate-limits.ts";
import { changeConnection } from "../connections/change-connection.ts";
import { getOwnConnection } from "../connections/view.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../schedule/request-sync.ts";
import { amountWords } from "./stop-words.ts";
import { listBudgets } from "./list-budgets.ts";

/**
 * Sets the hard stop of a connection, in its platform's meter; null takes it away. One that waited at
 * a stop is looked at again at once: if this was not the one, it waits on.
 */
export async function setCap(
  ctx: Context,
  actor: Actor,
  { id, cap }: { id: string; cap: number | null },
): Promise<Budget[]> {
  const connection = await getOwnConnection(ctx, actor, id);
  const platform = ctx.platforms.find((one) => one.id === connection.platform);
  if (!platform?.quota) {
    throw new AppError(
      "INVALID",
      `Nothing that ${platform?.name ?? "this platform"} gives is counted, so there is nothing to stop.`,
      { field: "cap" },
    );
  }
  const { quota } = platform;
  const least = quota.leastPerRequest ?? quota.mostPerRequest;
  if (cap !== null && cap > 0 && cap < least) {
    throw new AppError(
      "INVALID",
      `One request at ${platform.name} may use ${amountWords(quota, least)}: below that, nothing could be read. Set at least that much, or pause the connection.`,
      { field: "cap" },
    );
  }
  const now = ctx.now();
  await putCap(ctx.db, id, cap, now);
  if (connection.status === "active" && connection.problemCode === "cap_reached") {
    await changeConnection(ctx, actor, connection, { nextSyncAt: now });
    await requestSync(ctx, [id], "person");
  }
  return await listBudgets(ctx, actor, id);
}

import type { ConnectionSettings } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { countHiddenBySettings, findChoices } from "../../store/account-settings.ts";
import { getPlatform } from "../connections/get-platform.ts";
import { getOwnConnection } from "../connections/view.ts";
import type { Actor } from "../identity/identity.ts";
import { parseChoices, toSettingValues } from "./setting-values.ts";

/** A connection's settings as they stand, defaults included, and how much they hide. */
export async function getSettings(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<ConnectionSettings> {
  const row = await getOwnConnection(ctx, actor, id);
  const platform = getPlatform(ctx, row.platform);
  return {
    values: toSettingValues(platform, parseChoices(platform, await findChoices(ctx.db, id))),
    hidden: await countHiddenBySettings(ctx.db, id),
  };
}

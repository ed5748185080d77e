import type { Context } from "../../context.ts";
import { findChoices } from "../../store/account-settings.ts";
import { listPlaces as listRows } from "../../store/places.ts";
import { getPlatform } from "../connections/get-platform.ts";
import { getOwnConnection } from "../connections/view.ts";
import type { Actor } from "../identity/identity.ts";
import { parseChoices } from "./setting-values.ts";

const MOST_PLACES = 200;
/** So many are looked at of what is shown, and of what is hidden. */
const NEWEST_ITEMS = 5000;

/**
 * Places among the newest items of a connection, hidden ones too, most items first. What was chosen
 * is always among them, so that it can be taken back.
 */
export async function listPlaces(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ name: string; items: number }[]> {
  const row = await getOwnConnection(ctx, actor, id);
  const platform = getPlatform(ctx, row.platform);
  const choices = parseChoices(platform, await findChoices(ctx.db, row.id));
  const chosen = new Map(
    Object.values(choices).flatMap((value) =>
      Array.isArray(value) ? value.map((name) => [name.toLowerCase(), name] as const) : [],
    ),
  );
  const found = await listRows(ctx.db, row.id, NEWEST_ITEMS);
  const listed = found.filter(({ name }, at) => at < MOST_PLACES || chosen.has(name.toLowerCase()));
  for (const { name } of listed) chosen.delete(name.toLowerCase());
  return [...listed, ...[...chosen.values()].map((name) => ({ name, items: 0 }))];
}

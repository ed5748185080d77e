import type { Scope, TimelinePinned } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { listPinned as listRows } from "../../store/item-marks.ts";
import { readItems } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import { toFreshness } from "./freshness.ts";
import { toItem } from "./to-entry.ts";

/** What of a view its owner pinned, the newest pin first: all, as there are few. */
export async function listPinned(
  ctx: Context,
  asker: Asker,
  { of }: { of?: Scope | undefined },
): Promise<TimelinePinned> {
  const view = await resolveView(ctx, asker, of);
  const rows = await listRows(ctx.db, view.user.id);
  const items = await readItems(ctx, view, []).among(rows);
  return { items: items.map(toItem), freshness: toFreshness(view.connections) };
}

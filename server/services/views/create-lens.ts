import type { ItemRow } from "../../store/items.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { matches } from "./matches.ts";
import type { Terms, View } from "./view.ts";

/**
 * An item as the view shows it, or null where it is outside of it, or not what was asked for. Given are
 * items of the view's person that are seen. Visitors get no notes, nor find anything by them;
 * to them nothing else says the same as what is kept apart.
 */
export function createLens(view: View, asked: readonly Terms[]): (row: ItemRow) => ItemRow | null {
  const days = createZonedDays(view.zone);
  const connections = new Set(view.connections.map(({ id }) => id));
  return (row) => {
    if (!connections.has(row.connectionId)) return null;
    if (view.profile !== null && row.isPrivate) return null;
    if (!matches(view.terms, row, days)) return null;
    const shown = view.isOwner ? row : asVisited(row);
    return asked.every((terms) => matches(terms, shown, days)) ? shown : null;
  };
}

function asVisited(row: ItemRow): ItemRow {
  return { ...row, note: null, ...(row.isSplit && { twin: null, isSplit: false }) };
}

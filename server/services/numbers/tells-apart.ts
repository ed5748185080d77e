import { DEFAULT_ZONE } from "../users/get-me.ts";
import type { Terms, View } from "../views/view.ts";

const KNOWN_FIELDS = ["platform", "connection", "kind"];

/**
 * Whether the cells of `media_activity` are enough to count what a view shows: they are kept by the
 * owner's days, and know an item's connection, its kind and whether it is private.
 */
export function tellsApart(view: View, asked: readonly Terms[] = []): boolean {
  return know(KNOWN_FIELDS, view, asked);
}

/** The same for what is counted by place: its cells are kept by month, and know the place too. */
export function tellsPlacesApart(view: View, asked: readonly Terms[]): boolean {
  return know([...KNOWN_FIELDS, "place"], view, asked);
}

function know(fields: readonly string[], view: View, asked: readonly Terms[]): boolean {
  return (
    view.zone === (view.user.zone ?? DEFAULT_ZONE) &&
    [view.terms, ...asked].every((terms) =>
      terms.every(
        ({ field, value }) => fields.includes(field) || (field === "is" && value === "private"),
      ),
    )
  );
}

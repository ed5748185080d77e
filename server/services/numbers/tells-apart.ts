import { DEFAULT_ZONE } from "../users/get-me.ts";
import type { Terms, View } from "../views/view.ts";

/** What the cells of `media_activity` know of the items that they count. */
export interface Cell {
  readonly connectionId: string;
  readonly kind: string;
  readonly isPrivate: boolean;
}

const KNOWN_FIELDS = ["platform", "connection", "kind"];

/** Whether the cells, which are kept by the owner's days, are enough to count what a view shows. */
export function tellsApart(view: View, asked: readonly Terms[] = []): boolean {
  return (
    view.zone === (view.user.zone ?? DEFAULT_ZONE) &&
    [view.terms, ...asked].every((terms) =>
      terms.every(
        ({ field, value }) =>
          KNOWN_FIELDS.includes(field) || (field === "is" && value === "private"),
      ),
    )
  );
}

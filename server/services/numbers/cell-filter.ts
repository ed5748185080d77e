import type { Context } from "../../context.ts";
import type { CellFilter } from "../../store/activity.ts";
import type { Terms, View } from "../views/view.ts";
import { createSorting } from "./sort-cells.ts";

/**
 * The cells that may hold anything of a view. What only a look at the items tells, as their words, is
 * taken to fit; what is outside for certain is not read, so that it decides nothing.
 */
export function cellFilterOf(ctx: Context, view: View, asked: readonly Terms[] = []): CellFilter {
  const likely = view.connections.flatMap(({ id, platform }) => {
    const { kinds = {} } = ctx.platforms.find((one) => one.id === platform) ?? {};
    return Object.keys(kinds).flatMap((kind) =>
      [false, true].map((isPrivate) => ({ connectionId: id, kind, isPrivate, items: 1 })),
    );
  });
  const sort = createSorting({ ...view, terms: decided(view.terms) }, asked.map(decided));
  return {
    connectionIds: view.connections.map(({ id }) => id),
    isPublicOnly: view.profile !== null && !view.profile.countsPrivate,
    without: likely
      .filter((cell) => sort([cell]).length === 0)
      .map(({ connectionId, kind, isPrivate }) => [connectionId, kind, isPrivate ? 1 : 0]),
  };
}

/** The terms that a cell tells whether they hold. Alternatives to such a one go with it. */
function decided(terms: Terms): Terms {
  const isOfPrivate = terms.every(
    ({ field, value, isExcluded }) => field !== "is" || isExcluded || value === "private",
  );
  return terms.filter(({ field, value, isExcluded }) =>
    field === "is"
      ? value === "private" && (isExcluded || isOfPrivate)
      : field === "platform" || field === "connection" || field === "kind",
  );
}

import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import { scanAbove, scanBelow } from "../../store/scan-items.ts";
import { isIndexFailure, listFoundAbove, listFoundBelow } from "../../store/search.ts";
import { toExpression } from "../../store/search-terms.ts";
import type { Terms, View } from "./view.ts";

/** Items that may be in the view, and the key to go on from; null where there are no more. */
export interface Candidates {
  readonly rows: readonly ItemRow[];
  readonly next: number | null;
}

export type FindCandidates = (
  direction: "below" | "above",
  key: number,
  limit: number,
) => Promise<Candidates>;

/** Narrowed by the full-text index; by the connections alone while it does not hold all of the person's. */
export function createCandidates(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
): FindCandidates {
  const { user } = view;
  const connectionIds = view.connections.map(({ id }) => id);
  const isPublicOnly = view.profile !== null;
  const lists = [view.terms, ...asked, connectionsOf(connectionIds)];
  const expression = [...lists, ...(isPublicOnly ? [NOT_PRIVATE] : [])]
    .filter((terms) => terms.length > 0)
    .map((terms) => `(${toExpression(user.id, terms)})`)
    .join(" AND ");
  let isIndexed = user.searchKey === null;

  const scan: FindCandidates = async (direction, key, limit) => {
    const read = direction === "below" ? scanBelow : scanAbove;
    const rows = await read(ctx.db, { userId: user.id, connectionIds, isPublicOnly, key, limit });
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  };
  return async (direction, key, limit) => {
    if (connectionIds.length === 0) return { rows: [], next: null };
    if (!isIndexed) return await scan(direction, key, limit);
    try {
      const find = direction === "below" ? listFoundBelow : listFoundAbove;
      return await find(ctx.db, user.id, expression, key, limit);
    } catch (error) {
      if (!isIndexFailure(error)) throw error;
      ctx.log.error("search.failed", error, {});
      isIndexed = false;
      return await scan(direction, key, limit);
    }
  };
}

function connectionsOf(ids: readonly string[]): Terms {
  return ids.map((value) => ({
    field: "connection",
    value,
    isExcluded: false,
    connectionId: null,
  }));
}

const NOT_PRIVATE: Terms = [
  { field: "is", value: "private", isExcluded: true, connectionId: null },
];

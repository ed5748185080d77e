import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import { listMarked } from "../../store/marked-items.ts";
import type { Mark } from "../../store/marked-items.ts";
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

/**
 * Narrowed by the full-text index, or by that of pins or notes, which are few; by the connections alone
 * while the full-text index does not hold all of the person's.
 */
export function createCandidates(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
): FindCandidates {
  const { user } = view;
  const connectionIds = view.connections.map(({ id }) => id);
  const isPublicOnly = view.profile !== null;
  const lists = [view.terms, ...asked];
  const expression = toExpression(
    user.id,
    ...[...lists, connectionsOf(connectionIds)].filter((terms) => terms.length > 0),
    ...(isPublicOnly ? [NOT_PRIVATE] : []),
  );
  const mark = markOf(lists);
  let isIndexed = user.searchKey === null;

  const scan: FindCandidates = async (direction, key, limit) => {
    const read = direction === "below" ? scanBelow : scanAbove;
    const rows = await read(ctx.db, { userId: user.id, connectionIds, isPublicOnly, key, limit });
    return toCandidates(rows, limit);
  };
  return async (direction, key, limit) => {
    if (connectionIds.length === 0) return { rows: [], next: null };
    if (mark !== null) {
      return toCandidates(await listMarked(ctx.db, user.id, mark, direction, key, limit), limit);
    }
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

function toCandidates(rows: readonly ItemRow[], limit: number): Candidates {
  return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

/** What all that fits is marked with, where some list asks for one of these and for nothing else instead. */
function markOf(lists: readonly Terms[]): Mark | null {
  for (const terms of lists) {
    const wanted = terms.filter((term) => term.field === "is" && !term.isExcluded);
    const marks = new Set(
      wanted.map(({ value, connectionId }) => (connectionId === null ? value : null)),
    );
    const [mark] = marks;
    if (marks.size === 1 && (mark === "pinned" || mark === "noted")) return mark;
  }
  return null;
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

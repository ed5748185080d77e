import type { Context } from "../../context.ts";
import type { ItemRow, Stretch } from "../../store/items.ts";
import { listMarked } from "../../store/marked-items.ts";
import type { Mark } from "../../store/marked-items.ts";
import { scanAbove, scanBelow } from "../../store/scan-items.ts";
import { isIndexFailure, listFoundAbove, listFoundBelow } from "../../store/search.ts";
import { toExpression } from "../../store/search-terms.ts";
import type { Terms, View, ViewTerm } from "./view.ts";

/** Items that may be in the view, and the key to go on from; null where there are no more. */
export interface Candidates {
  readonly rows: readonly ItemRow[];
  readonly next: number | null;
}

export type FindCandidates = (
  direction: "below" | "above",
  key: number,
  limit: number,
  stretch: Stretch,
) => Promise<Candidates>;

/**
 * Narrowed by the full-text index, or by that of pins or notes, which are few; by order of time alone
 * where nothing but dates is asked for, and by the connections too while the full-text index does not
 * hold all of the person's. No look goes beyond the stretch.
 */
export function createCandidates(
  ctx: Context,
  view: View,
  asked: readonly Terms[],
): FindCandidates {
  const { user } = view;
  const all = view.connections.map(({ id }) => id);
  const isPublicOnly = view.profile !== null;
  const lists = [view.terms, ...asked];
  const isOfDates = view.profile === null && lists.flat().every(isDate);
  const marks = marksOf(lists);
  let isIndexed = user.searchKey === null;

  const toExpressionOf = (connectionIds: readonly string[]): string =>
    toExpression(
      user.id,
      ...[...lists, connectionsOf(connectionIds)].filter((terms) => terms.length > 0),
      ...(isPublicOnly ? [NOT_PRIVATE] : []),
    );
  const scan: FindCandidates = async (direction, key, limit, { connectionId, end }) => {
    const read = direction === "below" ? scanBelow : scanAbove;
    const some = connectionId === null ? all : [connectionId];
    const connectionIds = isOfDates && connectionId === null ? null : some;
    const rows = await read(ctx.db, {
      userId: user.id,
      connectionIds,
      isPublicOnly,
      key,
      end,
      limit,
    });
    return toCandidates(rows, limit);
  };
  return async (direction, key, limit, stretch) => {
    const { connectionId, end } = stretch;
    if (all.length === 0) return NONE;
    if (marks !== null) {
      const rows = await listMarked(ctx.db, user.id, marks, direction, key, limit, end);
      return toCandidates(rows, limit);
    }
    if (isOfDates || !isIndexed) return await scan(direction, key, limit, stretch);
    try {
      const find = direction === "below" ? listFoundBelow : listFoundAbove;
      const expression = toExpressionOf(connectionId === null ? all : [connectionId]);
      return await find(ctx.db, user.id, expression, key, limit, end);
    } catch (error) {
      if (!isIndexFailure(error)) throw error;
      ctx.log.error("search.failed", error, {});
      isIndexed = false;
      return await scan(direction, key, limit, stretch);
    }
  };
}

const NONE: Candidates = { rows: [], next: null };

const isDate = ({ field }: ViewTerm): boolean => field === "after" || field === "before";

function toCandidates(rows: readonly ItemRow[], limit: number): Candidates {
  return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

/**
 * All that fits has one of these marks, which have indexes of their own; null where no list asks for that.
 * What is asked of one connection alone says nothing of the others.
 */
export function marksOf(lists: readonly Terms[]): Mark[] | null {
  for (const terms of lists) {
    const wanted = terms.filter((term) => term.field === "is" && !term.isExcluded);
    const marks = wanted.map(({ value }) => value).filter(isMark);
    const isForAll = wanted.some(({ connectionId }) => connectionId === null);
    if (isForAll && marks.length === wanted.length) return marks;
  }
  return null;
}

function isMark(value: string): value is Mark {
  return value === "pinned" || value === "noted";
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

import type { FilterTerm } from "../../../shared/filter.ts";
import type { Scope, SearchPage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import { toExpression, toRankedExpressions } from "../../store/search-terms.ts";
import type { SearchTerm } from "../../store/search-terms.ts";
import { listMarked } from "../../store/marked-items.ts";
import { isIndexFailure, listFoundAmong, listFoundBelow } from "../../store/search.ts";
import { toFreshness } from "../timeline/freshness.ts";
import { toItem } from "../timeline/to-entry.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { askedTerms } from "../views/asked-terms.ts";
import { createLens } from "../views/create-lens.ts";
import { marksOf } from "../views/find-candidates.ts";
import { keyRange } from "../views/key-range.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import type { Terms, View } from "../views/view.ts";
import { findSpans } from "./find-spans.ts";
import { readHits } from "./read-hits.ts";
import type { FindHits, Hits } from "./read-hits.ts";
import { decodePlace, encodePlace } from "./search-cursor.ts";
import { toExcerpt } from "./to-excerpt.ts";

export interface SearchInput {
  readonly of?: Scope | undefined;
  readonly query: string;
  readonly filter?: readonly FilterTerm[] | undefined;
  readonly order: "rank" | "time";
  readonly cursor?: string | null | undefined;
  readonly limit: number;
}

/**
 * The items of a view that fit what is looked for, each by itself, wherever it stands: the best first, or
 * the newest; none where nothing is said of them. While the index is away, nothing is found, and the answer says so.
 */
export async function searchTimeline(
  ctx: Context,
  asker: Asker,
  input: SearchInput,
): Promise<SearchPage> {
  const view = await resolveView(ctx, asker, input.of);
  const { user, zone } = view;
  const asked = askedTerms(ctx, view, input);
  const search = JSON.stringify([
    user.id,
    view.profile?.id,
    view.isOwner,
    zone,
    input.order,
    asked,
  ]);
  const from = await decodePlace(ctx, search, input.cursor);
  const texts = asked
    .flat()
    .filter(({ field, isExcluded }) => field === "text" && !isExcluded)
    .map(({ value }) => value);
  const expression = toExpression(user.id, view.terms, ...asked, ...limitsOf(view));
  const ranks = input.order === "rank" ? toRankedExpressions(expression, texts) : [expression];
  const hits = await unlessAway(ctx, () =>
    readHits(createFind(ctx, view, asked), {
      ranks: asked.flat().length === 0 ? [] : ranks,
      range: keyRange([view.terms, ...asked], createZonedDays(zone)),
      lens: createLens(view, asked),
      from,
      limit: input.limit,
    }),
  );
  return {
    hits: (hits?.rows ?? []).map((row) => toHit(row, texts)),
    nextCursor: hits?.next ? await encodePlace(ctx, search, hits.next) : null,
    zone,
    isIndexing: hits === null || user.searchKey !== null,
    freshness: toFreshness(view),
  };
}

/** By the full-text index; of pins and notes, which it does not know, only those are looked for in it. */
function createFind(
  { db }: Context,
  { user: { id }, terms }: View,
  asked: readonly Terms[],
): FindHits {
  const marks = marksOf([terms, ...asked]);
  if (marks === null) return (expression, ...where) => listFoundBelow(db, id, expression, ...where);
  return async (expression, below, limit, end) => {
    const marked = await listMarked(db, id, marks, "below", below, limit, end);
    const keys = marked.map((row) => row.id);
    const found = await listFoundAmong(db, expression, keys);
    return {
      rows: marked.filter((row) => found.has(row.id)),
      next: marked.length < limit ? null : (keys.at(-1) ?? null),
    };
  };
}

/** What a profile shows at all: its connections, and nothing private. */
function limitsOf({ profile, connections }: View): SearchTerm[][] {
  if (profile === null) return [];
  const everywhere = { connectionId: null, isExcluded: false };
  return [
    // Of none of them, where there are none: no connection is called so.
    ["", ...connections.map(({ id }) => id)].map((value) => {
      return { field: "connection", value, ...everywhere };
    }),
    [{ field: "is", value: "private", ...everywhere, isExcluded: true }],
  ];
}

async function unlessAway(ctx: Context, read: () => Promise<Hits>): Promise<Hits | null> {
  try {
    return await read();
  } catch (error) {
    if (!isIndexFailure(error)) throw error;
    ctx.log.error("search.failed", error, {});
    return null;
  }
}

function toHit(row: ItemRow, texts: readonly string[]): SearchPage["hits"][number] {
  const body = row.body ?? "";
  return {
    item: toItem(row),
    title: findSpans(row.title, texts),
    excerpt: toExcerpt(body, findSpans(body, texts)),
  };
}

import type { FilterTerm } from "../../../shared/filter.ts";
import { parseFilter } from "../../../shared/parse-filter.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Terms, View } from "./view.ts";

/**
 * What is looked for in a view: a filter as it was typed and one as data, both of which must fit. Throws
 * INVALID where what was typed cannot be read. Only its owner names sources: to say which there are
 * would tell a visitor of those that show him nothing.
 */
export function askedTerms(
  ctx: Context,
  view: View,
  asked: { query?: string | undefined; filter?: readonly FilterTerm[] | undefined },
): Terms[] {
  const lists = [parse(ctx, view, asked.query ?? ""), asked.filter ?? []];
  return lists
    .filter((terms) => terms.length > 0)
    .map((terms) => terms.map((term) => ({ ...term, connectionId: null })));
}

function parse(ctx: Context, view: View, query: string): FilterTerm[] {
  const connections = view.isOwner ? view.connections : [];
  const parsed = parseFilter(query, { platforms: ctx.platforms, connections });
  if ("terms" in parsed) return parsed.terms;
  const { message, at } = parsed.problem;
  throw new AppError("INVALID", `At character ${at + 1}: ${message}`, { field: "query" });
}

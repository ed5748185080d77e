import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { API } from "./wire.ts";

/** One page of a list, and the Link header that leads to the others. */
export function listing<T>(
  entries: readonly T[],
  query: URLSearchParams,
  /** Path for the links, as GitHub writes it: by number, `/repositories/1300192/issues`. */
  path: string,
  toBody: (entry: T) => unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { page, perPage } = pageOf(query);
  const shown = entries.slice((page - 1) * perPage, page * perPage);
  const link = linkHeader(query, path, page, Math.ceil(entries.length / perPage));
  return ok(shown.map(toBody), link === null ? headers : { ...headers, link });
}

/** GitHub forgives what makes no sense: it takes the nearest value that does. */
export function pageOf(query: URLSearchParams): { page: number; perPage: number } {
  const page = Number.parseInt(query.get("page") ?? "1", 10);
  const perPage = Number.parseInt(query.get("per_page") ?? "30", 10);
  return {
    page: page > 0 ? page : 1,
    perPage: perPage > 0 ? Math.min(perPage, 100) : 30,
  };
}

export function linkHeader(
  query: URLSearchParams,
  path: string,
  page: number,
  last: number,
): string | null {
  const to = (target: number, rel: string): string => {
    const params = new URLSearchParams(query);
    params.set("page", String(target));
    return `<${API}${path}?${params.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, Math.max(last, 1)), "prev")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 ? [to(1, "first")] : []),
  ];
  return links.length > 0 ? links.join(", ") : null;
}

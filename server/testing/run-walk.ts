import { fetchPage } from "../platforms/github/walk.ts";
import { createHttp } from "../platforms/http.ts";
import type { ItemLink, Page, PlatformAccount, PlatformItem } from "../platforms/page.ts";
import { answerOf } from "./tiny-github-answers.ts";
import { INES, type World } from "./tiny-github.ts";

/** What a store would hold after the pages, and the pages themselves. */
export interface Run {
  cursor: unknown;
  pages: Page[];
  items: Map<string, PlatformItem>;
  links: ItemLink[];
  requests: string[];
}

interface RunOptions {
  includePrivate?: boolean;
  /** How many failures in a row are borne, as by an engine that comes back. */
  patience?: number;
  account?: PlatformAccount;
  /** More pages than these mean that the walk does not end. */
  mostPages?: number;
  /** What happens after each page. */
  onPage?: (page: Page, result: Run) => void;
}

/** Calls `fetchPage` until it is up to date, with a cursor that went through JSON each time. */
export async function run(
  world: World,
  before: Run | null = null,
  options: RunOptions = {},
): Promise<Run> {
  const { includePrivate = false, patience = 0, account = INES, mostPages = 500 } = options;
  const http = createHttp({
    fetch: async (url, init) => answerOf(world, new URL(String(url)), new Headers(init?.headers)),
    upstreamOrigin: null,
    hosts: ["api.github.com"],
    authorization: null,
    now: () => world.now,
  });
  const result: Run = {
    cursor: before?.cursor ?? null,
    pages: [],
    items: new Map(before?.items),
    links: [...(before?.links ?? [])],
    requests: [],
  };
  const asked = world.requests.length;
  let failures = 0;
  for (let more = true; more;) {
    try {
      const { cursor } = result;
      const page = await fetchPage({
        http,
        account,
        includePrivate,
        cursor,
        now: world.now,
        failures,
      });
      failures = 0;
      result.pages.push(page);
      result.cursor = JSON.parse(JSON.stringify(page.cursor));
      for (const item of page.items) {
        if (!item.isSecondary || result.items.get(item.externalId)?.isSecondary !== false) {
          result.items.set(item.externalId, item);
        }
      }
      result.links.push(...page.links);
      options.onPage?.(page, result);
      ({ more } = page);
    } catch (error) {
      failures += 1;
      if (failures > patience) throw Object.assign(error as Error, { run: result });
    }
    if (result.pages.length > mostPages) throw new Error("the walk does not end");
  }
  result.requests = world.requests.slice(asked);
  return result;
}

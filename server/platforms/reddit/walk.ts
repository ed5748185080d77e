import { walkNewestFirst } from "../newest-first.ts";
import type { Listing, ListingPage } from "../newest-first.ts";
import type { Page, PageRequest } from "../platform.ts";
import { toReading } from "./map.ts";
import { ask } from "./requests.ts";
import { listing } from "./schema.ts";
import type { RedditEntry } from "./schema.ts";

/** The most that Reddit gives at once. */
const PAGE = 100;
const DAY = 24 * 3_600_000;

/**
 * Posts and comments are two listings of a thousand entries each, and Reddit tells of no older ones.
 * The overview holds both, newest first: its newest page is the one request of a check. Every day
 * both are read again, for what was edited, deleted or removed further down.
 */
export function fetchPage(request: PageRequest): Promise<Page> {
  return walkNewestFirst(request, {
    rereadEveryMs: DAY,
    listings: [
      toListing(request, "overview", {
        name: "newest",
        covers: ["post", "crosspost", "comment"],
        isWatched: true,
      }),
      toListing(request, "submitted", {
        name: "posts",
        covers: ["post", "crosspost"],
        isWatched: false,
      }),
      toListing(request, "comments", { name: "comments", covers: ["comment"], isWatched: false }),
    ],
  });
}

function toListing(
  request: PageRequest,
  endpoint: "overview" | "submitted" | "comments",
  about: { name: string; covers: readonly string[]; isWatched: boolean },
): Listing {
  return {
    ...about,
    isWhole: false,
    async read({ position, newest }) {
      const page = await readPage(request, endpoint, position);
      // Its older pages hold nothing that the two others do not; while new things are looked for they count.
      const isHistoryOfOverview = endpoint === "overview" && newest === null;
      return isHistoryOfOverview ? { ...page, next: null } : page;
    },
  };
}

/**
 * `position` names the entries to go on after, best first: an entry that was deleted in the meantime
 * leads nowhere, and an empty answer does not say whether it is that or the end.
 */
async function readPage(
  request: PageRequest,
  endpoint: string,
  position: string | null,
): Promise<ListingPage> {
  if (position === null) return await readAfter(request, endpoint, null);
  const [anchor = position, spare] = position.split(" ");
  const page = await readAfter(request, endpoint, anchor);
  const isEmpty =
    page.items.length === 0 && page.gone?.length === 0 && page.skipped === 0 && page.next === null;
  return isEmpty && spare !== undefined ? await readAfter(request, endpoint, spare) : page;
}

async function readAfter(
  { http, account, includePrivate }: PageRequest,
  endpoint: string,
  after: string | null,
): Promise<ListingPage> {
  const query = new URLSearchParams({ limit: String(PAGE), sort: "new", raw_json: "1" });
  if (after !== null) query.set("after", after);
  const path = `/user/${encodeURIComponent(account.handle)}/${endpoint}?${query.toString()}`;
  const response = await ask(http, path, account.handle);
  const { after: next, children } = response.json(listing).data;
  const { items, gone, unread } = toReading(children.entries, account, includePrivate);
  return {
    items,
    gone,
    skipped: children.skipped + unread,
    raw: {
      endpoint,
      url: response.url,
      body: response.body,
      ...(includePrivate ? { context: { private: true } } : {}),
    },
    next: next ? positionAfter(next, children.entries) : null,
  };
}

/** After the last entry, or else after one from the middle: what comes twice changes nothing. */
function positionAfter(after: string, entries: readonly RedditEntry[]): string {
  const spare = entries[Math.floor(entries.length / 2)]?.data.name ?? after;
  return spare === after ? after : `${after} ${spare}`;
}

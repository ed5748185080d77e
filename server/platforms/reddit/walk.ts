import { walkNewestFirst } from "../newest-first.ts";
import type { Listing, ListingPage } from "../newest-first.ts";
import type { Page, PageRequest } from "../page.ts";
import { linksIn, toReading } from "./map.ts";
import { ask } from "./requests.ts";
import { listing } from "./schema.ts";
import type { RedditEntry } from "./schema.ts";

/** The most that Reddit gives at once, and of one listing. */
const PAGE = 100;
const MOST = 1000;
const DAY = 24 * 3_600_000;

/**
 * Posts and comments are two listings of a thousand entries each, and Reddit tells of no older ones.
 * The overview holds both, newest first: its newest page is the one request of a check. Every day
 * both are read again, for what was edited, deleted or removed further down.
 */
export function fetchPage(request: PageRequest): Promise<Page> {
  return walkNewestFirst(request, {
    rereadEveryMs: DAY,
    limitOf: (cutOff) =>
      `Reddit gives the newest 1,000 ${cutOff.join(" and the newest 1,000 ")} of an account.`,
    listings: [
      {
        name: "newest",
        covers: ["post", "crosspost", "comment"],
        isWhole: false,
        hasHistory: false,
        read: ({ position }) => readPage(request, "overview", position),
      },
      toHistory(request, "submitted", "posts", ["post", "crosspost"]),
      toHistory(request, "comments", "comments", ["comment"]),
    ],
  });
}

function toHistory(
  request: PageRequest,
  endpoint: "submitted" | "comments",
  name: string,
  covers: readonly string[],
): Listing {
  return {
    name,
    covers,
    isWhole: false,
    mostEntries: MOST,
    isWatched: false,
    read: ({ position }) => readPage(request, endpoint, position),
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
    links: linksIn(children.entries, account),
    gone,
    skipped: children.skipped + unread,
    entries: children.entries.length + children.skipped,
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

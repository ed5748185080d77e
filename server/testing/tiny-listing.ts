import { keepPage } from "./keep-page.ts";
import { expect } from "vitest";
import { PlatformError } from "../errors.ts";
import type { ListingAsk, NewestFirst } from "../platforms/newest-first.ts";
import { walkNewestFirst } from "../platforms/newest-first.ts";
import type { Page, PlatformItem } from "../platforms/page.ts";

export const NOW = Date.UTC(2026, 10, 18, 12);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** A post of a listing that goes from the newest to the oldest; `id` grows with each. */
export interface TinyPost {
  readonly id: number;
  readonly at: number;
  text: string;
}

/** A platform of one listing, small enough to hold in a test, and the store of one who reads it. */
export interface TinyListing {
  now: number;
  posts: TinyPost[];
  readonly asks: ListingAsk[];
  /** Posts that are there and cannot be read. */
  readonly unreadable: Set<number>;
  /** While it is set, an answer holds so many posts at most, and names no next place. */
  cutTo: number | null;
  readonly items: Map<string, PlatformItem>;
  /** What the page before said, and when the newest page was asked for last. */
  reach: Page["reach"] | null;
  lookedAt: number;
  post(at?: number): TinyPost;
  delete(...ids: number[]): void;
  /** One call, kept as the engine keeps it; it says whether there is more. */
  step(failures?: number): Promise<Page>;
  /** Calls until it is up to date. */
  check(): Promise<Page[]>;
}

interface TinyOptions {
  readonly count?: number;
  readonly size?: number;
  /** All of the first posts in one moment. */
  readonly inOneMoment?: boolean;
  readonly withEtags?: boolean;
  /** Every page is asked for again from the cursor before it, as after a crash. */
  readonly repeats?: boolean;
  readonly isWhole?: boolean;
  /** The platform shows so many of the newest. */
  readonly mostEntries?: number;
  /** The last page leads on too, to an empty one. */
  readonly trails?: boolean;
  readonly rereadEveryMs?: number | null;
  /** Strikes a place in the listing; the place after a deleted post always fails. */
  readonly breaksAt?: (position: string) => boolean;
}

export function tinyListing(options: TinyOptions = {}): TinyListing {
  const { count = 0, size = 10, repeats = false } = options;
  let cursor: unknown = null;
  let last = 0;
  const make = (at: number): TinyPost => {
    last += 1;
    return { id: last, at, text: `Post ${last}` };
  };
  const first = Array.from({ length: count }, (_, at) =>
    make(options.inOneMoment ? NOW - DAY : NOW - DAY - (count - at) * 30 * MINUTE),
  );
  const tiny: TinyListing = {
    now: NOW,
    posts: first.toReversed(),
    asks: [],
    unreadable: new Set(),
    cutTo: null,
    items: new Map(),
    reach: null,
    lookedAt: NOW,
    post(at = tiny.now - 1000) {
      const post = make(at);
      tiny.posts = [post, ...tiny.posts].toSorted((a, b) => b.at - a.at || b.id - a.id);
      return post;
    },
    delete(...ids) {
      tiny.posts = tiny.posts.filter(({ id }) => !ids.includes(id));
    },
    async step(failures = 0) {
      const page = await ask(failures);
      if (repeats) keepPage(tiny.items, await ask(failures));
      keepPage(tiny.items, page);
      tiny.reach = page.reach;
      cursor = JSON.parse(JSON.stringify(page.cursor));
      return page;
    },
    async check() {
      const pages = [await tiny.step()];
      while (pages.at(-1)?.more) {
        pages.push(await tiny.step());
        if (pages.length > 500) throw new Error("The walk does not end.");
      }
      return pages;
    },
  };
  const ask = (failures: number): Promise<Page> => {
    const http = { send: () => Promise.reject(new Error("nothing is asked here")) };
    const account = { externalId: "1", handle: "a", displayName: null, url: null, email: null };
    const given = { http, account, includePrivate: false, cursor, now: tiny.now, failures };
    return walkNewestFirst(given, walkOf(tiny, size, options));
  };
  return tiny;
}

function walkOf(tiny: TinyListing, size: number, options: TinyOptions): NewestFirst {
  const {
    rereadEveryMs = DAY,
    isWhole = true,
    withEtags = false,
    trails = false,
    breaksAt,
    mostEntries,
  } = options;
  return {
    rereadEveryMs,
    limitOf: (cutOff) => `It gives the newest ${cutOff.join(", ")}.`,
    listings: [
      {
        name: "posts",
        covers: isWhole ? ["post"] : [],
        isWhole,
        ...(mostEntries === undefined ? {} : { mostEntries }),
        read: async (ask) => {
          tiny.asks.push(ask);
          const { position, etag } = ask;
          if (position === null) tiny.lookedAt = tiny.now;
          const all = tiny.posts.slice(0, mostEntries);
          const anchor = all.findIndex(({ id }) => String(id) === position);
          if (position !== null && (anchor < 0 || breaksAt?.(position))) {
            throw new PlatformError("bad_response", "There is no such place.");
          }
          const { cutTo } = tiny;
          const shown = all.slice(anchor + 1, anchor + 1 + (cutTo ?? size));
          const body = JSON.stringify(shown);
          if (etag !== null && etag === body) {
            return { items: [], raw: null, next: null, skipped: 0 };
          }
          const oldest = shown.at(-1);
          const hasMore = anchor + 1 + size < all.length;
          const readable = shown.filter(({ id }) => !tiny.unreadable.has(id));
          return {
            items: readable.map(toItem),
            skipped: shown.length - readable.length,
            raw: { endpoint: "posts", url: "https://a.example/posts", body },
            next: cutTo === null && (hasMore || trails) && oldest ? String(oldest.id) : null,
            etag: withEtags && position === null ? body : null,
          };
        },
      },
    ],
  };
}

export function toItem({ id, at, text }: TinyPost): PlatformItem {
  return {
    kind: "post",
    externalId: `post:${id}`,
    occurredAt: at,
    title: "",
    body: text,
    url: null,
    place: null,
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: false,
    figures: {},
    isSecondary: false,
  };
}

export function expectAll({ items, posts }: TinyListing): void {
  const found = [...items.values()].map(({ externalId, body }) => `${externalId} ${body}`);
  const wanted = posts.map(toItem).map(({ externalId, body }) => `${externalId} ${body}`);
  expect(found.toSorted()).toEqual(wanted.toSorted());
}

/** What is said of how far back it is complete is true of all that was there at the last look. */
export function expectTrueReach({ items, posts, reach, lookedAt }: TinyListing): void {
  const since = reach?.since ?? Infinity;
  const told = posts.filter(({ at }) => at >= since && at <= lookedAt).map(toItem);
  expect(told.filter(({ externalId }) => !items.has(externalId))).toEqual([]);
}

/** The first walk's end is asked for once more by the check after it. */
export async function settle(tiny: TinyListing): Promise<Page[]> {
  const pages = await tiny.check();
  tiny.now += 5 * MINUTE;
  return [...pages, ...(await tiny.check())];
}

export const isQuiet = { unchanged: true, items: [], raw: null, more: false, covers: null };

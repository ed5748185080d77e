import { keepPage } from "../../testing/keep-page.ts";
import { PlatformError } from "../../errors.ts";
import type { Page, PageRequest, PlatformItem } from "../page.ts";
import type { Platform } from "../platform.ts";
import { toJson } from "./differences.ts";
import type { Session } from "./session.ts";

/** What a store would hold after some pages, and the pages themselves. */
export interface Walked {
  readonly pages: readonly Page[];
  readonly items: ReadonlyMap<string, PlatformItem>;
  readonly cursor: unknown;
  readonly requests: number;
}

export interface WalkOptions {
  readonly from?: Walked | null;
  /** Every page is asked for again from the cursor before it, as after a crash. */
  readonly repeats?: boolean;
}

const MOST_PAGES = 2500;
const MOST_WAITS = 20;

/** Calls `fetchPage` until it is up to date; each cursor goes through JSON, as the store's does. */
export async function walk(
  platform: Platform,
  session: Session,
  { from = null, repeats = false }: WalkOptions = {},
): Promise<Walked> {
  const items = new Map(from?.items);
  const pages: Page[] = [];
  let cursor: unknown = from?.cursor ?? null;
  session.requests();
  for (;;) {
    const before = cursor;
    const page = await askPatiently(platform, session, before);
    if (repeats) keepPage(items, await askPatiently(platform, session, before));
    keepPage(items, page);
    pages.push(page);
    cursor = toJson(page.cursor);
    if (!page.more) return { pages, items, cursor, requests: session.requests() };
    if (pages.length > MOST_PAGES) throw new Error(`The walk did not end in ${MOST_PAGES} pages.`);
  }
}

/** A limit is waited for, as the engine would. */
export async function askPatiently(
  platform: Platform,
  session: Session,
  cursor: unknown,
  failures = 0,
): Promise<Page> {
  const { http, account, includePrivate } = session;
  for (let waits = 0; ; waits += 1) {
    const now = session.now();
    const request: PageRequest = { http, account, includePrivate, cursor, now, failures };
    try {
      return await platform.fetchPage(request);
    } catch (error) {
      const isLimit = error instanceof PlatformError && error.kind === "rate_limited";
      if (!isLimit || error.retryAt === null || waits === MOST_WAITS) throw error;
      session.wait(Math.max(error.retryAt - now, 1000));
    }
  }
}

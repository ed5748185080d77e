import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Entry, TimelinePage } from "../../../shared/timeline.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import type { Context } from "../../context.ts";
import { seededNumbers } from "../../testing/seeded-numbers.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { findSession, putSession } from "../../store/sessions.ts";
import { listTimeline } from "./list-timeline.ts";

const MOST_QUERIES = 8;
const HOUR = 3_600_000;
const NEWEST = Date.UTC(2026, 4, 14, 18);

let ctx: Context;

beforeEach(() => {
  ctx = testContext();
});

/** The newest so many items of one and the same history: some thirty a day, half of them commits. */
async function live(name: string, size: number): Promise<Actor> {
  const actor = await testPerson(ctx, name, "Europe/Berlin");
  const code = await testConnection(ctx, actor);
  const posts = await testConnection(ctx, actor, { platform: "bluesky" });
  const numbers = seededNumbers(5);
  const [commits, others]: [PlatformItem[], PlatformItem[]] = [[], []];
  let at = NEWEST;
  for (let made = 0; made < size; made += 1) {
    at -= Math.floor(numbers.next() * 1.6 * HOUR);
    const place = { name: `ineshal/${numbers.below(6)}`, url: null };
    const item = testItem({ externalId: `item:${made}`, occurredAt: at, place });
    if (numbers.below(2) === 0) commits.push(item);
    else others.push({ ...item, kind: "post", place: null });
  }
  for (let from = 0; from < size; from += 5000) {
    await storeItems(ctx, code, commits.slice(from, from + 5000));
    await storeItems(ctx, posts, others.slice(from, from + 5000));
  }
  return actor;
}

interface Cost {
  readonly page: TimelinePage;
  readonly items: number;
  readonly rowsRead: number;
  readonly queries: number;
}

async function cost(actor: Actor, input: { cursor?: string | null; from?: string }): Promise<Cost> {
  const { rowsRead, queries } = ctx.meter;
  const page = await listTimeline(ctx, () => Promise.resolve(actor), { limit: 50, ...input });
  return {
    page,
    items: page.entries.reduce((sum, entry) => sum + itemsIn(entry), 0),
    rowsRead: ctx.meter.rowsRead - rowsRead,
    queries: ctx.meter.queries - queries,
  };
}

const itemsIn = (entry: Entry): number =>
  entry.type === "group" ? entry.count : 1 + entry.childCount;

describe("what a page costs", () => {
  it("is about what it holds, however much there is, either way and from any day", async () => {
    const costs: Cost[][] = [];
    const people = [await live("Ines", 2000), await live("Other", 20_000)];
    for (const actor of people) {
      const first = await cost(actor, {});
      const second = await cost(actor, { cursor: first.page.nextCursor });
      const third = await cost(actor, { cursor: second.page.nextCursor });
      const from = await cost(actor, { from: "2026-04-20" });
      const back = await cost(actor, { cursor: third.page.previousCursor });
      expect(back.page.entries.map(({ id }) => id.split(":").at(-1))).toEqual(
        second.page.entries.map(({ id }) => id.split(":").at(-1)),
      );
      for (const one of [first, second, third, from, back]) {
        expect(one.page.entries).toHaveLength(50);
        expect(one.rowsRead / one.items).toBeLessThanOrEqual(1.5);
        expect(one.queries).toBeLessThanOrEqual(MOST_QUERIES);
      }
      costs.push([first, second, third, from, back]);
    }
    const [small = [], large = []] = costs;
    for (const [at, one] of large.entries()) {
      const other = small[at];
      expect(one.queries).toBe(other?.queries);
      // Whose rows lie last in an index has none behind them that is looked at in vain.
      expect(Math.abs(one.rowsRead - (other?.rowsRead ?? 0))).toBeLessThanOrEqual(1);
    }
  });

  it("is as much in the middle of a long day, whose groups another page shows, either way", async () => {
    const actor = await testPerson(ctx, "Ines");
    const code = await testConnection(ctx, actor);
    const posts = await testConnection(ctx, actor, { platform: "bluesky" });
    const numbers = seededNumbers(7);
    const at = (): number => NEWEST - Math.floor(numbers.next() * 12 * HOUR);
    const many = (count: number, kind: string) =>
      Array.from({ length: count }, (_, made) => {
        const place = { name: `ineshal/${made % 4}`, url: null };
        return testItem({ kind, externalId: `${kind}:${made}`, occurredAt: at(), place });
      });
    await storeItems(ctx, code, many(90, "commit"));
    await storeItems(ctx, posts, many(160, "post"));
    const first = await cost(actor, {});
    const second = await cost(actor, { cursor: first.page.nextCursor });
    const third = await cost(actor, { cursor: second.page.nextCursor });
    const back = await cost(actor, { cursor: third.page.previousCursor });
    const top = await cost(actor, { cursor: back.page.previousCursor });
    expect(back.page.entries).toEqual(second.page.entries);
    expect(top.page.entries).toEqual(first.page.entries);
    for (const one of [first, second, third, back, top]) {
      expect(one.page.entries).toHaveLength(50);
      expect(one.rowsRead / one.items).toBeLessThanOrEqual(1.5);
    }
    // A commit in between: what was known of the day's groups is not relied upon.
    const place = { name: "ineshal/other", url: null };
    const occurredAt = Date.parse(second.page.entries[25]?.occurredAt ?? "") + 1;
    await vi.waitUntil(() => ctx.now() > code.updatedAt);
    await storeItems(ctx, code, [testItem({ externalId: "late", occurredAt, place })]);
    const anew = await cost(actor, { cursor: first.page.nextCursor });
    expect(anew.page.entries[25]).toMatchObject({ item: { externalId: "late" } });
  });

  it("is one query for the children of a hundred parents", async () => {
    const actor = await testPerson(ctx, "Ines");
    const connection = await testConnection(ctx, actor);
    const pulls = Array.from({ length: 100 }, (_, at) =>
      testItem({ kind: "pull_request", externalId: `pull:${at}`, occurredAt: NEWEST - at }),
    );
    const commits = pulls.flatMap((pull) =>
      [1, 2].map((at) => testItem({ externalId: `${pull.externalId}:${at}`, occurredAt: NEWEST })),
    );
    const links = commits.map(({ externalId }) => ({
      child: externalId,
      parent: externalId.slice(0, externalId.lastIndexOf(":")),
    }));
    await storeItems(ctx, connection, [...pulls, ...commits], links);
    const { queries } = ctx.meter;
    const page = await listTimeline(ctx, () => Promise.resolve(actor), { limit: 100 });
    expect(page.entries.every((entry) => itemsIn(entry) === 3)).toBe(true);
    expect(ctx.meter.queries - queries).toBeLessThanOrEqual(5);
  });

  it("is little for the one item that a filter shows, with many connections and a session", async () => {
    const { userId } = await testPerson(ctx, "Ines");
    for (const platform of ["github", "reddit", "bluesky", "mastodon", "feed", "youtube"]) {
      await testConnection(ctx, { userId, sessionHash: "" }, { platform });
    }
    const connection = await testConnection(ctx, { userId, sessionHash: "" }, { handle: "other" });
    const items = Array.from({ length: 500 }, (_, at) =>
      testItem({ externalId: `${at}`, kind: at === 250 ? "release" : "commit", occurredAt: at }),
    );
    await storeItems(ctx, connection, items);
    await putSession(ctx.db, { tokenHash: "known", userId, createdAt: 0, expiresAt: 2 });
    const { rowsRead, queries } = ctx.meter;
    const page = await listTimeline(
      ctx,
      async () => {
        const session = await findSession(ctx.db, "known", 1);
        return { userId, sessionHash: "known", user: session?.user };
      },
      { limit: 50, filter: [{ field: "kind", value: "release", isExcluded: false }] },
    );
    expect(page.entries).toHaveLength(1);
    expect(ctx.meter.rowsRead - rowsRead).toBeLessThanOrEqual(12);
    expect(ctx.meter.queries - queries).toBeLessThanOrEqual(3);
  });
});

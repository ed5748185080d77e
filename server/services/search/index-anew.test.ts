import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { deleteSomeOfConnection } from "../../store/delete-connection.ts";
import { createIndex, dropIndex } from "../../store/index-items.ts";
import { MAX_KEY } from "../../store/item-key.ts";
import { toExpression } from "../../store/search-terms.ts";
import type { SearchTerm } from "../../store/search-terms.ts";
import { listFoundBelow } from "../../store/search.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { runTick } from "../schedule/run-tick.ts";
import { indexAnew } from "./index-anew.ts";

const START = Date.UTC(2026, 4, 14);

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  ctx = testContext();
  ines = await testPerson(ctx, "ines");
  connection = await testConnection(ctx, ines, { id: "c1", status: "paused" });
});

const items = (from: number, to: number, change: Partial<PlatformItem> = {}): PlatformItem[] =>
  Array.from({ length: to - from }, (_, at) =>
    testItem({
      externalId: `${from + at}`,
      title: `item ${from + at}`,
      occurredAt: START - (from + at) * 60_000,
      ...change,
    }),
  );

async function find(text = "item", person = ines): Promise<string[]> {
  const terms: SearchTerm[] = [
    { field: "text", value: text, isExcluded: false, connectionId: null },
  ];
  const expression = toExpression(person.userId, terms);
  const { rows } = await listFoundBelow(ctx.db, person.userId, expression, MAX_KEY, 1000);
  return rows.map((row) => row.title);
}

const titles = (from: number, to: number) => items(from, to).map(({ title }) => title);

async function one(sql: string): Promise<unknown> {
  const row = await env.DB.prepare(sql).first<{ value: unknown }>();
  return row?.value;
}

const keyOf = (person = ines) =>
  one(`SELECT search_key AS value FROM media_users WHERE id = '${person.userId}'`);
const fact = () => one("SELECT value FROM media_facts WHERE name = 'search_index'");

const MISSING = "DROP TABLE media_search";

describe("a sync", () => {
  it("goes through where the index is missing, and a tick or two make it anew", async () => {
    await storeItems(ctx, connection, items(0, 3));
    expect(await keyOf()).toBeNull();
    await env.DB.prepare(MISSING).run();
    const counts = await storeItems(ctx, connection, [
      ...items(0, 1, { title: "item edited" }),
      ...items(3, 5),
    ]);
    expect(counts).toMatchObject({ itemsNew: 2, itemsChanged: 1 });
    expect([await keyOf(), await fact()]).toEqual([
      MAX_KEY,
      expect.stringContaining("no such table"),
    ]);
    await expect(find()).rejects.toThrow("no such table");
    await runTick(ctx);
    expect(await find()).toEqual(["item edited", ...titles(1, 5)]);
    expect([await keyOf(), await fact()]).toEqual([null, undefined]);
  });

  it("goes through where something else is in its place, or it is corrupt", async () => {
    await storeItems(ctx, connection, items(0, 3));
    await env.DB.batch([env.DB.prepare(MISSING), env.DB.prepare("CREATE TABLE media_search (a)")]);
    await storeItems(ctx, connection, items(3, 4));
    const batch = env.DB.batch.bind(env.DB);
    // SQLite's own words; nothing but itself can make it so here.
    const corrupt = new Error("D1_ERROR: database disk image is malformed: SQLITE_CORRUPT_VTAB");
    const spy = vi.spyOn(env.DB, "batch").mockRejectedValueOnce(corrupt).mockImplementation(batch);
    await storeItems(ctx, connection, items(4, 5));
    expect(spy).toHaveBeenCalledTimes(2);
    spy.mockRestore();
    expect(await one("SELECT count(*) AS value FROM media_items")).toBe(5);
    expect(await fact()).toEqual(expect.any(String));
    await runTick(ctx);
    expect(await find()).toEqual(titles(0, 5));
  });

  it("says again what could not be written while all is indexed anew", async () => {
    await storeItems(ctx, connection, items(0, 10));
    await env.DB.prepare(MISSING).run();
    await createIndex(ctx.db);
    expect(await indexAnew(ctx, { pieces: 1, items: 4 })).toBe(1);
    await storeItems(ctx, connection, [
      ...items(0, 1, { title: "item edited" }),
      ...items(7, 8, { title: "other" }),
      ...items(9, 10, { occurredAt: START - 90_000 }),
    ]);
    const { prepare } = env.DB;
    let hasRead = false;
    const spy = vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
      hasRead ||= sql.includes("media_items_inside");
      return prepare.call(env.DB, sql);
    });
    const batch = env.DB.batch.bind(env.DB);
    const edit = vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
      const results = await batch(statements);
      if (hasRead) {
        hasRead = false;
        edit.mockRestore();
        spy.mockRestore();
        // Between its reading and its writing.
        await storeItems(ctx, connection, items(6, 7, { title: "something else" }));
      }
      return results;
    });
    expect(await indexAnew(ctx, { pieces: 5, items: 4 })).toBe(0);
    expect(await find()).toEqual(["item edited", "item 1", "item 9", ...titles(2, 6), "item 8"]);
    expect(await find("other")).toEqual(["other"]);
    expect(await find("something")).toEqual(["something else"]);
    expect(await keyOf()).toBeNull();
  });

  it("that finds all of an account private has it indexed anew", async () => {
    await storeItems(ctx, connection, items(0, 5));
    await storeItems(ctx, connection, [], [], { isPrivate: false });
    expect(await keyOf()).toBeNull();
    await storeItems(ctx, connection, items(5, 6, { isPrivate: true }), [], { isPrivate: true });
    expect(await keyOf()).toBe(MAX_KEY);
    await runTick(ctx);
    const terms = [
      { field: "is", value: "private", isExcluded: false, connectionId: null },
    ] as const;
    const { rows } = await listFoundBelow(
      ctx.db,
      ines.userId,
      toExpression(ines.userId, terms),
      MAX_KEY,
      9,
    );
    expect(rows).toHaveLength(6);
  });
});

describe("indexing anew", () => {
  it("goes on for each person in turn, and costs a bounded number of queries", async () => {
    const kit = await testPerson(ctx, "kit");
    const his = await testConnection(ctx, kit, { id: "c2", status: "paused" });
    await testPerson(ctx, "nobody");
    await storeItems(ctx, connection, items(0, 20), [{ child: "3", parent: "2" }]);
    await storeItems(ctx, his, items(0, 8));
    await createIndex(ctx.db);
    expect(await find()).toEqual([]);
    expect(await indexAnew(ctx, { pieces: 2, items: 5 })).toBe(2);
    expect([await find(), await find("item", kit)]).toEqual([titles(0, 5), titles(0, 5)]);
    const before = ctx.meter.queries;
    await indexAnew(ctx, { pieces: 2, items: 5 });
    expect(ctx.meter.queries - before).toBeLessThanOrEqual(11);
    expect(await indexAnew(ctx, { pieces: 9, items: 7 })).toBe(0);
    expect([await find(), await find("item", kit)]).toEqual([titles(0, 20), titles(0, 8)]);
    const idle = ctx.meter.queries;
    expect(await indexAnew(ctx)).toBe(0);
    expect(ctx.meter.queries - idle).toBe(1);
  });

  it("leaves an index alone that somebody took away", async () => {
    await storeItems(ctx, connection, items(0, 3));
    await dropIndex(ctx.db, ctx.now());
    await storeItems(ctx, connection, items(3, 5));
    await runTick(ctx);
    expect(await fact()).toBe("dropped");
    expect(
      await one("SELECT count(*) AS value FROM sqlite_master WHERE name GLOB 'media_search*'"),
    ).toBe(0);
    await createIndex(ctx.db);
    // Without a queue every second tick leaves such work alone.
    for (let ticks = 0; ticks < 2; ticks += 1) await runTick(ctx);
    expect(await find()).toEqual(titles(0, 5));
  });
});

describe("what is deleted", () => {
  const left = () => one("SELECT count(*) AS value FROM media_search");

  it("leaves the index with its connection, piece by piece", async () => {
    const other = await testConnection(ctx, ines, { id: "c2" });
    await storeItems(ctx, connection, items(0, 30));
    await storeItems(ctx, other, items(100, 103));
    expect(await deleteSomeOfConnection(ctx.db, connection, 20, ctx.now())).toBe(false);
    expect(await left()).toBe(13);
    expect(await deleteSomeOfConnection(ctx.db, connection, 20, ctx.now())).toBe(true);
    expect(await left()).toBe(3);
    expect(await find()).toEqual(titles(100, 103));
  });

  it("goes where the index is missing", async () => {
    await storeItems(ctx, connection, items(0, 30));
    await env.DB.prepare(MISSING).run();
    await deleteSomeOfConnection(ctx.db, connection, 20, ctx.now());
    expect(await deleteSomeOfConnection(ctx.db, connection, 20, ctx.now())).toBe(true);
    expect(await one("SELECT count(*) AS value FROM media_items")).toBe(0);
    await runTick(ctx);
    expect(await left()).toBe(0);
  });
});

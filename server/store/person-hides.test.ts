import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import type { HideRule } from "../platforms/platform.ts";
import type { Actor } from "../services/identity/identity.ts";
import { indexFaults } from "../testing/index-faults.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import { findChoices, putChoices } from "./account-settings.ts";
import type { ConnectionRow } from "./connections.ts";
import { findConnection } from "./connections.ts";
import { HIDDEN } from "./hidden-items.ts";
import { MAX_KEY, firstKeyAt } from "./item-key.ts";
import { listChildren, listHiddenBelow, listItemsBelow } from "./items.ts";
import { hideItems, showItems } from "./person-hides.ts";

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines);
});

afterEach(async () => {
  expect(await indexFaults(), "the full-text index").toEqual({ missing: [], hidden: [] });
});

const post = (id: string, change: Partial<PlatformItem> = {}): PlatformItem =>
  testItem({ kind: "post", externalId: `post:${id}`, occurredAt: 1000, ...change });

const named = (...ids: string[]) =>
  ids.map((id) => ({ connectionId: connection.id, externalId: `post:${id}` }));
const hide = (...ids: string[]) => hideItems(ctx.db, ines.userId, named(...ids));
const show = (...ids: string[]) => showItems(ctx.db, ines.userId, named(...ids));

const shown = async (): Promise<string[]> =>
  (await listItemsBelow(ctx.db, ines.userId, MAX_KEY, 10_000)).map((row) => row.externalId);
const hidden = async (): Promise<string[]> =>
  (await listHiddenBelow(ctx.db, ines.userId, MAX_KEY, 10_000)).map((row) => row.externalId);
const standing = async (id: string) =>
  await env.DB.prepare("SELECT id, hidden, parent, title FROM media_items WHERE external_id = ?1")
    .bind(`post:${id}`)
    .first();

async function choose(rules: readonly HideRule[]): Promise<void> {
  const before = await findChoices(ctx.db, connection.id);
  const change = { connectionId: connection.id, before, choices: ctx.newId(), rules, now: 1 };
  expect(await putChoices(ctx.db, { ...change, choices: JSON.stringify(change) })).toBe(true);
  connection = (await findConnection(ctx.db, ines.userId, connection.id)) ?? connection;
}

describe("what its owner hides", () => {
  const rules = [{ kinds: ["post"] }];
  const covers = [{ kinds: ["post"], after: 0, before: 5000 }];

  it.each<[string, () => Promise<unknown>]>([
    ["read again", () => storeItems(ctx, connection, [post("a")])],
    ["edited", () => storeItems(ctx, connection, [post("a", { title: "Other" })])],
    ["moved in time", () => storeItems(ctx, connection, [post("a", { occurredAt: 3000 })])],
    [
      "moved, edited and linked at once",
      () =>
        storeItems(
          ctx,
          connection,
          [post("a", { occurredAt: 3000, body: "New" })],
          [{ child: "post:a", parent: "post:b" }],
        ),
    ],
    [
      "gone there, and there again",
      async () => {
        await storeItems(ctx, connection, [], [], { gone: ["post:a"] });
        expect(await standing("a")).toMatchObject({ hidden: HIDDEN.person | HIDDEN.source });
        await storeItems(ctx, connection, [post("a")]);
      },
    ],
    [
      "missing on a page that covers it, and there again",
      async () => {
        await storeItems(ctx, connection, [post("b")], [], { covers });
        expect(await standing("a")).toMatchObject({ hidden: HIDDEN.person | HIDDEN.source });
        await storeItems(ctx, connection, [post("a")], [], { covers });
      },
    ],
    [
      "hidden by a setting that is undone",
      async () => {
        await choose(rules);
        expect(await standing("a")).toMatchObject({ hidden: HIDDEN.person | HIDDEN.settings });
        await choose([]);
      },
    ],
    ["written under a setting", () => storeItems(ctx, connection, [post("a")], [], { rules: [] })],
    ["made private", () => storeItems(ctx, connection, [], [], { isPrivate: true })],
    ["linked", () => storeItems(ctx, connection, [], [{ child: "post:a", parent: "post:b" }])],
  ])("stays hidden when it is %s", async (_, happens) => {
    await storeItems(ctx, connection, [post("a"), post("b")]);
    await hide("a");
    expect(await shown()).not.toContain("post:a");
    await happens();
    expect(await shown()).not.toContain("post:a");
    expect(await standing("a")).toMatchObject({ hidden: HIDDEN.person, parent: "" });
    expect(await hidden()).toEqual(["post:a"]);
  });

  it("goes back to where it belongs when it is shown again", async () => {
    const pull = testItem({ kind: "pull_request", externalId: "post:pull", occurredAt: 9000 });
    await storeItems(
      ctx,
      connection,
      [pull, post("a")],
      [{ child: "post:a", parent: "post:pull" }],
    );
    const parent = { connectionId: connection.id, externalId: "post:pull" };
    await hide("a");
    expect(await listChildren(ctx.db, [parent])).toEqual([]);
    expect(await hidden()).toEqual(["post:a"]);
    expect(await show("a")).toBe(1);
    expect(await listChildren(ctx.db, [parent])).toMatchObject([{ externalId: "post:a" }]);
    expect(await show("a")).toBe(0);
  });

  it("is shown again only by what nothing else hides", async () => {
    await storeItems(ctx, connection, [post("gone"), post("set", { kind: "reply" }), post("both")]);
    await hide("gone", "set", "both");
    await storeItems(ctx, connection, [], [], { gone: ["post:gone", "post:both"] });
    await choose([{ kinds: ["reply"] }]);
    expect(await hidden()).toEqual([]);
    await show("gone", "set", "both");
    expect(await shown()).toEqual([]);
    await choose([]);
    expect(await shown()).toEqual(["post:set"]);
    await storeItems(ctx, connection, [post("both")]);
    expect((await shown()).toSorted()).toEqual(["post:both", "post:set"]);
  });

  it("is nobody else's to hide or show", async () => {
    const other = await testPerson(ctx, "Other");
    await storeItems(ctx, connection, [post("a")]);
    await hideItems(ctx.db, other.userId, named("a"));
    expect(await shown()).toEqual(["post:a"]);
    await hide("a");
    expect(await showItems(ctx.db, other.userId, named("a"))).toBe(0);
    expect(await shown()).toEqual([]);
    expect(await listHiddenBelow(ctx.db, other.userId, MAX_KEY, 10)).toEqual([]);
  });
});

describe("while a sync decides what to write", () => {
  /** Does something between what a sync reads and what it writes. */
  function meanwhile(happens: () => Promise<unknown>): Context {
    const { $client } = ctx.db;
    let isOver = false;
    const client: D1Database = Object.assign(Object.create($client), {
      prepare: (sql: string) => $client.prepare(sql),
      batch: async (statements: D1PreparedStatement[]) => {
        if (!isOver) await happens();
        isOver = true;
        return await $client.batch(statements);
      },
    });
    return { ...ctx, db: Object.assign(Object.create(ctx.db), { $client: client }) };
  }

  it.each<[string, PlatformItem[], { gone?: string[] }]>([
    ["it is moved in time", [post("a", { occurredAt: 3000 })], {}],
    ["it is edited", [post("a", { title: "Other" })], {}],
    ["it goes there", [], { gone: ["post:a"] }],
    ["a setting hides it", [post("a", { title: "Other", kind: "reply" })], {}],
  ])("hidden just as %s, it stays hidden", async (_, items, more) => {
    await storeItems(ctx, connection, [post("a")]);
    const rules = [{ kinds: ["reply"] }];
    await storeItems(
      meanwhile(() => hide("a")),
      connection,
      items,
      [],
      { ...more, rules },
    );
    await storeItems(ctx, connection, [post("a", { title: "Later" })]);
    expect(await shown()).toEqual([]);
    expect(await standing("a")).toMatchObject({ hidden: HIDDEN.person, parent: "" });
  });

  it("hidden just as it comes back there, it stays hidden", async () => {
    await storeItems(ctx, connection, [post("a")]);
    await storeItems(ctx, connection, [], [], { gone: ["post:a"] });
    await storeItems(
      meanwhile(() => hide("a")),
      connection,
      [post("a")],
    );
    expect(await standing("a")).toMatchObject({ hidden: HIDDEN.person, parent: "" });
  });

  it("shown again just as it is moved and linked, it stands where it belongs", async () => {
    await storeItems(ctx, connection, [post("a"), post("b")]);
    await hide("a");
    const link = { child: "post:a", parent: "post:b" };
    await storeItems(
      meanwhile(() => show("a")),
      connection,
      [post("a", { occurredAt: 3000 })],
      [link],
    );
    expect(await standing("a")).toMatchObject({
      id: firstKeyAt(3000),
      hidden: 0,
      parent: "post:b",
    });
  });
});

describe("the cost", () => {
  it("of what is hidden is what a page shows, whatever else is hidden", async () => {
    const many = (kind: string, count: number, from: number) =>
      Array.from({ length: count }, (_, at) =>
        post(`${kind}-${at}`, { kind, occurredAt: from + at * 1000 }),
      );
    const own = many("post", 120, 1e12);
    await storeItems(ctx, connection, [...own, ...many("reply", 3000, 1e12)]);
    await choose([{ kinds: ["reply"] }]);
    await hideItems(
      ctx.db,
      ines.userId,
      own.map(({ externalId }) => ({ connectionId: connection.id, externalId })),
    );
    const before = ctx.meter.rowsRead;
    const page = await listHiddenBelow(ctx.db, ines.userId, MAX_KEY, 50);
    expect(page[0]?.externalId).toBe("post:post-119");
    expect(page).toHaveLength(50);
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(51);
    const next = await listHiddenBelow(ctx.db, ines.userId, page.at(-1)?.id ?? 0, 100);
    expect(next).toHaveLength(70);
  });

  it("of hiding one item, of thousands, is a handful of rows", async () => {
    const posts = Array.from({ length: 3000 }, (_, at) => post(String(at), { occurredAt: at }));
    await storeItems(ctx, connection, posts);
    for (const change of [hide, show]) {
      const before = { ...ctx.meter };
      await change("1500");
      expect(ctx.meter.rowsRead - before.rowsRead).toBeLessThanOrEqual(22);
      expect(ctx.meter.rowsWritten - before.rowsWritten).toBeLessThanOrEqual(8);
    }
  });

  it("of an item that is moved in time is nine row writes at most", async () => {
    const posts = Array.from({ length: 100 }, (_, at) => post(String(at), { occurredAt: at }));
    await storeItems(ctx, connection, posts);
    const before = ctx.meter.rowsWritten;
    await storeItems(
      ctx,
      connection,
      posts.map((one) => ({ ...one, occurredAt: one.occurredAt + 500_000 })),
    );
    expect((ctx.meter.rowsWritten - before) / 100).toBeLessThanOrEqual(9);
  });
});

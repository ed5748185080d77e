import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import { LeaseLostError } from "./commit-fenced.ts";
import type { ConnectionRow } from "./connections.ts";
import { updateConnection } from "./connections.ts";
import { endKeyAt, firstKeyAt } from "./item-key.ts";

let ctx: Context;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  connection = await testConnection(ctx, await testPerson(ctx, "Ines"));
});

async function stored() {
  const { results } = await env.DB.prepare(
    "SELECT id, external_id, occurred_at, title, state, parent, figures, place_name FROM media_items ORDER BY id",
  ).all<Record<string, unknown>>();
  return results;
}

describe("storing items", () => {
  it("stores each once, however often it comes", async () => {
    const items = [testItem(), testItem({ externalId: "commit:2" })];
    expect(await storeItems(ctx, connection, [...items, ...items])).toMatchObject({ itemsNew: 2 });
    expect(await storeItems(ctx, connection, items)).toMatchObject({
      itemsNew: 0,
      itemsChanged: 0,
    });
    expect(await stored()).toHaveLength(2);
  });

  it("writes nothing for what stands already", async () => {
    await storeItems(ctx, connection, [testItem()]);
    const before = ctx.meter.rowsWritten;
    await storeItems(ctx, connection, [testItem()]);
    // The connection's own row, and nothing of the item.
    expect(ctx.meter.rowsWritten - before).toBeLessThanOrEqual(2);
  });

  it("changes an item whose content changed, and moves one whose time changed", async () => {
    const pull = testItem({
      kind: "pull_request",
      externalId: "pull:7",
      state: "open",
      occurredAt: 1_000_000,
      figures: { additions: 3, comments: 1 },
    });
    await storeItems(ctx, connection, [pull]);
    const merged = { ...pull, state: "merged", occurredAt: 2_000_000, figures: { comments: 4 } };
    expect(await storeItems(ctx, connection, [merged])).toMatchObject({
      itemsNew: 0,
      itemsChanged: 1,
    });
    expect(await stored()).toMatchObject([
      {
        id: firstKeyAt(2_000_000),
        occurred_at: 2_000_000,
        state: "merged",
        figures: JSON.stringify({ additions: 3, comments: 4 }),
      },
    ]);
  });

  it("keeps the better sight of a thing over a poorer one, in either order", async () => {
    const fork = testItem({ isSecondary: true, place: { name: "ineshal/fathom", url: null } });
    const source = testItem({ place: { name: "fathom/fathom", url: null } });
    await storeItems(ctx, connection, [fork]);
    await storeItems(ctx, connection, [source]);
    await storeItems(ctx, connection, [fork]);
    expect(await stored()).toMatchObject([{ place_name: "fathom/fathom" }]);
    await storeItems(ctx, connection, [
      testItem({ externalId: "commit:2", place: { name: "fathom/fathom", url: null } }),
      { ...fork, externalId: "commit:2" },
    ]);
    expect((await stored())[1]).toMatchObject({ place_name: "fathom/fathom" });
  });

  it("puts a child inside its parent, whichever is known first", async () => {
    const link = { child: "commit:1", parent: "pull:7" };
    const pull = testItem({ kind: "pull_request", externalId: "pull:7" });
    await storeItems(ctx, connection, [pull], [link]);
    await storeItems(ctx, connection, [testItem()]);
    const second = { child: "commit:2", parent: "pull:7" };
    await storeItems(ctx, connection, [testItem({ externalId: "commit:2" })]);
    await storeItems(ctx, connection, [], [second]);
    const parents = Object.fromEntries(
      (await stored()).map((row) => [row["external_id"], row["parent"]]),
    );
    expect(parents).toEqual({ "pull:7": null, "commit:1": "pull:7", "commit:2": "pull:7" });
  });

  it("keeps more items of one millisecond than it has keys for, in order of time", async () => {
    const many = Array.from({ length: 5000 }, (_, at) =>
      testItem({ externalId: `commit:${at}`, occurredAt: 5000 }),
    );
    await storeItems(ctx, connection, many.slice(0, 3000));
    await storeItems(ctx, connection, many);
    const rows = await stored();
    expect(new Set(rows.map((row) => row["external_id"])).size).toBe(5000);
    expect(rows[0]?.["id"]).toBe(firstKeyAt(5000));
    expect(Number(rows.at(-1)?.["id"])).toBeLessThan(endKeyAt(5003));
  });

  it("costs seven row writes an item: its row, three index entries, two counts, the full text", async () => {
    const before = ctx.meter.rowsWritten;
    const many = Array.from({ length: 100 }, (_, at) => testItem({ externalId: `commit:${at}` }));
    await storeItems(ctx, connection, many);
    expect((ctx.meter.rowsWritten - before) / 100).toBeLessThanOrEqual(7.1);
  });

  it("reads a handful of rows per item, however many the connection has", async () => {
    const many = Array.from({ length: 3000 }, (_, at) =>
      testItem({ externalId: `commit:${at}`, occurredAt: 1e12 + at * 1000 }),
    );
    await storeItems(ctx, connection, many);
    const [some, others] = [many.slice(0, 10), many.slice(10, 20)];
    const links = many.slice(20, 30).map((item) => ({ child: item.externalId, parent: "pull:7" }));
    for (const [items, linked] of [
      [some.map((item) => ({ ...item, externalId: `new:${item.externalId}` })), []],
      [some, []],
      [some.map((item) => ({ ...item, title: "Changed" })), []],
      [others.map((item) => ({ ...item, occurredAt: item.occurredAt + 500 })), []],
      [[], links],
    ] as const) {
      const before = ctx.meter.rowsRead;
      await storeItems(ctx, connection, items, linked);
      expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(19 * 10);
    }
  });

  it("makes all of a connection private, or public, where it is not", async () => {
    const privacy = async () =>
      (
        await env.DB.prepare(
          "SELECT external_id AS name FROM media_items WHERE is_private = 1",
        ).all()
      ).results;
    const other = await testConnection(ctx, await testPerson(ctx, "Ines"));
    await storeItems(ctx, other, [testItem({ externalId: "commit:other" })]);
    const items = [testItem(), testItem({ externalId: "commit:2" })];
    const link = { child: "commit:2", parent: "commit:1" };
    await storeItems(ctx, connection, items, [link], { gone: ["commit:1"] });
    const hidden = items.map((item) => ({ ...item, isPrivate: true }));
    expect(await storeItems(ctx, connection, [], [], { isPrivate: true })).toEqual(
      expect.objectContaining({ itemsNew: 0, itemsChanged: 0 }),
    );
    expect(await privacy()).toEqual([{ name: "commit:1" }, { name: "commit:2" }]);
    // Seen again, they are as they stand: only the deleted one is shown again.
    expect(await storeItems(ctx, connection, hidden)).toMatchObject({ itemsChanged: 1 });
    const before = ctx.meter.rowsWritten;
    await storeItems(ctx, connection, hidden, [], { isPrivate: true });
    expect(ctx.meter.rowsWritten - before).toBeLessThanOrEqual(2);
    expect(await storeItems(ctx, connection, items.slice(0, 1))).toMatchObject({ itemsChanged: 1 });
    expect(await privacy()).toEqual([{ name: "commit:2" }]);
    await storeItems(ctx, connection, [testItem({ externalId: "commit:3", isPrivate: true })], [], {
      isPrivate: false,
    });
    expect(await privacy()).toEqual([]);
  });

  it("writes nothing at all once the lease is lost", async () => {
    await updateConnection(ctx.db, connection.id, {}, { raiseFence: true });
    await expect(storeItems(ctx, connection, [testItem()])).rejects.toThrow(LeaseLostError);
    expect(await stored()).toEqual([]);
  });
});

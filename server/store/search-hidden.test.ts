import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import type { HideRule } from "../platforms/platform.ts";
import type { Actor } from "../services/identity/identity.ts";
import { indexAnew } from "../services/search/index-anew.ts";
import { rebuildIndex } from "../services/search/rebuild-index.ts";
import { indexFaults } from "../testing/index-faults.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import { findChoices, putChoices } from "./account-settings.ts";
import { findConnection } from "./connections.ts";
import type { ConnectionRow } from "./connections.ts";
import { MAX_KEY } from "./item-key.ts";
import { hideItems, showItems } from "./person-hides.ts";
import { toExpression } from "./search-terms.ts";
import { listFoundBelow } from "./search.ts";

const START = Date.UTC(2026, 4, 14);
const STARS = [{ kinds: ["star"] }];

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "ines");
  connection = await testConnection(ctx, ines);
});

const make = (kind: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) =>
    testItem({ kind, externalId: `${from + n}`, occurredAt: START + (from + n) * 1000 }),
  );

async function choose(rules: readonly HideRule[]): Promise<void> {
  const { id: connectionId } = connection;
  const before = await findChoices(ctx.db, connectionId);
  const choices = JSON.stringify({ at: ctx.newId() });
  expect(await putChoices(ctx.db, { connectionId, before, choices, rules, now: 1 })).toBe(true);
  connection = (await findConnection(ctx.db, ines.userId, connectionId)) ?? connection;
}

const named = (id: string) => [{ connectionId: connection.id, externalId: id }];

async function find(limit = 100): Promise<string[]> {
  const { userId } = ines;
  const expression = toExpression(userId, [
    { field: "platform", value: "github", isExcluded: false, connectionId: null },
  ]);
  const { rows } = await listFoundBelow(ctx.db, userId, expression, MAX_KEY, limit);
  return rows.map(({ externalId }) => externalId);
}

const keyOf = async (): Promise<number | null> =>
  (await env.DB.prepare("SELECT search_key AS key FROM media_users").first<{ key: number }>())
    ?.key ?? null;

describe("a crowd that is hidden", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "by a setting",
      async () => {
        await storeItems(ctx, connection, make("star", 1, 3000));
        await choose(STARS);
      },
    ],
    ["as it comes", () => storeItems(ctx, connection, make("star", 1, 3000), [], { rules: STARS })],
    [
      "since it is gone",
      async () => {
        await storeItems(ctx, connection, make("star", 1, 3000));
        const gone = make("star", 1, 3000).map(({ externalId }) => externalId);
        await storeItems(ctx, connection, [], [], { gone });
      },
    ],
  ])("%s is not looked through", async (_, hide) => {
    await storeItems(ctx, connection, make("issue", 0, 1));
    await hide();
    const before = ctx.meter.rowsRead;
    expect(await find(10)).toEqual(["0"]);
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(4);
    expect(await indexFaults()).toEqual({ missing: [], hidden: [] });
  });

  it("by a setting is found at once when it is shown again, or by ticks where it is large", async () => {
    await storeItems(ctx, connection, [...make("issue", 0, 1), ...make("star", 1, 900)]);
    await choose(STARS);
    await choose([]);
    expect(await keyOf()).toBeNull();
    expect(await find(1000)).toHaveLength(900);
    await storeItems(ctx, connection, make("star", 900, 1200));
    await choose(STARS);
    expect(await keyOf()).toBeNull();
    await choose([]);
    expect(await keyOf()).toBe(MAX_KEY);
    while ((await indexAnew(ctx)) !== 0);
    expect(await find(2000)).toHaveLength(1200);
    expect(await indexFaults()).toEqual({ missing: [], hidden: [] });
  });
});

it("what is changed while it is shown again is indexed anew", async () => {
  await storeItems(ctx, connection, make("issue", 0, 2));
  const { $client } = ctx.db;
  const client: D1Database = Object.assign(Object.create($client), {
    prepare: (sql: string) => $client.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      await storeItems(
        ctx,
        connection,
        make("issue", 0, 1).map((one) => ({ ...one, title: "Otherwise" })),
      );
      return await $client.batch(statements);
    },
  });
  const meanwhile = Object.assign(Object.create(ctx.db), { $client: client });
  await hideItems(ctx.db, ines.userId, named("0"));
  await showItems(meanwhile, ines.userId, named("0"));
  expect(await keyOf()).toBe(MAX_KEY);
  await indexAnew(ctx);
  expect(await find()).toEqual(["1", "0"]);
  // Of what stays as it was nothing is.
  await hideItems(ctx.db, ines.userId, named("1"));
  await showItems(ctx.db, ines.userId, named("1"));
  expect(await keyOf()).toBeNull();
  expect(await find()).toEqual(["1", "0"]);
});

it("hiding and showing go through where there is no index, and it knows of them once there is", async () => {
  await storeItems(ctx, connection, [...make("issue", 0, 3), ...make("star", 3, 5)]);
  await hideItems(ctx.db, ines.userId, named("0"));
  await env.DB.prepare("DROP TABLE media_search").run();
  await hideItems(ctx.db, ines.userId, named("1"));
  await showItems(ctx.db, ines.userId, named("0"));
  await choose(STARS);
  expect(await keyOf()).toBe(MAX_KEY);
  await rebuildIndex(ctx, () => {});
  expect(await find()).toEqual(["2", "0"]);
  expect(await indexFaults()).toEqual({ missing: [], hidden: [] });
});

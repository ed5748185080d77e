import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import { hideItems, showItems } from "./person-hides.ts";
import type { ConnectionRow } from "./connections.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import type { Actor } from "../services/identity/identity.ts";

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines, { platform: "bluesky" });
});

const post = (externalId: string, hour: number) =>
  testItem({ externalId, kind: "post", occurredAt: Date.UTC(2026, 4, 14, hour) });
const [root, reply] = [post("root", 1), post("reply", 2)];
const link = { child: "reply", parent: "root" };

/** Names of what stands on its own, and of what stands inside the first post. */
async function standing(): Promise<[alone: string[], inside: string[]]> {
  const { results } = await env.DB.prepare(
    `SELECT external_id AS name, parent FROM media_items
     WHERE hidden = 0 AND parent_hidden = 0 ORDER BY id`,
  ).all<{ name: string; parent: string | null }>();
  const named = (parent: string | null) =>
    results.filter((row) => row.parent === parent).map(({ name }) => name);
  return [named(null), named("root")];
}

describe("what belongs inside something", () => {
  it("stands on its own until that comes, and goes into it then", async () => {
    await storeItems(ctx, connection, [reply], [link]);
    expect(await standing()).toEqual([["reply"], []]);
    await storeItems(ctx, connection, [{ ...reply, title: "Said otherwise" }]);
    expect(await standing()).toEqual([["reply"], []]);
    await storeItems(ctx, connection, [root]);
    expect(await standing()).toEqual([["root"], ["reply"]]);
  });

  it("goes into it at once where both come together, whichever is named first", async () => {
    await storeItems(ctx, connection, [reply, root], [link]);
    expect(await standing()).toEqual([["root"], ["reply"]]);
    const { results } = await env.DB.prepare("SELECT waits FROM media_item_links").all();
    expect(results).toEqual([{ waits: 0 }]);
  });

  it("comes out when that is gone at its platform, and goes back when it is back", async () => {
    await storeItems(ctx, connection, [root, reply], [link]);
    await storeItems(ctx, connection, [], [], { gone: ["root"] });
    expect(await standing()).toEqual([["reply"], []]);
    await storeItems(ctx, connection, [{ ...reply, title: "Said otherwise" }]);
    expect(await standing()).toEqual([["reply"], []]);
    await storeItems(ctx, connection, [root]);
    expect(await standing()).toEqual([["root"], ["reply"]]);
  });

  it("comes out where it is seen beside what is gone, and where all is named again", async () => {
    await storeItems(ctx, connection, [root, reply], [link]);
    await storeItems(ctx, connection, [reply], [link], { gone: ["root"] });
    expect(await standing()).toEqual([["reply"], []]);
    await storeItems(ctx, connection, [reply], [link]);
    expect(await standing()).toEqual([["reply"], []]);
  });

  it("is not seen while its owner hides that", async () => {
    await storeItems(ctx, connection, [root, reply], [link]);
    const name = { connectionId: connection.id, externalId: "root" };
    await hideItems(ctx.db, ines.userId, [name]);
    expect(await standing()).toEqual([[], []]);
    await showItems(ctx.db, ines.userId, [name]);
    expect(await standing()).toEqual([["root"], ["reply"]]);
  });

  it("stands on its own when it is shown again, and that is gone", async () => {
    await storeItems(ctx, connection, [root, reply], [link]);
    const name = { connectionId: connection.id, externalId: "reply" };
    await hideItems(ctx.db, ines.userId, [name]);
    await storeItems(ctx, connection, [], [], { gone: ["root"] });
    await showItems(ctx.db, ines.userId, [name]);
    expect(await standing()).toEqual([["reply"], []]);
  });
});

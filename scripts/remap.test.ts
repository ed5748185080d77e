import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Context } from "../server/context.ts";
import type { PlatformAccount, RawPage } from "../server/platforms/page.ts";
import { remapConnection } from "../server/services/remap/remap-connection.ts";
import { storeRaw } from "../server/services/sync/store-raw.ts";
import { insertConnection } from "../server/store/connections.ts";
import { putSnapshots } from "../server/store/snapshots.ts";
import { remapAll } from "./remap/remap-all.ts";
import { localState, migrate } from "./testing/local-state.ts";

/** The script itself, on a local database of its own. */
const root = resolve(import.meta.dirname, "..");
const state = localState();
const text = readFileSync(join(root, "server/platforms/bluesky/fixtures/embeds.json"), "utf8");
const { raw, account } = JSON.parse(text) as {
  raw: RawPage & { body: unknown };
  account: PlatformAccount;
};
const answer: RawPage = { ...raw, body: JSON.stringify(raw.body) };

interface Row {
  readonly id: number;
  readonly title: string;
  readonly body: string | null;
}

async function readItems(ctx: Context): Promise<Row[]> {
  const { results } = await ctx.db.$client
    .prepare("SELECT id, title, body, hidden, created_at FROM media_items ORDER BY id")
    .all<Row>();
  return results;
}

/** A connection that brought one answer, and its items. */
async function seed(ctx: Context): Promise<void> {
  const own = { id: "c1", userId: "ines", platform: "bluesky" };
  const now = Date.now();
  await insertConnection(ctx.db, {
    ...own,
    externalId: account.externalId,
    handle: account.handle,
    displayName: account.displayName,
    url: account.url,
    status: "active",
    includePrivate: false,
    scopes: "",
    accessTokenSealed: "",
    createdAt: now,
    updatedAt: now,
  });
  const raws = [{ ...NO_PAGE, raw: answer }];
  const snapshots = await storeRaw(ctx, { ...own, isComplete: false }, raws);
  await ctx.db.$client.batch(putSnapshots(ctx.db, { connection: own, now, snapshots }));
  await remapConnection(ctx, own.id, () => {});
}

const NO_PAGE = {
  items: [],
  links: [],
  cursor: {},
  more: false,
  unchanged: false,
  complete: true,
  progress: null,
};

let before: Row[];

beforeAll(async () => {
  before = await state.use(async (ctx) => {
    await migrate(ctx);
    await seed(ctx);
    const items = await readItems(ctx);
    const spoil = "UPDATE media_items SET body = 'as the old mapper had it', content_hash = 'old'";
    await ctx.db.$client.prepare(spoil).run();
    return items;
  });
}, 30_000);

it("makes the items of a local database again, and says what it did", async () => {
  const { code, output } = await state.run("remap.ts", ["bluesky", "--connection", "c1"]);
  const items = before.length;
  expect(items).toBeGreaterThan(5);
  expect(output).toBe(
    `bluesky ${account.handle} (c1): 1 answer gives ${items} items: 0 new, ${items} changed, 0 unchanged.\n`,
  );
  await state.use(async (ctx) => {
    expect({ code, items: await readItems(ctx) }).toEqual({ code: 0, items: before });
    const missing = remapAll(ctx, { platform: "reddit", id: null });
    await expect(missing).rejects.toThrow("Nobody has connected reddit here.");
  });
}, 30_000);

import { beforeAll, expect, it } from "vitest";
import { localState, migrate } from "./testing/local-state.ts";

/** The script itself, on a local database of its own. */
const state = localState();

const run = (...args: string[]) => state.run("search.ts", args);

async function query(sql: string): Promise<unknown[]> {
  return await state.use(async (ctx) => (await ctx.db.$client.prepare(sql).all()).results);
}

beforeAll(async () => {
  await state.use(async (ctx) => {
    await migrate(ctx);
    const each = [
      `INSERT INTO media_users (id, name, handle, created_at, updated_at) VALUES ('u', 'n', 'h', 0, 0)`,
      `INSERT INTO media_accounts (id, user_id, platform, external_id, handle, status, include_private,
         scopes, access_token_sealed, created_at, updated_at)
       VALUES ('c', 'u', 'github', 'e', 'h', 'paused', 0, '', '', 0, 0)`,
      `INSERT INTO media_items (id, user_id, connection_id, external_id, platform, kind, occurred_at, title,
         is_private, is_secondary, figures, content_hash, parent, created_at, updated_at)
       SELECT value, 'u', 'c', value, 'github', 'commit', 0, 'item ' || value, 0, 0, '{}', 'h',
         iif(value % 3 = 0, '1', NULL), 0, 0
       FROM json_each('[1,2,3,4,5,6,7]')`,
    ];
    await ctx.db.$client.batch(each.map((sql) => ctx.db.$client.prepare(sql)));
  });
}, 30_000);

const TABLES = "SELECT count(*) AS n FROM sqlite_master WHERE name GLOB 'media_search*'";
const FOUND = `SELECT rowid AS id FROM media_search WHERE media_search MATCH 'title : "item"' ORDER BY 1`;

it("takes the index away and makes it anew, with all that there is", async () => {
  expect(await run("drop")).toMatchObject({ code: 0, output: expect.stringContaining("is gone") });
  expect(await query(TABLES)).toEqual([{ n: 0 }]);
  expect(await run("rebuild")).toEqual({
    code: 0,
    output: "The search index is made anew: 7 items.\n",
  });
  expect(await query(FOUND)).toEqual([1, 2, 3, 4, 5, 6, 7].map((id) => ({ id })));
  expect(await query("SELECT search_key AS key FROM media_users")).toEqual([{ key: null }]);
  expect(await query("SELECT value FROM media_facts")).toEqual([]);
}, 60_000);

it("says what it takes", async () => {
  for (const args of [[], ["forget"], ["drop", "now"], ["drop", "--all"]]) {
    const { code, output } = await run(...args);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toContain("npm run search -- rebuild | drop [--env NAME]");
  }
}, 60_000);

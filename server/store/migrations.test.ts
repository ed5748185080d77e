import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { goOnCounting } from "../services/counting/go-on-counting.ts";
import { indexAnew } from "../services/search/index-anew.ts";
import { testContext } from "../testing/test-context.ts";

const TIME = Date.UTC(2026, 4, 14);

type Row = Readonly<Record<string, string | number | null>>;
type Rows = Readonly<Record<string, Row>>;

/** A row of each table that 0001 changes, with a value in every column of 0000. */
const ROWS_OF_0000: Rows = {
  media_accounts: {
    id: "c1",
    user_id: "u1",
    platform: "github",
    external_id: "583231",
    handle: "ineshal",
    display_name: "Ines Halvorsen",
    url: "https://github.com/ineshal",
    email: "ines@example.org",
    status: "active",
    include_private: 1,
    scopes: "read:user repo",
    access_token_sealed: "v1.k.n.a",
    refresh_token_sealed: "v1.k.n.r",
    token_expires_at: TIME + 1,
    cursor: '{"step":"events"}',
    is_complete: 1,
    progress: '{"label":"commits"}',
    item_count: 2,
    oldest_item_at: TIME,
    lease_owner: "somebody",
    lease_expires_at: TIME + 2,
    fence: 41,
    next_sync_at: TIME + 3,
    last_checked_at: TIME + 4,
    last_success_at: TIME + 5,
    failures: 3,
    problem_code: "unavailable",
    problem_message: "It did not answer.",
    created_at: TIME,
    updated_at: TIME + 6,
  },
  media_items: {
    id: TIME * 2048,
    user_id: "u1",
    connection_id: "c1",
    external_id: "commit:a41f9c2",
    platform: "github",
    kind: "commit",
    occurred_at: TIME,
    started_at: TIME - 5,
    title: "Drop the segment buffer",
    body: "It was never read.",
    url: "https://github.com/ineshal/tarn/commit/a41f9c2",
    place_name: "ineshal/tarn",
    place_url: "https://github.com/ineshal/tarn",
    state: "merged",
    reference: "a41f9c2",
    is_private: 1,
    is_secondary: 1,
    figures: '{"additions":3}',
    content_hash: "abc",
    parent: "pull:7",
    created_at: TIME,
    updated_at: TIME + 1,
  },
  media_sync_runs: {
    connection_id: "c1",
    id: "000001-idle",
    trigger: "cron",
    outcome: "unchanged",
    started_at: TIME,
    finished_at: TIME + 1,
    checks: 12,
    items_new: 1,
    items_changed: 2,
    requests: 12,
    rows_read: 40,
    rows_written: 48,
    r2_ops: 1,
    message: "Nothing new.",
  },
  media_corpus_snapshots: {
    connection_id: "c1",
    content_hash: "def",
    platform: "github",
    endpoint: "commits",
    url: "https://api.github.com/repos/ineshal/tarn/commits",
    bytes: 1234,
    created_at: TIME,
  },
  media_oauth_states: {
    state_hash: "ghi",
    platform: "github",
    purpose: "connect",
    user_id: "u1",
    session_hash: "s",
    cookie_hash: "c",
    verifier_sealed: "v1.k.n.v",
    include_private: 0,
    next_path: "/connections",
    zone: "Europe/Berlin",
    expires_at: TIME,
  },
};

/** What the columns hold that 0001 adds. */
const ADDED_BY_0001: Rows = {
  media_accounts: { client_id: null, renewing_since: null },
  media_items: {
    author: null,
    media: "[]",
    marks: "[]",
    language: null,
    edited_at: null,
    hidden: 0,
  },
  media_sync_runs: { usage: "{}" },
  media_corpus_snapshots: { context: null },
  media_oauth_states: { client_id: null },
};

/** The same for 0002, with values in what 0001 added. */
const ROWS_OF_0001: Rows = {
  media_accounts: {
    ...ROWS_OF_0000["media_accounts"],
    client_id: "own-client",
    renewing_since: TIME + 7,
  },
  media_corpus_snapshots: {
    ...ROWS_OF_0000["media_corpus_snapshots"],
    context: '{"private":true}',
  },
  media_rate_limits: { scope: "reddit abc", blocked_until: TIME, updated_at: TIME + 1 },
  media_users: {
    id: "u1",
    devpad_id: "d1",
    github_id: "583231",
    name: "Ines Halvorsen",
    email: "ines@example.org",
    handle: "ines",
    zone: "Europe/Berlin",
    created_at: TIME,
    updated_at: TIME + 1,
  },
};

const ADDED_BY_0002: Rows = {
  media_accounts: {
    token_renew_at: null,
    grant_ends_at: null,
    renewal_lost_at: null,
    refused_since: null,
    complete_since: null,
    history_limit: null,
    active_at: null,
    idle_checks: null,
    unbooked: "{}",
    last_snapshot: null,
  },
  media_corpus_snapshots: { seq: 0 },
  media_rate_limits: { period_ends_at: null, used: 0, granted: null, cap: null },
  media_users: { erase_at: null },
};

/** The same for 0003, with values in what 0001 and 0002 added. */
const ROWS_OF_0002: Rows = {
  media_items: {
    ...ROWS_OF_0000["media_items"],
    author: '{"name":"Noor","handle":null,"url":null}',
    media: '[{"type":"link"}]',
    marks: '["sensitive"]',
    language: "de",
    edited_at: TIME + 2,
    hidden: 1,
  },
  media_users: { ...ROWS_OF_0001["media_users"], erase_at: TIME + 2 },
  media_profiles: {
    id: "p1",
    user_id: "u1",
    slug: "everything",
    name: "Everything",
    description: "All of it",
    is_default: 1,
    created_at: TIME,
    updated_at: TIME + 1,
  },
};

const ADDED_BY_0003: Rows = {
  media_items: {
    parent_hidden: 0,
    local_hour: null,
    // What it belongs inside is not held.
    parent: null,
    holds_others: 0,
    same_text: null,
    twin: null,
    is_split: 0,
    pinned_at: null,
    note: null,
  },
  media_users: {
    counted_zone: null,
    count_key: Number.MAX_SAFE_INTEGER,
    search_key: Number.MAX_SAFE_INTEGER,
  },
  media_profiles: {
    visibility: "private",
    zone: null,
    theme: "system",
    connections: null,
    counts_private: 0,
    link_hash: null,
    link_sealed: null,
    link_expires_at: null,
  },
};

describe.each([
  { name: "0001", rows: ROWS_OF_0000, added: ADDED_BY_0001 },
  { name: "0002", rows: ROWS_OF_0001, added: ADDED_BY_0002 },
  { name: "0003", rows: ROWS_OF_0002, added: ADDED_BY_0003 },
])("migration $name", ({ name, rows, added }) => {
  it("carries every row and value across, and fills in what is new", async () => {
    await reset();
    const at = env.TEST_MIGRATIONS.findIndex((one) => one.name.startsWith(`${name}_`));
    await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, at));
    for (const [table, row] of Object.entries(rows)) {
      const { results } = await env.DB.prepare(`PRAGMA table_info(${table})`).all();
      const names = Object.keys(row);
      expect(results.map((one) => one["name"]).toSorted(), table).toEqual(names.toSorted());
      await env.DB.prepare(
        `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
      )
        .bind(...Object.values(row))
        .run();
    }
    await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, at + 1));
    for (const [table, row] of Object.entries(rows)) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(results, table).toEqual([{ ...row, ...added[table] }]);
    }
  });
});

it("migration 0003 knows what stands inside something hidden, and all is counted later", async () => {
  await reset();
  const at = env.TEST_MIGRATIONS.findIndex((one) => one.name.startsWith("0003_"));
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, at));
  const insert = (table: string, row: Row) =>
    env.DB.prepare(
      `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row)
        .map(() => "?")
        .join(", ")})`,
    ).bind(...Object.values(row));
  const { parent: _, ...item } = ROWS_OF_0002["media_items"] ?? {};
  const standing: Row[] = [
    { external_id: "hidden", hidden: 4, parent: "" },
    { external_id: "in hidden", hidden: 0, parent: "hidden" },
    { external_id: "shown", hidden: 0, parent: null },
    { external_id: "in shown", hidden: 0, parent: "shown" },
    { external_id: "in nothing", hidden: 0, parent: "unknown" },
    { external_id: "of another", hidden: 0, parent: "hidden", connection_id: "c2" },
  ];
  const items = standing.map((row, id) => ({ ...item, ...row, id: TIME * 2048 + id }));
  await env.DB.batch([
    insert("media_users", ROWS_OF_0001["media_users"] ?? {}),
    ...["c1", "c2"].map((id) =>
      insert("media_accounts", {
        ...ROWS_OF_0000["media_accounts"],
        id,
        external_id: id,
      }),
    ),
    ...items.map((row) => insert("media_items", row)),
  ]);
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, at + 1));
  await goOnCounting(testContext());
  const inside = env.DB.prepare(
    "SELECT external_id AS name FROM media_items WHERE parent_hidden ORDER BY id",
  );
  expect((await inside.all()).results).toEqual([{ name: "in hidden" }]);
  const counts = env.DB.prepare(
    "SELECT connection_id AS id, day, items FROM media_activity ORDER BY connection_id",
  );
  const day = TIME / 86_400_000;
  expect((await counts.all()).results).toEqual([
    { id: "c1", day, items: 3 },
    { id: "c2", day, items: 1 },
  ]);
});

it("migration 0005 has the index made anew for those who have anything hidden", async () => {
  await reset();
  const at = env.TEST_MIGRATIONS.findIndex((one) => one.name.startsWith("0005_"));
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, at));
  const insert = (table: string, row: Row) =>
    env.DB.prepare(
      `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row)
        .map(() => "?")
        .join(", ")})`,
    ).bind(...Object.values(row));
  const [user, account, item] = ["media_users", "media_accounts", "media_items"].map((table) => ({
    ...(ROWS_OF_0000[table] ?? ROWS_OF_0001[table]),
  }));
  for (const [n, hidden] of [0, 2, 4].entries()) {
    const id = `u${n}`;
    const own = { devpad_id: id, github_id: id, handle: id, search_key: null };
    await env.DB.batch([
      insert("media_users", { ...user, ...own, id }),
      insert("media_accounts", { ...account, id: `c${n}`, user_id: id }),
      insert("media_items", { ...item, id: n, user_id: id, connection_id: `c${n}`, parent: null }),
      insert("media_items", {
        ...item,
        id: 10 + n,
        user_id: id,
        connection_id: `c${n}`,
        external_id: "other",
        hidden,
        parent: hidden === 0 ? "commit:a41f9c2" : "",
      }),
      env.DB.prepare(
        "INSERT INTO media_search (rowid, terms, title, body) SELECT id, 'all', '', '' FROM media_items WHERE user_id = ?1",
      ).bind(id),
    ]);
  }
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, at + 1));
  const keys = await env.DB.prepare("SELECT search_key AS key FROM media_users ORDER BY id").all();
  const all = Number.MAX_SAFE_INTEGER;
  expect(keys.results.map(({ key }) => key)).toEqual([null, all, all]);
  await indexAnew(testContext());
  const left = await env.DB.prepare("SELECT rowid AS id FROM media_search ORDER BY 1").all();
  expect(left.results.map(({ id }) => id)).toEqual([0, 1, 2, 10]);
});

it("no table that is found by its key has a second one", async () => {
  const { results } = await env.DB.prepare(
    `SELECT name FROM pragma_table_list WHERE wr = 1 AND name IN ('media_account_settings',
       'media_rate_limits', 'media_item_edits', 'media_platform_credentials',
       'media_corpus_parents', 'media_platform_outages', 'media_activity', 'media_place_activity',
       'media_profile_counts', 'media_profile_filters', 'media_zone_offsets')`,
  ).all();
  expect(results).toHaveLength(11);
});

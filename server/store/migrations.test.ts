import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";

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

describe.each([
  { name: "0001", rows: ROWS_OF_0000, added: ADDED_BY_0001 },
  { name: "0002", rows: ROWS_OF_0001, added: ADDED_BY_0002 },
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

it("no table that is found by its key has a second one", async () => {
  const { results } = await env.DB.prepare(
    `SELECT name FROM pragma_table_list WHERE wr = 1 AND name IN ('media_account_settings',
       'media_rate_limits', 'media_item_edits', 'media_platform_credentials',
       'media_corpus_parents', 'media_platform_outages')`,
  ).all();
  expect(results).toHaveLength(6);
});

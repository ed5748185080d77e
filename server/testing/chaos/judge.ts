import type { Sandbox } from "../../sandbox/app.ts";
import { HIDDEN } from "../../store/hidden-items.ts";
import { beyondReach } from "./beyond-reach.ts";
import type { Account, Cast } from "./cast.ts";
import type { Cron } from "./cron.ts";
import type { Ledger } from "./ledger.ts";
import type { Bucket, Engine } from "./outside-bindings.ts";
import { COSTLY } from "./plan.ts";
import type { Plan } from "./plan.ts";
import type { Simulation } from "./simulation.ts";
import type { PromiseName } from "./promises.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ORIGIN = "http://localhost:8787";
/** Everything is read again within a day; then one more look. */
const QUIET_MS = 26 * HOUR;

const MOST_ROUNDS = 40;
const MOST_DAYS = 4;

/** Whose new things are found by their place in a listing, and are not taken away and put back there. */
const SOON: readonly string[] = ["bluesky", "mastodon"];

interface Held {
  readonly kind: string;
  readonly external_id: string;
}

/** Lets the world calm down, and compares what the platforms hold with what is stored. */
export async function judge(
  sim: Simulation,
  given: {
    readonly plan: Plan;
    readonly sandbox: Sandbox;
    readonly cast: Cast;
    readonly cron: Cron;
    readonly engine: Engine;
    readonly bucket: Bucket;
    readonly ledger: Ledger;
    readonly breaks: (promise: PromiseName, text: string) => void;
  },
): Promise<void> {
  const { cast, cron, engine, ledger, breaks } = given;
  const rows = async (sql: string, ...values: unknown[]) =>
    (await engine.run([{ sql, values }]))[0]?.results ?? [];
  const inventoryOf = async ({ platform, person }: Account, withPrivate: boolean) => {
    const query = new URLSearchParams({ platform: platform.id, person: person.login });
    if (withPrivate) query.set("private", "1");
    const answer = await given.sandbox.fetch(
      new Request(`${ORIGIN}/sandbox/inventory?${query.toString()}`),
    );
    return new Set(
      ((await answer.json()) as Held[]).map((one) => `${one.kind} ${one.external_id}`),
    );
  };
  const storedOf = async (id: string): Promise<Set<string>> =>
    new Set(
      (
        await rows(
          "SELECT kind, external_id FROM media_items WHERE connection_id = ?1 AND hidden & 1 = 0",
          id,
        )
      ).map((row) => `${String(row["kind"])} ${String(row["external_id"])}`),
    );

  // Sleepers wake up, and what was told to wait a little comes.
  cron.every(20 * MINUTE);
  await sim.runUntil(sim.now() + 20 * MINUTE);
  cron.every(3 * HOUR);
  await cast.settle();
  const seen = new Map<Account, { always: Set<string>; ever: Set<string> }>();
  const look = async (): Promise<void> => {
    for (const account of cast.accounts) {
      const row = await cast.rowOf(account);
      const withPrivate = row?.["include_private"] === 1;
      const held = await inventoryOf(account, withPrivate);
      const before = seen.get(account);
      seen.set(account, {
        always: before === undefined ? held : only(before.always, (name) => held.has(name)),
        ever: before === undefined ? held : new Set([...before.ever, ...held]),
      });
    }
  };
  await sim.runUntil(sim.now() + 40 * MINUTE);
  await look();
  const lookedAt = sim.now();
  // What is shown late is shown by then.
  await sim.runUntil(sim.now() + 5 * MINUTE);
  await cast.settle(SOON);
  await sim.runUntil(sim.now() + 45 * MINUTE);
  await look();
  // Where a look was cut off before, the one just now went on with it: what is new comes with the next.
  await cast.settle(SOON);
  await sim.runUntil(sim.now() + 6 * MINUTE);
  for (const account of cast.accounts) {
    const row = await cast.rowOf(account);
    // One that was told to wait until now has not seen it yet, or has more to read at the next tick.
    const hasLooked =
      Number(row?.["last_success_at"] ?? 0) > lookedAt &&
      Number(row?.["next_sync_at"] ?? 0) > sim.now();
    if (row?.["status"] !== "active" || !hasLooked || !SOON.includes(account.platform.id)) continue;
    const stored = await storedOf(String(row["id"]));
    const { always = NOTHING } = seen.get(account) ?? {};
    const missing = only(always, (name) => !stored.has(name));
    if (missing.size > 0) breaks("late", `${nameOf(account)}: ${listed(missing)} after an hour`);
  }

  cron.every(12 * HOUR);
  // Who was told to wait is waited for, and then has its day.
  let until = Math.max(sim.now(), ledger.lastWait()) + QUIET_MS;
  for (let days = 0; days < MOST_DAYS; days += 1) {
    while (sim.now() < until) {
      // What shows only now that its grant is gone is mended too.
      await cast.settle([]);
      await sim.runUntil(Math.min(until, sim.now() + 13 * HOUR));
      await look();
    }
    const [waiting] = await rows(
      "SELECT max(next_sync_at) AS until FROM media_accounts WHERE problem_code = 'rate_limited' AND status = 'active' OR status = 'needs_reconnect'",
    );
    // Who is due by now has not been looked at yet: the cron is late.
    if (waiting?.["until"] == null) break;
    until = Math.max(Number(waiting["until"]), sim.now()) + QUIET_MS;
  }
  // What does not fit into one tick goes on in the next.
  cron.every(5 * MINUTE);
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    await sim.runUntil(sim.now() + 6 * MINUTE);
    const [busy] = await rows(
      `SELECT (SELECT count(*) FROM media_accounts WHERE next_sync_at <= ?1 OR status = 'disconnecting')
        + (SELECT count(*) FROM media_users WHERE erase_at <= ?1)
        + (SELECT count(*) FROM media_facts WHERE name LIKE 'grant %') AS n`,
      sim.now() - (given.plan.hasQueue ? 2 : 0) * MINUTE,
    );
    // Some look at half of an account at a time.
    if (Number(busy?.["n"]) === 0 && rounds >= 2) break;
    // Without a queue a tick shares little among many; whoever presses the button has all of it.
    if (!given.plan.hasQueue) await cast.settle([COSTLY]);
  }
  await look();

  for (const account of cast.accounts) {
    const { platform } = account;
    const row = await cast.rowOf(account);
    const name = nameOf(account);
    if (cast.wishes.isErasing(account.actor)) {
      await judgeErased(rows, account, given.bucket, breaks);
      continue;
    }
    if (!account.isWanted) {
      if (row !== null) breaks("left", `${name}: still there after it was disconnected`);
      continue;
    }
    if (row === null) {
      breaks("lost", `${name}: the connection is gone`);
      continue;
    }
    const id = String(row["id"]);
    if (account.isPaused) {
      if (row["status"] !== "paused")
        breaks("paused", `${name}: ${String(row["status"])} while paused`);
      continue;
    }
    if (row["status"] !== "active" || row["problem_code"] !== null) {
      breaks(
        "unquiet",
        `${name}: ${String(row["status"])}, ${String(row["problem_code"])}: ${String(row["problem_message"])}`,
      );
      continue;
    }
    if (Number(row["is_complete"]) !== 1) breaks("unquiet", `${name}: its history is not read`);
    if (Number(row["lease_expires_at"] ?? 0) > sim.now() || row["renewing_since"] !== null) {
      breaks("unquiet", `${name}: somebody still holds it`);
    }
    if (ledger.unseenFor(id) > 25 * HOUR) {
      breaks("unprobed", `${name}: not looked at for ${Math.round(ledger.unseenFor(id) / HOUR)} h`);
    }
    const stored = await storedOf(id);
    const { always = NOTHING, ever = NOTHING } = seen.get(account) ?? {};
    const lost = only(always, (one) => !stored.has(one));
    const beyond = platform.id === "reddit" ? await beyondReach(rows, id, ever) : NOTHING;
    const extra = only(stored, (one) => !ever.has(one) && !beyond.has(one));
    sim.figures.items += stored.size;
    if (lost.size > 0) breaks("lost", `${name}: ${listed(lost)}`);
    if (extra.size > 0) breaks("twice", `${name}: ${listed(extra)} shown and not there`);
    const [count] = await rows(
      "SELECT count(*) AS n FROM media_items WHERE connection_id = ?1",
      id,
    );
    if (Number(count?.["n"]) !== Number(row["item_count"])) {
      breaks("twice", `${name}: counts ${String(row["item_count"])} of ${String(count?.["n"])}`);
    }
  }
  for (const [id, externalId, isHidden] of cast.wishes.hidden()) {
    const [item] = await rows(
      "SELECT hidden FROM media_items WHERE connection_id = ?1 AND external_id = ?2",
      id,
      externalId,
    );
    if (item !== undefined && (Number(item["hidden"]) & HIDDEN.person) > 0 !== isHidden) {
      breaks("shown", `${id} ${externalId}: ${isHidden ? "is shown" : "is hidden"}`);
    }
  }
  await judgeLeftovers(rows, given.bucket, breaks);
  await judgeDerived(rows, breaks);
}

/** Not a word of them anywhere. */
async function judgeErased(
  rows: (sql: string) => Promise<Record<string, unknown>[]>,
  { actor, ids, ...account }: Account,
  bucket: Bucket,
  breaks: (promise: PromiseName, text: string) => void,
): Promise<void> {
  const name = nameOf({ actor, ids, ...account });
  const words = [actor.userId, ...ids];
  const tables = await rows(
    `SELECT name FROM sqlite_master
     WHERE type = 'table' AND name LIKE 'media_%' AND name NOT LIKE 'media_search%'`,
  );
  for (const table of tables.map((one) => String(one["name"]))) {
    const text = JSON.stringify(await rows(`SELECT * FROM ${table}`));
    const found = words.filter((word) => text.includes(word));
    if (found.length > 0) breaks("left", `${name}, erased: ${found.join(", ")} in ${table}`);
  }
  const keys = (await bucket.list("", Infinity)).join(" ");
  if (words.some((word) => keys.includes(word))) breaks("left", `${name}, erased: kept answers`);
}

/** What is derived says what the items say. */
async function judgeDerived(
  rows: (sql: string) => Promise<Record<string, unknown>[]>,
  breaks: (promise: PromiseName, text: string) => void,
): Promise<void> {
  const [counts] = await rows(
    `SELECT (SELECT coalesce(sum(items), 0) FROM media_activity) AS counted,
       (SELECT count(*) FROM media_items WHERE hidden = 0 AND parent_hidden = 0) AS shown,
       (SELECT count(*) FROM media_search WHERE rowid NOT IN (SELECT id FROM media_items)) AS ghosts,
       (SELECT count(*) FROM media_items
        WHERE hidden = 0 AND id NOT IN (SELECT rowid FROM media_search)) AS unfound`,
  );
  const { counted, shown, ghosts, unfound } = counts ?? {};
  if (counted !== shown) breaks("twice", `counts ${String(counted)} of ${String(shown)} items`);
  if (Number(ghosts) > 0)
    breaks("left", `${String(ghosts)} in the full-text index and nowhere else`);
  if (Number(unfound) > 0) breaks("lost", `${String(unfound)} are not in the full-text index`);
}

const OWNED = [
  "media_items",
  "media_item_links",
  "media_item_edits",
  "media_sync_runs",
  "media_corpus_snapshots",
  "media_corpus_parents",
  "media_account_settings",
];

async function judgeLeftovers(
  rows: (sql: string) => Promise<Record<string, unknown>[]>,
  bucket: Bucket,
  breaks: (promise: PromiseName, text: string) => void,
): Promise<void> {
  for (const table of OWNED) {
    const [left] = await rows(
      `SELECT count(*) AS n FROM ${table} WHERE connection_id NOT IN (SELECT id FROM media_accounts)`,
    );
    if (Number(left?.["n"]) > 0)
      breaks("left", `${String(left?.["n"])} rows in ${table} of nobody`);
  }
  const ids = new Set(
    (await rows("SELECT id FROM media_accounts")).map((row) => String(row["id"])),
  );
  const keys = await bucket.list("", Infinity);
  const ownerless = keys.filter((key) => !ids.has(key.split("/")[1] ?? ""));
  if (ownerless.length > 0) breaks("left", `${ownerless.length} kept answers of nobody`);
  const held = new Set(keys);
  const snapshots = await rows("SELECT connection_id, content_hash FROM media_corpus_snapshots");
  const missing = snapshots.filter(
    (row) => !held.has(`snapshots/${String(row["connection_id"])}/${String(row["content_hash"])}`),
  );
  if (missing.length > 0) breaks("lost", `${missing.length} kept answers are not in the bucket`);
}

const NOTHING: ReadonlySet<string> = new Set();

function only(names: ReadonlySet<string>, isWanted: (name: string) => boolean): Set<string> {
  return new Set([...names].filter(isWanted));
}

function nameOf({ platform, person }: Account): string {
  return `${platform.id} of ${person.login}`;
}

function listed(names: ReadonlySet<string>): string {
  return `${names.size}: ${[...names].slice(0, 3).join(", ")}`;
}

import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Connection } from "../../shared/connections.ts";
import type { Context } from "../context.ts";
import { syncConnection } from "../services/sync/sync-connection.ts";
import { updateConnection } from "../store/connections.ts";
import type { Meter } from "../store/meter.ts";
import { testContext } from "./test-context.ts";
import { openWorld } from "./world.ts";
import type { Browser, World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** About half an hour before a full one: some checks that follow are of one hour, and then it turns. */
const NOW = Date.UTC(2026, 10, 20, 9, 26);
const HISTORY = 600;
/** Within the life of every token: what a renewal costs is another matter. */
const CHECKS_OF_AN_HOUR = 5;
const CHECKS_OF_THE_NEXT = 2;
const CHECKS_OF_A_DAY = 48;
const NEW_ITEMS = 10;
const LONG_AFTER = NOW + 10 * 365 * 24 * HOUR;

/** What D1 and R2 bill, and what the platform is asked. */
export type SyncCost = Pick<Meter, "requests" | "rowsRead" | "rowsWritten" | "r2Ops">;

export interface SyncCosts {
  /** The dearest of some checks that found nothing, the turn of an hour among them. */
  readonly idle: SyncCost;
  /** Rows more, in all tables, after checks of one hour that found nothing. */
  readonly idleGrowth: number;
  /** The same by those of a day, over the turns of its hours: each is a run of its own. */
  readonly idleGrowthOfDay: number;
  /** A check that found ten new items, in one run. */
  readonly new10: SyncCost;
  /** A first sync, for each hundred items. */
  readonly backfill100: SyncCost;
}

/** What syncing costs with the real code, on a real D1 and R2, against a platform's stand-in. */
export async function measureSync(platform: string): Promise<SyncCosts> {
  vi.setSystemTime(NOW);
  const world = openWorld();
  const { id, sync } = await connected(world, platform, { login: "mira", items: HISTORY });
  const first = await sync();
  const held = await itemsOf(id);
  // Some ask once more, a little later, whether the end of a history was its end.
  vi.setSystemTime(Date.now() + 6 * MINUTE);
  await sync();
  const idle: SyncCost[] = [];
  const before = await countRows();
  for (let check = 0; check < CHECKS_OF_AN_HOUR; check += 1) {
    vi.setSystemTime(Date.now() + 5 * MINUTE);
    idle.push(await sync());
  }
  const idleGrowth = (await countRows()) - before;
  for (let check = 0; check < CHECKS_OF_THE_NEXT; check += 1) {
    vi.setSystemTime(Date.now() + 5 * MINUTE);
    idle.push(await sync());
  }
  let idleGrowthOfDay = 0;
  let rows = await countRows();
  for (let check = 0; check < CHECKS_OF_A_DAY; check += 1) {
    vi.setSystemTime(Date.now() + (24 * HOUR) / CHECKS_OF_A_DAY);
    const { isIdle } = await sync();
    const grown = await countRows();
    // Now and then one looks further back, and keeps what it was answered.
    if (isIdle) idleGrowthOfDay += grown - rows;
    rows = grown;
  }
  return {
    idle: dearestOf(idle),
    idleGrowth,
    idleGrowthOfDay,
    backfill100: scaled(first, 100 / held),
    new10: await measureNew(world, platform),
  };
}

async function measureNew(world: World, platform: string): Promise<SyncCost> {
  const { person, before, after } = await someoneWithTen(world, platform);
  vi.setSystemTime(before);
  const { id, sync } = await connected(world, platform, person);
  await sync();
  const held = await itemsOf(id);
  vi.setSystemTime(after);
  const cost = await sync();
  const found = (await itemsOf(id)) - held;
  if (found !== NEW_ITEMS) throw new Error(`${platform}: ${found} new items were found.`);
  return cost;
}

/** Somebody who did ten things on that platform, and two times with these ten in between. */
async function someoneWithTen(world: World, platform: string) {
  const idsAt = async (time: number, login: string): Promise<string[]> => {
    vi.setSystemTime(time);
    return (await world.inventory(login, platform)).map((one) => one.external_id);
  };
  for (let items = NEW_ITEMS; items < 4 * NEW_ITEMS; items += 1) {
    const person = { login: `ten-${items}`, items, inOneMoment: true };
    await makePerson(world, person);
    vi.setSystemTime(LONG_AFTER);
    const times = (await world.inventory(person.login, platform))
      .map((one) => Date.parse(one.occurred_at))
      .toSorted((a, b) => b - a)
      .slice(0, NEW_ITEMS);
    const before = Math.min(...times) - 20 * MINUTE;
    const after = Math.max(...times) + 5 * MINUTE;
    const known = await idsAt(before, person.login);
    const found = await idsAt(after, person.login);
    const isNew = found.filter((id) => !known.includes(id));
    if (isNew.length === NEW_ITEMS && known.every((id) => found.includes(id))) {
      return { person, before, after };
    }
  }
  throw new Error(`Nobody does ten things on ${platform}.`);
}

interface Someone {
  readonly login: string;
  readonly items: number;
  readonly inOneMoment?: boolean;
}

async function makePerson(world: World, person: Someone): Promise<void> {
  await world.control("POST", "/people", { name: person.login, lives: false, ...person });
}

/** A connection of theirs that nobody has synced, and the way to do so until nothing is left. */
async function connected(world: World, platform: string, person: Someone) {
  await makePerson(world, person);
  const browser = world.browser();
  await browser.signIn(person.login);
  const id = await connect(world, browser, platform, person.login);
  const sync = async (): Promise<SyncCost & { readonly isIdle: boolean }> => {
    const ctx: Context = { ...testContext(), fork: () => ctx };
    await updateConnection(ctx.db, id, { nextSyncAt: 0 });
    const start = { ...ctx.meter };
    let isIdle = true;
    for (let hasMore = true; hasMore;) {
      const limits = { maxRequests: 400, maxQueries: 900 };
      const outcome = await syncConnection(ctx, { id, trigger: "cron", ...limits });
      if (outcome.kind !== "synced" && outcome.kind !== "unchanged") {
        throw new Error(`${platform}: the sync ended as ${outcome.kind}.`);
      }
      ({ hasMore } = outcome);
      isIdle &&= outcome.kind === "unchanged";
    }
    const r2Ops = ctx.meter.r2Ops - start.r2Ops;
    return {
      isIdle: isIdle && r2Ops === 0,
      requests: ctx.meter.requests - start.requests,
      rowsRead: ctx.meter.rowsRead - start.rowsRead,
      rowsWritten: ctx.meter.rowsWritten - start.rowsWritten,
      r2Ops,
    };
  };
  return { id, sync };
}

async function connect(
  world: World,
  browser: Browser,
  platform: string,
  person: string,
): Promise<string> {
  const account = await world.account(person, platform);
  if (account.type === "input") {
    const input = { platform, input: account.input };
    return (await browser.mutate<Connection>("connections.connect", input)).id;
  }
  const end = await browser.connect(account.login, { platform });
  return end.searchParams.get("connected") ?? "";
}

async function itemsOf(id: string): Promise<number> {
  const row = await env.DB.prepare("SELECT item_count AS n FROM media_accounts WHERE id = ?1")
    .bind(id)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

/** Rows in all tables together. */
export async function countRows(): Promise<number> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'media!_%' ESCAPE '!'",
  ).all<{ name: string }>();
  const counts = await env.DB.batch<{ n: number }>(
    results.map(({ name }) => env.DB.prepare(`SELECT count(*) AS n FROM ${name}`)),
  );
  return counts.reduce((sum, { results: [row] }) => sum + (row?.n ?? 0), 0);
}

function dearestOf(costs: readonly SyncCost[]): SyncCost {
  return {
    requests: Math.max(...costs.map((one) => one.requests)),
    rowsRead: Math.max(...costs.map((one) => one.rowsRead)),
    rowsWritten: Math.max(...costs.map((one) => one.rowsWritten)),
    r2Ops: Math.max(...costs.map((one) => one.r2Ops)),
  };
}

function scaled({ requests, rowsRead, rowsWritten, r2Ops }: SyncCost, by: number): SyncCost {
  const [a = 0, b = 0, c = 0, d = 0] = [requests, rowsRead, rowsWritten, r2Ops].map(
    (count) => Math.round(count * by * 10) / 10,
  );
  return { requests: a, rowsRead: b, rowsWritten: c, r2Ops: d };
}

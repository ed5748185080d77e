import { env } from "cloudflare:workers";
import { createContext } from "../context.ts";
import type { Context } from "../context.ts";
import { consumeMessage } from "../services/schedule/consume-message.ts";
import { runTick } from "../services/schedule/run-tick.ts";
import { createMeter, meteredDatabase } from "../store/meter.ts";
import type { SyncMessage } from "../sync-message.ts";
import { fakePlatform, testPage } from "./fake-platform.ts";
import { testConfig, testItem } from "./test-context.ts";

/** What the simulated clock takes for granted. */
export const ASSUMED = {
  requestMs: 200,
  queryMs: 10,
  /** A database does one statement after another, whoever asks; the way there is not its time. */
  statementMs: 1,
  /** One call to the queue, and from there to its consumer. */
  sendMs: 50,
  deliveryMs: 1000,
  /** That have messages at once. */
  consumers: { free: 10, paid: 250 },
  /** One in so many checks finds something new. */
  newsIn: 20,
} as const;

const START = Date.UTC(2026, 10, 20, 9);
const TICK_MS = 5 * 60_000;
const MINUTE = 60_000;

type Plan = "free" | "paid";

/** Of one invocation, as the plans count it. */
interface Cost {
  readonly endsAt: number;
  readonly queries: number;
  /** To platforms, to the queue, and to the store of raw answers. */
  readonly subrequests: number;
  /** By the query that read most. */
  readonly mostRowsRead: number;
}

interface Letter {
  readonly body: SyncMessage;
  readonly at: number;
}

/** The product's own code over a real database, with a simulated clock, network and queue. */
interface Instance {
  /** What the queue holds, in the order it comes. */
  readonly mail: Letter[];
  /** Calls to the queue. */
  readonly sends: () => number;
  invoke(at: number, act: (ctx: Context) => Promise<void>): Promise<Cost>;
}

function createInstance(plan: Plan, hasQueue = true): Instance {
  const mail: Letter[] = [];
  let clock = START;
  let sends = 0;
  let checks = 0;
  let chance = 7;
  let queries = 0;
  let rowsRead = 0;
  let mostRowsRead = 0;
  const meter = {
    ...createMeter(),
    get queries() {
      return queries;
    },
    set queries(count: number) {
      clock += (count - queries) * ASSUMED.queryMs;
      queries = count;
    },
    get rowsRead() {
      return rowsRead;
    },
    set rowsRead(count: number) {
      mostRowsRead = Math.max(mostRowsRead, count - rowsRead);
      rowsRead = count;
    },
  };
  const post = (body: SyncMessage, delaySeconds = 0): void => {
    mail.push({ body, at: clock + delaySeconds * 1000 + ASSUMED.deliveryMs });
  };
  const send = async (letters: Iterable<MessageSendRequest<SyncMessage>>): Promise<void> => {
    clock += ASSUMED.sendMs;
    sends += 1;
    for (const { body, delaySeconds } of letters) post(body, delaySeconds);
  };
  const queue = {
    send: (body: SyncMessage, options: QueueSendOptions = {}) => send([{ body, ...options }]),
    sendBatch: send,
  } as unknown as Queue<SyncMessage>;
  const platform = fakePlatform({
    hosts: ["fake.example"],
    fetchPage: async ({ http, account }) => {
      await http.send({ url: "https://fake.example/list" });
      checks += 1;
      if (checks % ASSUMED.newsIn > 0) return testPage({ unchanged: true, raw: null });
      const externalId = `${account.externalId} ${checks}`;
      return testPage({ items: [testItem({ externalId, occurredAt: clock })] });
    },
  });
  const knowing = (ctx: Context): Context => ({
    ...ctx,
    platforms: [platform],
    log: { info: () => {}, warn: () => {}, error: () => {} },
    fork: () => knowing(ctx.fork()),
  });
  const open = (): Context =>
    knowing(
      createContext(
        {
          DB: meteredDatabase(env.DB, meter),
          BUCKET: env.BUCKET,
          ...(hasQueue ? { SYNC_QUEUE: queue } : {}),
        },
        testConfig({ MEDIA_PLAN: plan, MEDIA_UPSTREAM_ORIGIN: "" }),
        {
          now: () => Math.floor(clock),
          random: () => (chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647,
          fetch: async () => {
            clock += ASSUMED.requestMs;
            return new Response("[]");
          },
        },
      ),
    );
  return {
    mail,
    sends: () => sends,
    invoke: async (at, act) => {
      clock = at;
      mostRowsRead = 0;
      const sent = sends;
      const ctx = open();
      await act(ctx);
      const { requests, r2Ops } = ctx.meter;
      const subrequests = requests + r2Ops + sends - sent;
      return { endsAt: clock, queries: ctx.meter.queries, subrequests, mostRowsRead };
    },
  };
}

/** Consumers side by side: each message goes to the one that is free first. */
function createConsumers(count: number) {
  const free = Array.from({ length: count }, () => 0);
  return {
    startOf: (at: number): number => Math.max(at, Math.min(...free)),
    take: (endsAt: number): void => {
      free[free.indexOf(Math.min(...free))] = endsAt;
    },
  };
}

export interface PaidFigures {
  readonly dueRowsRead: number;
  /** As long as the last of the consumers takes, or the database for all of them, whichever is longer. */
  readonly minutesToLast: number;
  readonly databaseMinutes: number;
  readonly queries: number;
  readonly messages: number;
  readonly sends: number;
  /** Messages whose checks were really made; the others take as long as the longest of them. */
  readonly sampled: number;
}

/** So many connections, all due at one tick of the paid plan. */
export async function measurePaid(connections: number, sampleEvery: number): Promise<PaidFigures> {
  await seed(connections);
  const { mail, sends, invoke } = createInstance("paid");
  const tick = await invoke(START, runTick);
  const figures = { queries: tick.queries, messages: mail.length, sends: sends() };
  const consumers = createConsumers(ASSUMED.consumers.paid);
  let longest = 0;
  let last = 0;
  let sampled = 0;
  let statements = 0;
  const asked: string[] = [];
  for (let at = 0; at < mail.length; at += 1) {
    const letter = mail[at];
    if (!letter) break;
    const start = consumers.startOf(letter.at);
    const isReal = at % sampleEvery === 0 || at >= figures.messages;
    if (isReal) {
      const { endsAt, queries } = await invoke(start, (ctx) => consumeMessage(ctx, letter.body));
      statements += queries;
      longest = Math.max(longest, endsAt - start);
      asked.push(...letter.body.connections);
      sampled += 1;
    }
    last = Math.max(last, start + longest);
    consumers.take(start + longest);
  }
  if ((await listUnsynced(asked)).length > 0) throw new Error("A connection was left out.");
  const inAll = figures.queries + (statements / sampled) * mail.length;
  const databaseMinutes = (inAll * ASSUMED.statementMs) / MINUTE;
  const minutesToLast = Math.max((last - START) / MINUTE, databaseMinutes);
  return { ...figures, dueRowsRead: tick.mostRowsRead, minutesToLast, databaseMinutes, sampled };
}

export interface FreeFigures {
  readonly minutesToLast: number;
  readonly ticks: number;
  readonly messages: number;
  readonly sends: number;
  readonly mostQueries: number;
  readonly mostSubrequests: number;
}

/**
 * So many connections, all due at one tick of the free plan; the queue's allowance rested for a day, or
 * is used up and comes back as it does. Every check is really made.
 */
export async function measureFree(
  connections: number,
  { isRested }: { isRested: boolean },
): Promise<FreeFigures> {
  const ids = await seed(connections);
  if (!isRested) {
    await env.DB.prepare(
      "INSERT INTO media_rate_limits (scope, blocked_until, used, updated_at) VALUES ('queue', 0, 100, ?1)",
    )
      .bind(START)
      .run();
  }
  const { mail, sends, invoke } = createInstance("free");
  const costs: Cost[] = [];
  const consumers = createConsumers(ASSUMED.consumers.free);
  const unsynced = new Set(ids);
  let last = 0;
  let ticks = 0;
  let messages = 0;
  for (; unsynced.size > 0; ticks += 1) {
    if (ticks > 1000) throw new Error("Some are never checked.");
    const at = START + ticks * TICK_MS;
    costs.push(await invoke(at, runTick));
    for (;;) {
      const [next] = mail.toSorted((a, b) => a.at - b.at);
      const start = next && consumers.startOf(next.at);
      if (next === undefined || start === undefined || start >= at + TICK_MS) break;
      mail.splice(mail.indexOf(next), 1);
      const cost = await invoke(start, (ctx) => consumeMessage(ctx, next.body));
      costs.push(cost);
      consumers.take(cost.endsAt);
      messages += 1;
      const left = new Set(await listUnsynced(next.body.connections));
      for (const id of next.body.connections) {
        if (!left.has(id) && unsynced.delete(id)) last = Math.max(last, cost.endsAt);
      }
    }
  }
  return {
    minutesToLast: (last - START) / MINUTE,
    ticks,
    messages,
    sends: sends(),
    ...most(costs),
  };
}

/** The same without a queue: some ticks that do what fits into each. */
export async function measureInline(
  connections: number,
  ticks: number,
): Promise<Pick<FreeFigures, "mostQueries" | "mostSubrequests"> & { checksPerTick: number }> {
  const ids = await seed(connections);
  const { invoke } = createInstance("free", false);
  const costs: Cost[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    costs.push(await invoke(START + tick * TICK_MS, runTick));
  }
  const checked = connections - (await listUnsynced(ids)).length;
  return { ...most(costs), checksPerTick: checked / ticks };
}

function most(costs: readonly Cost[]): Pick<FreeFigures, "mostQueries" | "mostSubrequests"> {
  return {
    mostQueries: Math.max(...costs.map((cost) => cost.queries)),
    mostSubrequests: Math.max(...costs.map((cost) => cost.subrequests)),
  };
}

const TABLES = [
  "media_accounts",
  "media_items",
  "media_item_links",
  "media_sync_runs",
  "media_corpus_snapshots",
  "media_corpus_parents",
  "media_rate_limits",
  "media_facts",
];

/** A database that was in use for so long is not always emptied between two files of tests. */
export async function clearTables(): Promise<void> {
  for (const table of TABLES) await env.DB.prepare(`DELETE FROM ${table}`).run();
}

/** Five connections a person, all due within the last minutes; their ids. */
async function seed(connections: number): Promise<string[]> {
  await clearTables();
  await env.DB.prepare(SEED)
    .bind(connections, START, 4 * MINUTE)
    .run();
  return Array.from({ length: connections }, (_, at) => `c${at}`);
}

const SEED = `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
  INSERT INTO media_accounts (id, user_id, platform, external_id, handle, status, include_private,
    scopes, access_token_sealed, is_complete, next_sync_at, created_at, updated_at)
  SELECT 'c' || i, 'u' || (i / 5), 'fake', 'c' || i, 'h', 'active', 0, '', '', 1,
    ?2 - (i * 7919) % ?3, ?2, ?2 FROM n`;

async function listUnsynced(ids: readonly string[]): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT id FROM media_accounts
     WHERE id IN (SELECT value FROM json_each(?1)) AND last_success_at IS NULL`,
  )
    .bind(JSON.stringify(ids))
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

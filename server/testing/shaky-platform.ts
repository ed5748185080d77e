import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Context } from "../context.ts";
import type { Platform } from "../platforms/platform.ts";
import { consumeMessage } from "../services/schedule/consume-message.ts";
import { syncConnection } from "../services/sync/sync-connection.ts";
import type { SyncOutcome } from "../services/sync/sync-connection.ts";
import { findOutage } from "../store/platform-outages.ts";
import { fakePlatform, testPage } from "./fake-platform.ts";
import { testContext } from "./test-context.ts";

/** What a connection of the platform looks like in the database. */
export interface ShakyRow {
  readonly id: string;
  readonly failures: number;
  readonly next_sync_at: number;
  readonly last_success_at: number | null;
}

/** A platform called `fake` that is up or down as a test says, and many connections to it. */
export interface Shaky {
  /** How the next requests are answered. */
  answer: () => Response;
  /** When it was asked. */
  asked: number[];
  /** Knows this platform alone. */
  open(change?: Partial<Platform>, settings?: Readonly<Record<string, string>>): Context;
  /** So many connections without a token, due now; their ids. */
  seed(count: number): Promise<string[]>;
  run(ctx: Context, id: string): Promise<SyncOutcome>;
  rows(): Promise<ShakyRow[]>;
  setDue(...ids: readonly string[]): Promise<void>;
  /** What is due, in messages of 25, as the queue would bring it. */
  deliverDue(ctx: Context): Promise<void>;
  isLeftAlone(ctx: Context): Promise<boolean>;
  /** When one may ask it again. */
  probeAt(ctx: Context): Promise<number>;
  /** So many connections, of which three meet that it is down. */
  goDown(ctx: Context, count: number): Promise<void>;
}

export const LIST = "https://fake.example/list";

export const up = (): Response => new Response("[]");
export const down = (): Response => new Response("Bad gateway", { status: 502 });

export function shakyPlatform(): Shaky {
  const shaky: Shaky = {
    answer: down,
    asked: [],
    open: (change = {}, settings = {}) => {
      const platform = fakePlatform({
        hosts: ["fake.example"],
        fetchPage: async ({ http }) => {
          await http.send({ url: LIST });
          return testPage({ unchanged: true, raw: null });
        },
        ...change,
      });
      const knowing = (ctx: Context): Context => ({
        ...ctx,
        platforms: [platform],
        fork: () => knowing(ctx.fork()),
      });
      return knowing(testContext({ MEDIA_UPSTREAM_ORIGIN: "", ...settings }));
    },
    seed: async (count) => {
      await env.DB.prepare(SEED).bind(count, Date.now()).run();
      return Array.from({ length: count }, (_, at) => `c${at}`);
    },
    run: (ctx, id) => syncConnection(ctx, { id, trigger: "cron", maxRequests: 5, maxQueries: 50 }),
    rows: async () => {
      const all = env.DB.prepare("SELECT * FROM media_accounts ORDER BY length(id), id");
      return (await all.all<ShakyRow>()).results;
    },
    setDue: async (...ids) => {
      await env.DB.prepare(
        "UPDATE media_accounts SET next_sync_at = ?1 WHERE id IN (SELECT value FROM json_each(?2))",
      )
        .bind(Date.now(), JSON.stringify(ids))
        .run();
    },
    deliverDue: async (ctx) => {
      const rows = await shaky.rows();
      const due = rows.filter((row) => row.next_sync_at <= Date.now()).map((row) => row.id);
      for (let at = 0; at < due.length; at += 25) {
        const connections = due.slice(at, at + 25);
        // Each in an invocation of its own, with a budget of its own.
        const invocation = { ...ctx.fork(), queue: ctx.queue };
        await consumeMessage(invocation, { connections, trigger: "cron", hasWaited: true });
      }
    },
    isLeftAlone: async (ctx) => ((await findOutage(ctx.db, "fake"))?.openedAt ?? null) !== null,
    probeAt: async (ctx) => (await findOutage(ctx.db, "fake"))?.probeAt ?? 0,
    goDown: async (ctx, count) => {
      const ids = await shaky.seed(count);
      shaky.answer = down;
      for (const id of ids.slice(0, 3)) await shaky.run(ctx, id);
      if (!(await shaky.isLeftAlone(ctx))) throw new Error("It was not noticed.");
      shaky.asked = [];
    },
  };
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
    shaky.asked.push(Date.now());
    return shaky.answer();
  });
  return shaky;
}

const SEED = `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
  INSERT INTO media_accounts (id, user_id, platform, external_id, handle, status, include_private,
    scopes, access_token_sealed, next_sync_at, created_at, updated_at)
  SELECT 'c' || i, 'u' || i, 'fake', 'c' || i, 'h', 'active', 0, '', '', ?2, ?2, ?2 FROM n`;

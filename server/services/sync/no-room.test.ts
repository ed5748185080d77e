import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { Quota } from "../../platforms/platform.ts";
import { contextWith } from "../../testing/fake-platform.ts";
import { meteredPlatform } from "../../testing/metered-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { listBudgets } from "../limits/list-budgets.ts";
import type { Actor } from "../identity/identity.ts";
import { listRuns } from "../connections/list-runs.ts";
import { syncConnection } from "./sync-connection.ts";

const REQUESTS: Partial<Quota> = { meter: "requests", period: { ms: 3_600_000 }, granted: 1000 };
const LONG = {
  raw: { endpoint: "list", url: "https://fake.example/list", body: "a".repeat(900_000) },
};

let ctx: Context;
let ines: Actor;
let id: string;
let fake: ReturnType<typeof meteredPlatform>;

async function begin(quota: Partial<Quota>): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 22, 12) });
  fake = meteredPlatform(quota);
  ctx = contextWith(fake.platform);
  ines = await testPerson(ctx, "Ines");
  const given = { platform: "fake", accessTokenSealed: "", isComplete: true };
  ({ id } = await testConnection(ctx, ines, given));
  fake.answers.push(LONG);
  // Its meter begins anew.
  ctx = contextWith(fake.platform);
}

const sync = (maxQueries: number) =>
  syncConnection(ctx, { id, trigger: "cron", maxRequests: 40, maxQueries, mayWait: true });

it.each(Array.from({ length: 14 }, (_, at) => 25 + at))(
  "with %i queries left what is paid for is read and booked, or not asked for",
  async (left) => {
    await begin({});
    const { kind, queries } = await sync(left);
    expect(queries).toBeLessThanOrEqual(left);
    expect(fake.asked()).toBe(kind === "synced" ? 1 : 0);
    expect(await listBudgets(ctx, ines, id)).toMatchObject([
      { used: fake.asked() },
      { used: fake.asked() },
    ]);
    if (left >= 36) expect(kind).toBe("synced");
  },
);

it("what was asked for and finds no room is asked for again, and counts", async () => {
  await begin(REQUESTS);
  expect(await sync(26)).toMatchObject({ kind: "skipped", hasMore: true });
  const { rowsRead, rowsWritten } = ctx.meter;
  expect(fake.asked()).toBe(1);
  expect(await listBudgets(ctx, ines, id)).toMatchObject([{ used: 1 }, { used: 1 }]);
  const row = await env.DB.prepare(
    "SELECT lease_owner, cursor, next_sync_at <= ?1 AS isDue FROM media_accounts",
  )
    .bind(Date.now())
    .first();
  expect(row).toEqual({ lease_owner: null, cursor: null, isDue: 1 });
  const told = { checks: 0, requests: 1, rowsRead, rowsWritten, message: expect.any(String) };
  expect(await listRuns(ctx, ines, { id, limit: 9 })).toMatchObject([told]);
  fake.answers.push(LONG);
  ctx = contextWith(fake.platform);
  await sync(400);
  const runs = await listRuns(ctx, ines, { id, limit: 9 });
  expect(runs.reduce((sum, { requests }) => sum + requests, 0)).toBe(2);
  expect(await listBudgets(ctx, ines, id)).toMatchObject([{ used: 2 }, { used: 2 }]);
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { Quota } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { clientScope, connectionScope } from "../../store/rate-limits.ts";
import { contextWith } from "../../testing/fake-platform.ts";
import { meteredPlatform, MONEY } from "../../testing/metered-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { disconnectConnection } from "../connections/disconnect-connection.ts";
import { pauseConnection } from "../connections/pause-connection.ts";
import { resumeConnection } from "../connections/resume-connection.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "../sync/sync-connection.ts";
import { listBudgets } from "./list-budgets.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
let ctx: Context;
let ines: Actor;
let id: string;
let fake: ReturnType<typeof meteredPlatform>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
});

async function begin(
  quota: Partial<Quota>,
  change: Partial<ConnectionRow> = {},
  happens: () => Promise<unknown> = async () => {},
): Promise<void> {
  fake = meteredPlatform(quota);
  const { fetchPage } = fake.platform;
  vi.spyOn(fake.platform, "fetchPage").mockImplementation(async (request) => {
    const page = await fetchPage(request);
    await happens();
    return page;
  });
  ctx = contextWith(fake.platform);
  ines = await testPerson(ctx, "Ines");
  const given = { platform: "fake", accessTokenSealed: "", isComplete: true, ...change };
  ({ id } = await testConnection(ctx, ines, given));
}

const sync = () => syncConnection(ctx, { id, trigger: "cron", maxRequests: 50, maxQueries: 900 });
const pause = () => pauseConnection(ctx, ines, id);
const rows = async (): Promise<Record<string, unknown>[]> =>
  (await env.DB.prepare("SELECT scope, used FROM media_rate_limits ORDER BY scope").all()).results;

describe("a run that is stopped after it asked", () => {
  it("books what it used: for its connection, and for all that share its app", async () => {
    await begin(MONEY, {}, pause);
    fake.answers.push({ usage: { posts: 40 } });
    expect((await sync()).kind).toBe("skipped");
    expect(fake.spent()).toBe(0.2);
    expect(await listBudgets(ctx, ines, id)).toMatchObject([{ used: 0.2 }, { used: 0.2 }]);
  });

  it("books nothing twice of what waits on its connection's row", async () => {
    const unbooked = { used: 3, endsAt: NOON + 12 * 3_600_000 };
    const waiting = JSON.stringify({ connection: unbooked, client: unbooked });
    await begin({}, { unbooked: waiting }, pause);
    await sync();
    expect(await rows()).toEqual([
      { scope: connectionScope(id), used: 1 },
      { scope: "fake ", used: 1 },
    ]);
    expect(await listBudgets(ctx, ines, id)).toMatchObject([{ used: 4 }, { used: 4 }]);
  });

  it("books what its own app used, as long as that has to do with anything", async () => {
    await begin({}, { clientId: "my own" }, pause);
    await sync();
    expect(await rows()).toContainEqual({ scope: clientScope("fake", "my own"), used: 1 });
  });

  it("leaves nothing of a connection that is gone, but what the server's app used", async () => {
    const leave = async () => {
      await disconnectConnection(ctx, ines, id);
      await env.DB.prepare("DELETE FROM media_accounts").run();
    };
    await begin({}, {}, leave);
    await sync();
    expect(await rows()).toEqual([{ scope: "fake ", used: 1 }]);
    await begin({}, { clientId: "my own" }, leave);
    await sync();
    expect(await rows()).toEqual([{ scope: "fake ", used: 1 }]);
  });
});

it("whom a run asks for, because its token was refused, is counted and told", async () => {
  await begin({ ...MONEY, rates: { users: 0.01 } });
  ({ id } = await testConnection(ctx, ines, { platform: "fake", externalId: "1" }));
  const account = { externalId: "1", handle: "h", displayName: null, url: null, email: null };
  const platform = { ...fake.platform, identifyUsage: { users: 1 }, identify: async () => account };
  ctx = contextWith(platform);
  fake.answers.push({ status: 401 });
  expect((await sync()).kind).toBe("failed");
  expect(await listBudgets(ctx, ines, id)).toMatchObject([{ used: 0.01 }, { used: 0.01 }]);
  const run = await env.DB.prepare("SELECT usage FROM media_sync_runs").first("usage");
  expect(run).toBe('{"users":1}');
});

describe("pausing and resuming", () => {
  it("is no way past what all share: it goes on a little later", async () => {
    await begin({}, {}, pause);
    for (let times = 0; times < 5; times += 1) {
      await sync();
      await resumeConnection(ctx, ines, id);
    }
    expect(fake.asked()).toBe(1);
    vi.setSystemTime(NOON + 21_000);
    await sync();
    expect(fake.asked()).toBe(2);
  });

  it("goes on at once where it was paused long ago, and where only its own is used", async () => {
    await begin({});
    await pause();
    vi.setSystemTime(NOON + 60_000);
    const resumed = await resumeConnection(ctx, ines, id);
    expect([resumed.status, fake.asked()]).toEqual(["active", 1]);
    await begin(MONEY);
    await pause();
    await resumeConnection(ctx, ines, id);
    expect(fake.asked()).toBe(1);
  });
});

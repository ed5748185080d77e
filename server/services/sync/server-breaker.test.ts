import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { feed } from "../../platforms/feed/index.ts";
import { github } from "../../platforms/github/index.ts";
import { mastodon } from "../../platforms/mastodon/index.ts";
import { findOutage } from "../../store/platform-outages.ts";
import { testPage } from "../../testing/fake-platform.ts";
import { down, shakyPlatform, up } from "../../testing/shaky-platform.ts";
import type { Shaky } from "../../testing/shaky-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { naming, readWholeStore } from "../../testing/whole-store.ts";
import { disconnectConnection } from "../connections/disconnect-connection.ts";
import { getConnection } from "../connections/get-connection.ts";
import { syncNow } from "../connections/sync-now.ts";
import { wakeConnections } from "../connections/wake-connections.ts";
import type { Actor } from "../identity/identity.ts";
import { syncEach } from "../schedule/sync-each.ts";
import { outageKey } from "./outage-key.ts";

/** Accounts on two servers of one platform, of which one is down. */
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);
const DOWN = "down.example";
const UP = "up.example";

let shaky: Shaky;
let ctx: Context;
let ines: Actor;
let asked: string[];
let answers: () => Response;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  shaky = shakyPlatform();
  ctx = shaky.open({
    hosts: "public",
    isByServer: true,
    fetchPage: async ({ http, account }) => {
      await http.send({ url: `https://${account.externalId.split("/")[0]}/list` });
      return testPage({ unchanged: true, raw: null });
    },
  });
  asked = [];
  answers = down;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const { host } = new URL(new Request(input).url);
    asked.push(host);
    return host === DOWN ? answers() : up();
  });
  ines = await testPerson(ctx, "Ines");
});

/** So many of Ines's accounts there; their connections. */
async function connect(server: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => `${server.split(".")[0]}${at}`);
  for (const [at, id] of ids.entries()) {
    const account = { platform: "fake", externalId: `${server}/${at}`, accessTokenSealed: "" };
    await testConnection(ctx, ines, { id, ...account });
  }
  return ids;
}

/** Three of so many have met that it is down. */
async function goDown(count = 5): Promise<{ met: string[]; others: string[] }> {
  const ids = await connect(DOWN, count);
  for (const id of ids.slice(0, 3)) await shaky.run(ctx, id);
  asked = [];
  return { met: ids.slice(0, 3), others: ids.slice(3) };
}

const failures = async (): Promise<number[]> => [
  ...new Set((await shaky.rows()).map((row) => row.failures)),
];
const probeAt = async (): Promise<number> =>
  (await findOutage(ctx.db, `fake ${DOWN}`))?.probeAt ?? 0;

describe("a server that is down", () => {
  it("is left alone, is held against none of its accounts, and leaves the other's alone", async () => {
    const { others } = await goDown();
    const well = await connect(UP, 4);
    expect(await syncEach(ctx, [...others, ...well], "cron")).toMatchObject({ waiting: [] });
    expect(asked).toEqual([UP, UP, UP, UP]);
    expect(await failures()).toEqual([0]);
    const rows = new Map((await shaky.rows()).map((row) => [row.id, row]));
    for (const id of others) expect(rows.get(id)?.next_sync_at).toBeGreaterThan(await probeAt());
    for (const id of well) expect(rows.get(id)?.last_success_at).toBe(START);
    expect(await findOutage(ctx.db, "fake")).toBeNull();
    expect(await findOutage(ctx.db, `fake ${UP}`)).toBeNull();
  });

  it("costs a message of its accounts a few queries and no request", async () => {
    const others = (await goDown(100)).others.slice(0, 25);
    await shaky.setDue(...others);
    const before = ctx.meter.rowsRead;
    const prepare = vi.spyOn(env.DB, "prepare");
    await syncEach(ctx, others, "cron");
    expect(prepare.mock.calls.length).toBeLessThanOrEqual(4);
    expect(ctx.meter.rowsRead - before).toBeLessThan(250);
    expect(asked).toEqual([]);
    const rows = (await shaky.rows()).filter((row) => others.includes(row.id));
    expect(rows.every((row) => row.next_sync_at > START)).toBe(true);
  });

  it("is asked by one at a time, and ends with the first answer", async () => {
    const { others } = await goDown();
    for (let probe = 0; probe < 3; probe += 1) {
      vi.setSystemTime((await probeAt()) + 1);
      await shaky.setDue(...others);
      asked = [];
      await syncEach(ctx, others, "cron");
      expect(asked).toEqual([DOWN]);
    }
    expect(await failures()).toEqual([0]);
    answers = up;
    vi.setSystemTime((await probeAt()) + 1);
    await shaky.setDue(...others);
    await syncEach(ctx, others, "cron");
    expect(await findOutage(ctx.db, `fake ${DOWN}`)).toMatchObject({ openedAt: null });
  });

  it("is said to whoever has an account there, and to nobody else", async () => {
    const { others } = await goDown();
    const [well = ""] = await connect(UP, 1);
    const [waiting = ""] = others;
    const of = async (id: string) => (await getConnection(ctx, ines, id)).problem;
    expect(await of(waiting)).toMatchObject({ code: "unavailable", action: "wait" });
    expect(await of(well)).toBeNull();
    await expect(syncNow(ctx, ines, waiting)).rejects.toMatchObject({
      message: expect.stringMatching(/^down\.example answers nobody at present/),
    });
    await env.DB.prepare("UPDATE media_accounts SET next_sync_at = ?1")
      .bind(START + 60 * MINUTE)
      .run();
    expect(await wakeConnections(ctx, ines)).toEqual({ woken: 1 });
  });

  it("is forgotten with the last account there, and not before", async () => {
    const { met, others } = await goDown();
    await connect(UP, 1);
    const [last = "", ...all] = [...met, ...others];
    for (const id of all) await disconnectConnection(ctx, ines, id);
    const left = await findOutage(ctx.db, `fake ${DOWN}`);
    expect(left).toMatchObject({ openedAt: START, suspects: { [last]: 0 } });
    await disconnectConnection(ctx, ines, last);
    expect(naming(await readWholeStore(), [DOWN])).toEqual([]);
  });
});

describe("who shares a breaker", () => {
  it.each([
    [github, "12345", "github"],
    [mastodon, "mastodon.social/109", "mastodon mastodon.social"],
    [feed, "https://example.org/feed", null],
  ])("is said by the platform", (platform, externalId, key) => {
    expect(outageKey(platform, { externalId })).toBe(key);
  });
});

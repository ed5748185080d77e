import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Platform } from "../../platforms/platform.ts";
import { updateConnection } from "../../store/connections.ts";
import { putEraseAt } from "../../store/erase-user.ts";
import { shakyPlatform } from "../../testing/shaky-platform.ts";
import type { Shaky } from "../../testing/shaky-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { naming, readWholeStore } from "../../testing/whole-store.ts";
import { finishDisconnects } from "../connections/finish-disconnects.ts";
import { finishErases } from "../users/finish-erases.ts";

/** A run that stalls past its lease, and wakes after its connection was given to another, or deleted. */
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);
const MIDNIGHT = Date.UTC(2026, 10, 21);

let shaky: Shaky;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  shaky = shakyPlatform();
});

const waits = () => new Response("", { status: 429, headers: { "retry-after": "60000" } });
const QUOTA: Platform["quota"] = {
  meter: "units",
  rates: { request: 1 },
  period: { unit: "day", zone: "UTC" },
  granted: 100,
  sharedBy: "client",
  mostPerRequest: 1,
};
const isUsedUp: Platform["isRateLimit"] = (status) =>
  status === 429 && { retryAt: MIDNIGHT, told: "It is used up." };

type Said = readonly [name: string, answer: () => Response, change: Partial<Platform>];
const SAID: readonly Said[] = [
  ["does not answer", () => new Response("", { status: 502 }), {}],
  ["tells it to wait", waits, { limitScope: "connection" }],
  ["tells all of its app to wait", waits, { limitScope: "client" }],
  ["has no more for its app", waits, { limitScope: "client", quota: QUOTA, isRateLimit: isUsedUp }],
  ["answers", () => new Response("[]"), {}],
];

/** A run of Ines's that has asked, and is answered as late as it is let. */
async function stall(change: Partial<Platform>) {
  const ctx = shaky.open(change);
  const ines = await testPerson(ctx, "Ines");
  const clientId = "client-of-ines";
  const own = { platform: "fake", clientId, accessTokenSealed: "" };
  const { id } = await testConnection(ctx, ines, own);
  const asked = Promise.withResolvers<void>();
  const going = Promise.withResolvers<Response>();
  const slow = vi.spyOn(globalThis, "fetch").mockImplementation(() => {
    asked.resolve();
    return going.promise;
  });
  const run = shaky.run(ctx, id);
  await asked.promise;
  slow.mockImplementation(async () => shaky.answer());
  const wake = async (answer: () => Response) => {
    going.resolve(answer());
    return await run;
  };
  return { ctx, id, userId: ines.userId, names: [ines.userId, id, clientId], wake };
}

const readTable = async (table: string): Promise<unknown[]> =>
  (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results;

describe.each(SAID)("a run that its platform %s", (_name, answer, change) => {
  it("and that wakes after its owner was erased leaves nothing in any table", async () => {
    const stalled = await stall(change);
    await putEraseAt(stalled.ctx.db, stalled.userId, START);
    for (let ticks = 0; ticks < 6; ticks += 1) {
      vi.setSystemTime(Date.now() + 5 * MINUTE);
      await finishErases(stalled.ctx);
      await finishDisconnects(stalled.ctx);
    }
    expect(naming(await readWholeStore(), stalled.names)).toEqual([]);
    expect(await stalled.wake(answer)).toMatchObject({ kind: "skipped" });
    expect(naming(await readWholeStore(), stalled.names)).toEqual([]);
  });

  it("moves nobody's breaker or limit once it has lost its lease", async () => {
    const stalled = await stall(change);
    await updateConnection(stalled.ctx.db, stalled.id, {}, { raiseFence: true });
    const tables = ["media_platform_outages", "media_rate_limits"];
    const before = await Promise.all(tables.map(readTable));
    expect(await stalled.wake(answer)).toMatchObject({ kind: "skipped" });
    expect(await Promise.all(tables.map(readTable))).toEqual(before);
  });
});

describe("a probe that has lost its lease", () => {
  it.each([
    ["neither moves the next one", () => new Response("", { status: 502 })],
    ["nor says that the platform answers", () => new Response("[]")],
  ])("%s", async (_name, answer) => {
    const ctx = shaky.open();
    await shaky.goDown(ctx, 3);
    vi.setSystemTime((await shaky.probeAt(ctx)) + 1);
    const stalled = await stall({});
    await updateConnection(ctx.db, stalled.id, {}, { raiseFence: true });
    const before = await readTable("media_platform_outages");
    expect(await stalled.wake(answer)).toMatchObject({ kind: "skipped" });
    expect(await readTable("media_platform_outages")).toEqual(before);
  });
});

it("a suspicion is not lifted by a run that has lost its lease", async () => {
  const ctx = shaky.open();
  await shaky.seed(1);
  await shaky.run(ctx, "c0");
  const stalled = await stall({});
  await updateConnection(ctx.db, stalled.id, {}, { raiseFence: true });
  const before = await readTable("media_platform_outages");
  await stalled.wake(() => new Response("[]"));
  expect(await readTable("media_platform_outages")).toEqual(before);
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { claimConnection } from "../../store/connection-leases.ts";
import type { ClaimedConnection } from "../../store/connection-leases.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { getConnection } from "../connections/get-connection.ts";
import type { Actor } from "../identity/identity.ts";
import { runTick } from "./run-tick.ts";

const MINUTE = 60_000;

let asked: string[];
let ines: Actor;
let noor: Actor;
/** Called once the connection that ends its invocation was asked. */
let end: () => void;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  asked = [];
  ines = await testPerson(open(), "Ines");
  noor = await testPerson(open(), "Noor");
});

/** Without a queue; `poison` never comes back from asking, as when its invocation was ended. */
function open(): Context {
  const fetchPage = async ({ account }: { account: { externalId: string } }) => {
    asked.push(account.externalId);
    if (account.externalId === "poison") {
      end();
      await new Promise(() => undefined);
    }
    return testPage({ unchanged: true, raw: null });
  };
  return contextWith(fakePlatform({ fetchPage }), { MEDIA_PLAN: "free" });
}

async function connect(actor: Actor, name: string, change: Partial<ConnectionRow> = {}) {
  const given = { platform: "fake", externalId: name, accessTokenSealed: "", isComplete: true };
  return await testConnection(open(), actor, { ...given, ...change });
}

/** One invocation: until it is done, or is ended. */
async function tick(): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await Promise.race([runTick(open()), ended]);
  vi.setSystemTime(Date.now() + 5 * MINUTE);
}

describe("a connection that ends the invocation of whoever reads it", () => {
  it("stands behind the others from then on, is told on its page, and is tried less and less", async () => {
    const { id } = await connect(ines, "poison", { nextSyncAt: Date.now() - 2000 });
    const others = ["a", "b", "c", "d", "e"];
    for (const name of others) await connect(noor, name, { nextSyncAt: Date.now() - 1000 });
    await tick();
    expect(asked).toEqual(["poison"]);
    await tick();
    expect(asked).toEqual(["poison", ...others, "poison"]);
    for (let ticks = 2; ticks < 12; ticks += 1) await tick();
    for (const name of others) {
      expect(asked.filter((one) => one === name).length).toBeGreaterThanOrEqual(10);
    }
    expect(asked.filter((one) => one === "poison").length).toBeLessThanOrEqual(11);
    const { problem_code: code, failures } = await row(id);
    expect({ code, failures }).toEqual({ code: "stuck", failures: expect.any(Number) });
    expect((await getConnection(open(), ines, id)).problem).toMatchObject({ code: "stuck" });
  });

  it("waits no longer than an hour for others to be done first", async () => {
    await connect(ines, "poison", {
      leaseOwner: "dead",
      leaseExpiresAt: Date.now() - 70 * MINUTE,
      nextSyncAt: Date.now() - 61 * MINUTE,
    });
    await connect(noor, "a", { nextSyncAt: Date.now() - MINUTE });
    await tick();
    expect(asked).toEqual(["poison"]);
  });
});

async function row(id: string) {
  const found = await env.DB.prepare("SELECT * FROM media_accounts WHERE id = ?1")
    .bind(id)
    .first<{ problem_code: string | null; failures: number; next_sync_at: number }>();
  if (!found) throw new Error("It is gone.");
  return found;
}

describe("a claim", () => {
  const claim = (ctx: Context, id: string): Promise<ClaimedConnection | null> => {
    const now = ctx.now();
    const lease = { owner: "me", now, expiresAt: now + 2 * MINUTE, clients: {} };
    return claimConnection(ctx.db, id, lease);
  };

  it("writes one row, and counts the runs before it that never ended", async () => {
    const { id } = await connect(ines, "a", { nextSyncAt: Date.now() - 1000 });
    const ctx = open();
    const before = (await row(id)).next_sync_at;
    expect(await claim(ctx, id)).toMatchObject({ unended: 0, leaseOwner: "me" });
    expect(ctx.meter).toMatchObject({ queries: 1, rowsWritten: 1 });
    expect((await row(id)).next_sync_at).toBe(before);
    for (let unended = 1; unended < 12; unended += 1) {
      vi.setSystemTime(Date.now() + 2 * MINUTE + 1);
      const leaseEnd = Date.now() + 2 * MINUTE;
      expect(await claim(ctx, id)).toMatchObject({ unended, nextSyncAt: leaseEnd });
      expect((await row(id)).next_sync_at).toBe(leaseEnd);
    }
  });
});

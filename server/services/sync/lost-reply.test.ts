import { env } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { contextWith } from "../../testing/fake-platform.ts";
import { meteredPlatform, MONEY, NOTHING_NEW } from "../../testing/metered-platform.ts";
import type { MeteredAnswer } from "../../testing/metered-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { updateConnection } from "../../store/connections.ts";
import { setCap } from "../limits/set-cap.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "./sync-connection.ts";

let ctx: Context;
let ines: Actor;
let id: string;
let fake: ReturnType<typeof meteredPlatform>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 22, 12) });
  fake = meteredPlatform(MONEY);
  ctx = contextWith(fake.platform);
  ines = await testPerson(ctx, "Ines");
  const given = { platform: "fake", accessTokenSealed: "", isComplete: true };
  ({ id } = await testConnection(ctx, ines, given));
});

const sync = () => syncConnection(ctx, { id, trigger: "cron", maxRequests: 50, maxQueries: 900 });
const page = (number: number, more: Partial<MeteredAnswer> = {}): MeteredAnswer => ({
  usage: { posts: 20 },
  cursor: { page: number },
  ...more,
});

/** The database does what the batch of this number says, and its reply is lost. */
function loseReply(which: number, then: () => Promise<unknown> = async () => {}): void {
  const batch = env.DB.batch.bind(env.DB);
  let batches = 0;
  vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
    const results = await batch(statements);
    batches += 1;
    if (batches !== which) return results as never;
    await then();
    throw new Error("D1_ERROR: Network connection lost.");
  });
}

async function standing(): Promise<unknown> {
  const row = await env.DB.prepare(
    "SELECT cursor, failures, problem_code, lease_owner FROM media_accounts WHERE id = ?1",
  )
    .bind(id)
    .first();
  const { results } = await env.DB.prepare("SELECT outcome FROM media_sync_runs").all();
  const used = await env.DB.prepare(
    "SELECT used FROM media_rate_limits WHERE scope = 'fake '",
  ).first<number>("used");
  return { ...row, runs: results.map(({ outcome }) => outcome), used };
}

const WELL = { failures: 0, problem_code: null, lease_owner: null, runs: ["synced"] };

it("the end of a run whose reply is lost is the end", async () => {
  fake.answers.push(page(1));
  loseReply(1);
  expect((await sync()).kind).toBe("synced");
  expect(await standing()).toEqual({ ...WELL, cursor: '{"page":1}', used: 0.1 });
});

it("a write in the middle whose reply is lost is not made again, and the rest is due at once", async () => {
  await setCap(ctx, ines, { id, cap: 100 });
  fake.answers.push(page(1, { more: true }), page(2, { more: true }), page(3));
  loseReply(2);
  expect((await sync()).kind).toBe("synced");
  expect(await standing()).toEqual({ ...WELL, cursor: '{"page":2}', used: 0.2 });
  vi.restoreAllMocks();
  const row = await env.DB.prepare("SELECT next_sync_at AS at FROM media_accounts").first();
  expect(row).toEqual({ at: Date.now() });
});

it("a check that found nothing whose reply is lost found nothing", async () => {
  fake.answers.push({ ...NOTHING_NEW, usage: { posts: 500 } });
  loseReply(1);
  expect((await sync()).kind).toBe("unchanged");
  expect(await standing()).toMatchObject({ ...WELL, runs: [], used: 2.5 });
});

it("what was not written is dropped, and told as our failure", async () => {
  fake.answers.push(page(1));
  vi.spyOn(env.DB, "batch").mockRejectedValueOnce(new Error("D1_ERROR: too big"));
  expect((await sync()).kind).toBe("failed");
  expect(await standing()).toMatchObject({
    failures: 1,
    problem_code: "internal",
    lease_owner: null,
    cursor: null,
    used: 0.1,
  });
});

it("is not booked again where somebody else has the connection by then", async () => {
  fake.answers.push(page(1));
  loseReply(1, () => updateConnection(ctx.db, id, {}, { raiseFence: true }));
  expect((await sync()).kind).toBe("skipped");
  expect(await standing()).toMatchObject({ ...WELL, used: 0.1 });
});

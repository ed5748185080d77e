import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MediaBindings } from "../../bindings.ts";
import { createContext } from "../../context.ts";
import type { Context } from "../../context.ts";
import { beginDisconnect, insertConnection } from "../../store/connections.ts";
import { putEraseAt } from "../../store/erase-user.ts";
import { crashAfter } from "../../testing/crash-after.ts";
import { fillTables } from "../../testing/fill-tables.ts";
import type { FullPerson } from "../../testing/fill-tables.ts";
import { testBindings, testContext } from "../../testing/test-context.ts";
import { listTables, naming, readWholeStore } from "../../testing/whole-store.ts";
import { disconnectConnection } from "../connections/disconnect-connection.ts";
import { finishDisconnects } from "../connections/finish-disconnects.ts";
import { finishErases } from "./finish-erases.ts";

const TICK_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

let now: number;
let asked: string[];
let ctx: Context;

/** The product on these bindings, on a network where every grant can be ended. */
function openOn(bindings: MediaBindings, settings: Record<string, string> = {}): Context {
  return createContext(bindings, testContext(settings).config, {
    now: () => now,
    random: () => 0.5,
    fetch: async (input, init) => {
      asked.push(`${new Request(input, init).url} ${String(init?.body ?? "")}`);
      return new Response(null, { status: 204 });
    },
  });
}

beforeEach(() => {
  now = Date.UTC(2026, 10, 20, 9);
  asked = [];
  ctx = openOn(testBindings());
});

async function tick(on: Context = ctx): Promise<void> {
  now += TICK_MS;
  await finishErases(on);
  await finishDisconnects(on);
}

/** Asked for a day ago. */
async function fillAndErase(name: string): Promise<FullPerson> {
  const person = await fillTables(ctx, name);
  await putEraseAt(ctx.db, person.userId, now);
  return person;
}

async function tickUntilGone({ userId }: FullPerson): Promise<number> {
  for (let ticks = 1; ticks <= 40; ticks += 1) {
    await tick();
    const row = await env.DB.prepare("SELECT 1 FROM media_users WHERE id = ?1")
      .bind(userId)
      .first();
    if (row === null) return ticks;
  }
  throw new Error("The person is there still.");
}

const of = async ({ names }: Pick<FullPerson, "names">): Promise<string[]> =>
  naming(await readWholeStore(), names);
/** What is shared names others too. */
const onlyOf = async (person: FullPerson): Promise<string[]> =>
  (await of(person)).filter((line) => !line.startsWith("media_platform_outages "));

describe("erasing", () => {
  it("leaves nothing of a person in any table or in R2, and all of another as it was", async () => {
    const [ines, noor] = [await fillAndErase("Ines"), await fillTables(ctx, "Noor")];
    const known = new Set((await of(ines)).map((line) => line.split(" ")[0]));
    const isOfNobody = (table: string) => /^media_(?:facts|zone_offsets)$/.test(table);
    const tables = (await listTables()).filter((table) => !isOfNobody(table));
    expect([...known].toSorted()).toEqual(["R2", ...tables].toSorted());
    const before = await onlyOf(noor);
    expect(await tickUntilGone(ines)).toBeLessThanOrEqual(8);
    expect(await of(ines)).toEqual([]);
    expect(await onlyOf(noor)).toEqual(before);
    const suspects = naming(await readWholeStore(), ["media_platform_outages"]);
    for (const { id } of noor.connections) expect(suspects.join()).toContain(id);
  });

  it("ends each grant at its platform, once", async () => {
    const ines = await fillAndErase("Ines");
    await tickUntilGone(ines);
    const ended = asked.filter((request) => request.includes("revoke"));
    expect(ended).toHaveLength(2);
    for (const { id } of ines.connections.slice(0, 2)) {
      expect(ended.filter((request) => request.includes(`refresh-${id}`))).toHaveLength(1);
    }
  });

  it("is finished wherever it was stopped", { timeout: 90_000 }, async () => {
    const noor = await fillTables(ctx, "Noor");
    const before = await onlyOf(noor);
    let calls = 0;
    for (let isDead = true; isDead; calls += 1) {
      const ines = await fillAndErase(`Ines${calls}`);
      const dying = crashAfter(calls);
      const broken = openOn(dying);
      for (let ticks = 0; ticks < 3 && !dying.isDead(); ticks += 1) {
        await tick(broken).catch(() => null);
      }
      isDead = dying.isDead();
      if (isDead) await tickUntilGone(ines);
      expect(await of(ines), `after ${calls} calls`).toEqual([]);
    }
    expect(calls).toBeGreaterThan(20);
    expect(await onlyOf(noor)).toEqual(before);
  });

  it("begins only once the day is over, and then cannot be taken back", async () => {
    const ines = await fillTables(ctx, "Ines");
    await putEraseAt(ctx.db, ines.userId, now + DAY_MS);
    const before = await of(ines);
    for (const _ of [1, 2, 3]) await tick();
    expect(await of(ines)).toEqual(before);
  });

  it("waits for what was under way: a connection that was added meanwhile goes too", async () => {
    const ines = await fillAndErase("Ines");
    await tick();
    const [standing] = ines.connections;
    if (!standing) throw new Error("There is no connection.");
    const late = { ...standing, id: "late", externalId: "late", status: "active" as const };
    await insertConnection(ctx.db, late);
    await tickUntilGone(ines);
    expect(await of({ names: [...ines.names, "late"] })).toEqual([]);
  });

  it("of much goes on from tick to tick, each within the free plan", async () => {
    ctx = openOn(testBindings(), { MEDIA_PLAN: "free" });
    const ines = await fillAndErase("Ines");
    const [large] = ines.connections;
    await fillWithItems(ines.userId, large?.id ?? "", 60_000);
    for (let ticks = 0; ticks < 16; ticks += 1) {
      const before = { ...ctx.meter };
      await tick();
      expect(ctx.meter.queries - before.queries).toBeLessThanOrEqual(26);
      const { requests, r2Ops } = before;
      expect(ctx.meter.requests - requests + ctx.meter.r2Ops - r2Ops).toBeLessThanOrEqual(12);
    }
    expect(await of(ines)).toEqual([]);
  });
});

describe("what always fails", () => {
  const failFor = (table: string, column: string, names: readonly string[]): Promise<unknown> =>
    env.DB.prepare(
      `CREATE TRIGGER bad_${table} BEFORE DELETE ON ${table}
       WHEN old.${column} IN (${names.map((name) => `'${name}'`).join()})
       BEGIN SELECT raise(abort, 'It cannot be deleted.'); END`,
    ).run();
  const isThere = async (table: string, id: string): Promise<boolean> =>
    (await env.DB.prepare(`SELECT 1 FROM ${table} WHERE id = ?1`).bind(id).first()) !== null;

  it("keeps nobody else from being erased, and is told each time", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const bad = [await fillAndErase("Ada"), await fillAndErase("Bea"), await fillAndErase("Cid")];
    await failFor(
      "media_users",
      "id",
      bad.map(({ userId }) => userId),
    );
    const ines = await fillAndErase("Ines");
    expect(await tickUntilGone(ines)).toBeLessThanOrEqual(20);
    for (const { userId } of bad) expect(await isThere("media_users", userId)).toBe(true);
    expect(JSON.stringify(told.mock.calls)).toContain("erase.unforeseen");
    await env.DB.prepare("DROP TRIGGER bad_media_users").run();
    for (const person of bad) await tickUntilGone(person).catch(() => null);
    for (const person of bad) expect(await of(person)).toEqual([]);
  });

  it("keeps nobody else from being begun with", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const bad = [await fillAndErase("Ada"), await fillAndErase("Bea"), await fillAndErase("Cid")];
    await failFor(
      "media_sessions",
      "user_id",
      bad.map(({ userId }) => userId),
    );
    const ines = await fillAndErase("Ines");
    expect(await tickUntilGone(ines)).toBeLessThanOrEqual(12);
  });

  it.each([["free"], ["paid"]])("keeps no connection from being deleted: %s", async (plan) => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    ctx = openOn(testBindings(), { MEDIA_PLAN: plan });
    const bad: string[] = [];
    for (const name of ["Ada", "Bea"]) {
      const { userId, connections } = await fillTables(ctx, name);
      bad.push(...connections.map(({ id }) => id));
      await beginDisconnect(ctx.db, { userId }, now);
    }
    await failFor("media_item_links", "connection_id", bad);
    const ines = await fillTables(ctx, "Ines");
    await beginDisconnect(ctx.db, { userId: ines.userId }, now);
    for (let ticks = 0; ticks < 20; ticks += 1) {
      const before = ctx.meter.queries;
      await tick();
      if (plan === "free") expect(ctx.meter.queries - before).toBeLessThanOrEqual(26);
    }
    for (const { id } of ines.connections) expect(await isThere("media_accounts", id)).toBe(false);
    for (const id of bad) expect(await isThere("media_accounts", id)).toBe(true);
    expect(JSON.stringify(told.mock.calls)).toContain("disconnect.unforeseen");
  });
});

describe("disconnecting one", () => {
  it("takes it out of the profiles that chose it, and leaves one that chose it alone with none", async () => {
    const ines = await fillTables(ctx, "Ines");
    const [first, second] = ines.connections.map(({ id }) => id);
    const choose = env.DB.prepare("UPDATE media_profiles SET connections = ?2 WHERE id LIKE ?1");
    await choose.bind("id 1 %", JSON.stringify([first, second])).run();
    await choose.bind("id 2 %", JSON.stringify([first])).run();
    await disconnectConnection(ctx, { userId: ines.userId, sessionHash: "" }, first ?? "");
    const { results } = await env.DB.prepare(
      "SELECT connections AS ids FROM media_profiles WHERE connections IS NOT NULL ORDER BY id",
    ).all();
    expect(results).toEqual([{ ids: JSON.stringify([second]) }, { ids: "[]" }]);
  });

  it("leaves nothing of it, and the others as they were", async () => {
    const ines = await fillTables(ctx, "Ines");
    const [first, second] = ines.connections;
    if (!first || !second) throw new Error("There are no connections.");
    const actor = { userId: ines.userId, sessionHash: "" };
    const rest = (await onlyOf(ines)).filter((line) => !line.includes(first.id));
    expect(await disconnectConnection(ctx, actor, first.id)).toMatchObject({ revoked: true });
    expect(await of({ names: [first.id] })).toEqual([]);
    expect(await onlyOf(ines)).toEqual(rest);
    // The app is the person's still: what is known of its limits stays until nothing is left of it.
    await disconnectConnection(ctx, actor, second.id);
    expect((await of(ines)).join()).toContain("reddit client-of-Ines");
  });

  it("is finished wherever it was stopped", async () => {
    const ines = await fillTables(ctx, "Ines");
    const actor = { userId: ines.userId, sessionHash: "" };
    let calls = 2;
    for (let isDead = true; isDead; calls += 1) {
      const person = await fillTables(ctx, `Other${calls}`);
      const [first] = person.connections;
      const dying = crashAfter(calls);
      const owner = { ...actor, userId: person.userId };
      await disconnectConnection(openOn(dying), owner, first?.id ?? "").catch(() => null);
      isDead = dying.isDead();
      await tick();
      expect(await of({ names: [first?.id ?? ""] }), `after ${calls} calls`).toEqual([]);
    }
    expect(calls).toBeGreaterThan(6);
  });

  it("while a run holds it keeps its row until the lease ends, and looks once more", async () => {
    const ines = await fillTables(ctx, "Ines");
    const [held] = ines.connections;
    if (!held) throw new Error("There is no connection.");
    const lease =
      "UPDATE media_accounts SET lease_owner = 'run', lease_expires_at = ?2 WHERE id = ?1";
    await env.DB.prepare(lease)
      .bind(held.id, now + TICK_MS + 1000)
      .run();
    await disconnectConnection(ctx, { userId: ines.userId, sessionHash: "" }, held.id);
    expect(naming(await of({ names: [held.id] }), ["R2"])).toEqual([]);
    // The run, which does not know yet, puts an answer away and dies.
    await ctx.snapshots.put(held.id, "late", "[]");
    await tick();
    expect((await of({ names: [held.id] })).length).toBeGreaterThan(0);
    await tick();
    expect(await of({ names: [held.id] })).toEqual([]);
  });
});

async function fillWithItems(userId: string, connectionId: string, count: number): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
     INSERT INTO media_items (id, user_id, connection_id, external_id, platform, kind, occurred_at,
       title, is_private, is_secondary, figures, content_hash, created_at, updated_at)
     SELECT 1000000 + i, ?1, ?2, 'post:' || i, 'reddit', 'post', i, '', 0, 0, '{}', '', 0, 0 FROM n`,
  )
    .bind(userId, connectionId, count)
    .run();
}

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { createContext } from "../../context.ts";
import type { Context } from "../../context.ts";
import { putEraseAt } from "../../store/erase-user.ts";
import { fillTables } from "../../testing/fill-tables.ts";
import type { FullPerson } from "../../testing/fill-tables.ts";
import { testBindings, testConnection, testContext } from "../../testing/test-context.ts";
import { naming, readWholeStore } from "../../testing/whole-store.ts";
import { tidyAnswers } from "../sync/tidy-answers.ts";
import { finishErases } from "../users/finish-erases.ts";
import { disconnectConnection } from "./disconnect-connection.ts";
import { finishDisconnects } from "./finish-disconnects.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let now: number;
let asked: string[];
let answer: () => Response;
let ctx: Context;

beforeEach(() => {
  now = Date.UTC(2026, 10, 20, 9);
  asked = [];
  answer = () => new Response(null, { status: 503 });
  const { config } = testContext({
    MEDIA_REDDIT_CLIENT_ID: "id",
    MEDIA_REDDIT_CLIENT_SECRET: "secret",
  });
  ctx = createContext(testBindings(), config, {
    now: () => now,
    random: () => 0.5,
    fetch: async (_input, init) => {
      asked.push(new URLSearchParams(String(init?.body)).get("token") ?? "");
      return answer();
    },
  });
});

async function ticks(ms: number): Promise<void> {
  for (const end = now + ms; now < end;) {
    now += 5 * MINUTE;
    await finishErases(ctx);
    await finishDisconnects(ctx);
    await tidyAnswers(ctx);
  }
}

/** What is left of a person, or of a name alone; what is shared names others too. */
const of = async (...names: readonly string[]): Promise<string[]> =>
  naming(await readWholeStore(), names);

async function disconnect({ userId, connections }: FullPerson): Promise<string> {
  const id = connections[0]?.id ?? "";
  const actor = { userId, sessionHash: "" };
  expect(await disconnectConnection(ctx, actor, id)).toMatchObject({ revoked: false });
  return id;
}

describe("a grant whose platform is not there to be told", () => {
  it("is ended once it is there; till then nothing but the sealed tokens is left", async () => {
    const id = await disconnect(await fillTables(ctx, "Ines"));
    expect((await of(id)).map((line) => line.split(" ")[0])).toEqual(["media_facts"]);
    await ticks(2 * HOUR);
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThan(10);
    answer = () => new Response(null, { status: 204 });
    await ticks(2 * HOUR);
    expect(asked.at(-1)).toBe(`refresh-${id}`);
    expect(await of(id)).toEqual([]);
    const { length } = asked;
    await ticks(2 * HOUR);
    expect(asked).toHaveLength(length);
  });

  it("is tried for a day, as late as it asks, and then dropped all the same", async () => {
    answer = () => new Response(null, { status: 429, headers: { "retry-after": "14400" } });
    const id = await disconnect(await fillTables(ctx, "Ines"));
    await ticks(3.9 * HOUR);
    expect(asked).toHaveLength(1);
    await ticks(22 * HOUR);
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.length).toBeLessThan(9);
    expect(await of(id)).toEqual([]);
  });

  it("is not tried again where it refused", async () => {
    answer = () => new Response(null, { status: 400 });
    const id = await disconnect(await fillTables(ctx, "Ines"));
    expect(await of(id)).toEqual([]);
    await ticks(HOUR);
    expect(asked).toHaveLength(1);
  });

  it("leaves alone what the same account was granted since", async () => {
    const ines = await fillTables(ctx, "Ines");
    const id = await disconnect(ines);
    const { externalId, platform } = ines.connections[0] ?? { externalId: "", platform: "" };
    const actor = { userId: ines.userId, sessionHash: "" };
    await testConnection(ctx, actor, { platform, externalId, id: "again" });
    answer = () => new Response(null, { status: 204 });
    const { length } = asked;
    await ticks(HOUR);
    expect(asked.slice(length)).not.toContain(`refresh-${id}`);
    expect(asked.length).toBe(length + 1);
  });
});

describe("erasing somebody whose platform is not there", () => {
  const isThere = async (table: string, { userId }: FullPerson): Promise<boolean> => {
    const column = table === "media_users" ? "id" : "user_id";
    const row = env.DB.prepare(`SELECT 1 FROM ${table} WHERE ${column} = ?1`).bind(userId);
    return (await row.first()) !== null;
  };

  it("waits with his own app for it, but not with what was his; in the end nothing is left", async () => {
    const ines = await fillTables(ctx, "Ines");
    await putEraseAt(ctx.db, ines.userId, now);
    await ticks(HOUR);
    for (const table of ["media_accounts", "media_items", "media_activity"]) {
      expect(await isThere(table, ines), table).toBe(false);
    }
    expect(await isThere("media_platform_credentials", ines)).toBe(true);
    answer = () => new Response(null, { status: 204 });
    await ticks(3 * HOUR);
    for (const { id } of ines.connections.slice(0, 2)) expect(asked).toContain(`refresh-${id}`);
    expect(await of(...ines.names)).toEqual([]);
  });

  it("ends after a day where it never is", async () => {
    const ines = await fillTables(ctx, "Ines");
    await putEraseAt(ctx.db, ines.userId, now);
    await ticks(26 * HOUR);
    expect(await of(...ines.names)).toEqual([]);
  });
});

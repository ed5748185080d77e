import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createSandbox } from "../../sandbox/app.ts";
import { createMemoryStore } from "../../sandbox/memory-store.ts";
import { createState } from "../../sandbox/state.ts";
import { createHttp } from "../http.ts";
import type { PlatformItem } from "../page.ts";
import { github } from "./index.ts";
import { issueToken } from "./sandbox/grants.ts";

/** The walk against the stand-in's wire, compared with what the stand-in knows it holds. */

const ORIGIN = "http://localhost:8787/sandbox";
const MINUTE = 60_000;

const inventory = z.array(
  z.object({
    external_id: z.string(),
    kind: z.string(),
    occurred_at: z.string(),
    private: z.boolean(),
  }),
);

async function connect(options: { includePrivate?: boolean; failEvery?: number } = {}) {
  const { includePrivate = false, failEvery } = options;
  let now = Date.UTC(2026, 10, 22, 9);
  const store = createMemoryStore();
  const sandbox = createSandbox({ store, clock: () => now, publicOrigin: ORIGIN });
  const person = { name: "Tove Lind", login: "tovelind", items: 400, lives: true };
  await sandbox.fetch(
    new Request(`${ORIGIN}/people`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(person),
    }),
  );
  const scopes = includePrivate ? ["read:user", "repo"] : ["read:user"];
  const token = await issueToken(createState(store), {
    login: person.login,
    clientId: "sandbox-client",
    scopes,
  });
  let asked = 0;
  const http = createHttp({
    fetch: async (url, init) => {
      asked += 1;
      if (failEvery && asked % failEvery === 0) throw new TypeError("connection reset");
      return sandbox.fetch(new Request(String(url), init));
    },
    upstreamOrigin: ORIGIN,
    hosts: github.hosts,
    authorization: `Bearer ${token}`,
    now: () => now,
  });
  const account = await github.identify(http, {});
  const items = new Map<string, PlatformItem>();
  let cursor: unknown = null;

  return {
    items,
    wait: (ms: number) => {
      now += ms;
    },
    /** Calls until it is up to date; how many requests that took. */
    async check(): Promise<number> {
      asked = 0;
      for (;;) {
        const given = { http, account, includePrivate, cursor, now };
        const page = await github.fetchPage({ ...given, failures: 0 }).catch(() => null);
        if (page === null) continue;
        cursor = JSON.parse(JSON.stringify(page.cursor));
        for (const item of page.items) {
          const known = items.get(item.externalId);
          if (!item.isSecondary || known?.isSecondary !== false) items.set(item.externalId, item);
        }
        if (!page.more) return asked;
      }
    },
    async expectAll(): Promise<void> {
      const query = `platform=github&person=${person.login}&private=${includePrivate ? 1 : 0}`;
      const answer = await sandbox.fetch(new Request(`${ORIGIN}/inventory?${query}`));
      const held = inventory.parse(await answer.json());
      const wanted = held.map((one) => [
        one.external_id,
        one.kind,
        Date.parse(one.occurred_at),
        one.private,
      ]);
      const found = [...items.values()].map((one) => [
        one.externalId,
        one.kind,
        one.occurredAt,
        one.isPrivate,
      ]);
      expect(found.toSorted()).toEqual(wanted.toSorted());
      expect(found.length).toBeGreaterThan(200);
    },
  };
}

describe("against the sandbox", () => {
  it.each([{}, { includePrivate: true }, { failEvery: 4 }])(
    "the first walk finds all of it (%j)",
    async (options) => {
      const { check, expectAll } = await connect(options);
      await check();
      await expectAll();
    },
  );

  it("checks keep up with a life that goes on", async () => {
    const { check, expectAll, wait } = await connect();
    await check();
    for (let checks = 0; checks < 36; checks += 1) {
      wait(5 * MINUTE);
      await check();
    }
    await expectAll();
    await check();
    await check();
    expect(await check()).toBe(1);
  });
});

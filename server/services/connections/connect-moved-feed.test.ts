import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Context } from "../../context.ts";
import { createHttp } from "../../platforms/http.ts";
import { testContext, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "../sync/sync-connection.ts";
import { connectByInput } from "./connect-by-input.ts";

const FEED =
  "<rss><channel><title>T</title><item><guid>1</guid><title>One</title><pubDate>14 May 2026</pubDate></item></channel></rss>";
const OLD = "https://old.example/feed";
const NEW = "https://new.example/feed";

/** A feed that moves to another site, as the world sees it. */
async function openFeed() {
  const base = testContext();
  const mira = await testPerson(base, "Mira");
  const state = { isMoved: false, now: base.now() };
  const answer = (url: string): Response =>
    state.isMoved && url.startsWith("https://old.")
      ? new Response(null, { status: 301, headers: { location: NEW } })
      : new Response(FEED);
  const fork = (): Context => ({
    ...base.fork(),
    fork,
    queue: null,
    now: () => state.now,
    http: ({ hosts }, authorization) =>
      createHttp({
        fetch: async (url) => answer(String(url)),
        upstreamOrigin: null,
        hosts,
        authorization,
        now: () => state.now,
      }),
  });
  const ctx = fork();
  const sync = async (id: string): Promise<void> => {
    state.now += 24 * 3_600_000;
    await syncConnection(ctx, { id, trigger: "cron", maxRequests: 40, maxQueries: 40 });
  };
  const connect = async (address: string, actor: Actor = mira): Promise<string> => {
    const { id } = await connectByInput(ctx, actor, { platform: "feed", input: { address } });
    await sync(id);
    return id;
  };
  return { state, connect, sync };
}

async function stored(): Promise<unknown[]> {
  const rows = await env.DB.prepare(
    "SELECT external_id FROM media_accounts ORDER BY created_at",
  ).all();
  return rows.results.map(({ external_id }) => external_id);
}

describe("a feed is connected once", () => {
  it.each(["http://old.example/feed", "https://old.example/feed/", "http://OLD.example/feed/#top"])(
    "also by %s",
    async (other) => {
      const { connect } = await openFeed();
      const id = await connect(OLD);
      expect(await connect(other)).toBe(id);
      expect(await stored()).toEqual([OLD]);
    },
  );

  it("by its old address after it moved, before that was noticed", async () => {
    const { state, connect } = await openFeed();
    const id = await connect(OLD);
    state.isMoved = true;
    expect(await connect(OLD)).toBe(id);
  });

  it("by its new address, once a check has followed it there", async () => {
    const { state, connect, sync } = await openFeed();
    const id = await connect(OLD);
    state.isMoved = true;
    await sync(id);
    expect(await stored()).toEqual([NEW]);
    expect(await connect(NEW)).toBe(id);
    expect(await connect(OLD)).toBe(id);
    expect(await stored()).toEqual([NEW]);
  });

  it("and another feed of the same site is another", async () => {
    const { connect } = await openFeed();
    const ids = [await connect(OLD), await connect(`${OLD}?tag=a`), await connect(`${OLD}/notes`)];
    expect(new Set(ids).size).toBe(3);
  });
});

it("a feed that moves to where another connection is keeps its own id, and both go on", async () => {
  const { state, connect, sync } = await openFeed();
  const one = await connect(OLD);
  const two = await connect(NEW);
  state.isMoved = true;
  await sync(one);
  await sync(two);
  expect(await stored()).toEqual([OLD, NEW]);
  const problems = await env.DB.prepare("SELECT problem_code FROM media_accounts").all();
  expect(problems.results).toEqual([{ problem_code: null }, { problem_code: null }]);
});

import { env } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { syncConnection } from "./sync-connection.ts";

const PAGES = 8;
/** How large each answer is. */
let characters: number;
let page: number;
let ctx: Context;
let id: string;

beforeEach(async () => {
  page = 0;
  const fetchPage = async () => {
    page += 1;
    const raw = { endpoint: "list", url: `https://fake.example/${page}`, body: "" };
    return testPage({
      raw: { ...raw, body: String(page).repeat(characters) },
      more: page < PAGES,
    });
  };
  ctx = contextWith(fakePlatform({ fetchPage }));
  const ines = await testPerson(ctx, "Ines");
  ({ id } = await testConnection(ctx, ines, { platform: "fake" }));
});

it.each([
  ["small answers all together", 1000, 1],
  ["large ones before they fill the memory", 1_500_000, 3],
  ["very large ones each by itself", 4_500_000, PAGES],
])("writes %s, and packs one at a time", async (_name, size, commits) => {
  characters = size;
  const batch = vi.spyOn(env.DB, "batch");
  const put = ctx.snapshots.put.bind(ctx.snapshots);
  let packing = 0;
  let most = 0;
  vi.spyOn(ctx.snapshots, "put").mockImplementation(async (...given) => {
    packing += 1;
    most = Math.max(most, packing);
    await put(...given);
    packing -= 1;
  });
  const limits = { maxRequests: 40, maxQueries: 400 };
  expect(await syncConnection(ctx, { id, trigger: "cron", ...limits })).toMatchObject({
    kind: "synced",
    hasMore: false,
  });
  expect({ commits: batch.mock.calls.length, most }).toEqual({ commits, most: 1 });
  const kept = await env.DB.prepare("SELECT count(*) AS n FROM media_corpus_snapshots").first();
  expect(kept).toEqual({ n: PAGES });
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { Page } from "../../platforms/page.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testItem, testPerson } from "../../testing/test-context.ts";
import { listRuns } from "../connections/list-runs.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "./sync-connection.ts";

const DAY = 24 * 3_600_000;

let ctx: Context;
let ines: Actor;
let id: string;
/** What the platform answers next, in turn. */
let answers: Page[];

async function begin(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const fetchPage = async (): Promise<Page> => {
    const next = answers.shift();
    if (next === undefined) throw new Error("The test gave no answer.");
    return next;
  };
  ctx = contextWith(fakePlatform({ fetchPage }), settings);
  ines = await testPerson(ctx, "Ines");
  ({ id } = await testConnection(ctx, ines, { platform: "fake", externalId: "1" }));
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  answers = [];
  await begin();
});

const answer = (body: string, change: Partial<Page> = {}): Page =>
  testPage({ raw: { endpoint: "list", url: `https://fake.example/${body}`, body }, ...change });

/** One run over these pages, a day after the one before. */
async function sync(...pages: Page[]): Promise<void> {
  vi.setSystemTime(Date.now() + DAY);
  answers = pages.map((page, at) => ({ ...page, more: at < pages.length - 1 }));
  const request = { id, trigger: "cron", maxRequests: 40, maxQueries: 400 } as const;
  expect(await syncConnection(ctx, request)).toMatchObject({ kind: expect.any(String) });
  expect(answers).toEqual([]);
}

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(query).all()).results;
}

/** Kept answers, the latest last. */
async function kept(): Promise<string[]> {
  const rows = await rowsOf("SELECT url FROM media_corpus_snapshots ORDER BY seq");
  return rows.map((row) => String(row["url"]).slice("https://fake.example/".length));
}

async function lineage(): Promise<string[]> {
  const names = new Map(
    (await rowsOf("SELECT content_hash, url FROM media_corpus_snapshots")).map((row) => [
      row["content_hash"],
      String(row["url"]).slice("https://fake.example/".length),
    ]),
  );
  return (await rowsOf("SELECT * FROM media_corpus_parents"))
    .map((row) => `${names.get(row["parent_hash"]) ?? "?"} > ${names.get(row["content_hash"])}`)
    .toSorted();
}

async function objects(): Promise<string[]> {
  const listed = await env.BUCKET.list({ prefix: `snapshots/${id}/` });
  return listed.objects.map((one) => one.key.split("/")[2] ?? "").toSorted();
}

const hashes = async (): Promise<unknown[]> =>
  (await rowsOf("SELECT content_hash AS h FROM media_corpus_snapshots ORDER BY h")).map(
    (row) => row["h"],
  );

describe("kept answers", () => {
  it("stand in the order in which they came, each after the one before it", async () => {
    await sync(answer("a"), answer("b"));
    await sync(answer("c"));
    expect(await kept()).toEqual(["a", "b", "c"]);
    expect(await lineage()).toEqual(["a > b", "b > c"]);
    const [account] = await rowsOf("SELECT last_snapshot FROM media_accounts");
    const [last] = await rowsOf(
      "SELECT content_hash FROM media_corpus_snapshots WHERE url LIKE '%c'",
    );
    expect(account?.["last_snapshot"]).toBe(last?.["content_hash"]);
  });

  it("are the latest again when they come again, and may come in a circle", async () => {
    await sync(answer("a"), answer("b"), answer("a"));
    expect(await kept()).toEqual(["b", "a"]);
    await sync(answer("a"));
    await sync(answer("b"));
    expect(await kept()).toEqual(["a", "b"]);
    expect(await lineage()).toEqual(["a > b", "b > a"]);
  });

  it("are put once: what is kept already, and what comes twice in a run, is not put again", async () => {
    const put = vi.spyOn(ctx.snapshots, "put");
    await sync(answer("a"), answer("b"), answer("a"));
    expect(put).toHaveBeenCalledTimes(2);
    await sync(answer("b"), answer("c"));
    expect(put).toHaveBeenCalledTimes(3);
    expect(await objects()).toEqual(await hashes());
  });

  it("are read as what was asked last, where two addresses answer the same", async () => {
    await sync(answer("[]"));
    const raw = { endpoint: "other", url: "https://fake.example/other", body: "[]" };
    await sync(testPage({ raw: { ...raw, context: { private: true } } }));
    expect(await rowsOf("SELECT endpoint, url, context FROM media_corpus_snapshots")).toEqual([
      { endpoint: "other", url: "https://fake.example/other", context: '{"private":true}' },
    ]);
  });

  it("cost three rows: the answer, its place in the order, and what it came after", async () => {
    await sync(answer("a"));
    const writesOf = async (page: Page): Promise<number> => {
      await sync(page);
      const [run] = await rowsOf("SELECT rows_written AS n FROM media_sync_runs ORDER BY id DESC");
      return Number(run?.["n"]);
    };
    const items = Array.from({ length: 10 }, (_, at) => testItem({ externalId: `new:${at}` }));
    // The run's own row is counted before it is written; so is what its last batch writes.
    const before = ctx.meter.rowsWritten;
    await writesOf(answer("b", { items }));
    const withAnswer = ctx.meter.rowsWritten - before;
    const others = items.map((item) => ({ ...item, externalId: `${item.externalId}!` }));
    const between = ctx.meter.rowsWritten;
    await writesOf(testPage({ raw: null, items: others }));
    expect(withAnswer - (ctx.meter.rowsWritten - between)).toBe(3);
  });

  it("cost nothing where nothing is new", async () => {
    await sync(answer("a"));
    const before = ctx.meter.r2Ops;
    await sync(testPage({ raw: null, unchanged: true }));
    expect(ctx.meter.r2Ops).toBe(before);
    const [run] = await listRuns(ctx, ines, { id, limit: 1 });
    expect(run).toMatchObject({ outcome: "unchanged" });
    expect(await kept()).toEqual(["a"]);
  });
});

describe("answers that are kept for some days", () => {
  beforeEach(async () => {
    await begin({ MEDIA_SNAPSHOT_DAYS: "30" });
  });

  it("are dropped with their objects once newer ones come, unless they came again", async () => {
    await sync(answer("a"), answer("b"), answer("c"));
    vi.setSystemTime(Date.now() + 20 * DAY);
    await sync(answer("b"));
    vi.setSystemTime(Date.now() + 15 * DAY);
    await sync(testPage({ raw: null, unchanged: true }));
    expect(await kept()).toEqual(["a", "c", "b"]);
    await sync(answer("d"));
    expect(await kept()).toEqual(["b", "d"]);
    expect(await objects()).toEqual(await hashes());
    expect(await lineage()).toEqual(["? > b", "? > b", "b > d"]);
  });

  it("are put again when an answer comes that is just being dropped", async () => {
    await sync(answer("a"));
    vi.setSystemTime(Date.now() + 31 * DAY);
    await sync(answer("a"));
    expect(await kept()).toEqual(["a"]);
    expect(await objects()).toEqual(await hashes());
  });

  it("go in small pieces", async () => {
    const many = Array.from({ length: 60 }, (_, at) => answer(`old ${at}`));
    await sync(...many.slice(0, 30));
    await sync(...many.slice(30));
    vi.setSystemTime(Date.now() + 31 * DAY);
    const left: number[] = [];
    for (const name of ["x", "y", "z"]) {
      await sync(answer(name));
      left.push((await kept()).length);
    }
    expect(left).toEqual([36, 12, 3]);
    expect(await objects()).toEqual(await hashes());
  });

  it("leave an object behind, never a row, when it breaks off in between", async () => {
    await sync(answer("a"));
    vi.setSystemTime(Date.now() + 31 * DAY);
    vi.spyOn(ctx.snapshots, "delete").mockRejectedValueOnce(new Error("R2 is away."));
    await sync(answer("b"));
    expect(await kept()).toEqual(["b"]);
    expect(await objects()).toHaveLength(2);
    expect(await objects()).toEqual(expect.arrayContaining(await hashes()));
    await sync(answer("a"));
    expect(await objects()).toEqual(await hashes());
  });

  it("stay where the run that drops them has lost its connection", async () => {
    await sync(answer("a"));
    vi.setSystemTime(Date.now() + 31 * DAY);
    const drop = vi.spyOn(ctx.snapshots, "delete");
    const raise = env.DB.prepare("UPDATE media_accounts SET fence = fence + 1");
    const fetchPage = async (): Promise<Page> => {
      await raise.run();
      return answer("b");
    };
    const lost = { ...ctx, platforms: [fakePlatform({ fetchPage })] };
    const request = { id, trigger: "cron", maxRequests: 40, maxQueries: 400 } as const;
    const outcome = await syncConnection({ ...lost, fork: () => lost }, request);
    expect(outcome).toMatchObject({ kind: "skipped" });
    expect(await kept()).toEqual(["a"]);
    expect(drop).not.toHaveBeenCalled();
  });

  it("leave the objects where the holder was away for long", async () => {
    await sync(answer("a"));
    vi.setSystemTime(Date.now() + 31 * DAY);
    const batch = env.DB.batch.bind(env.DB);
    vi.spyOn(env.DB, "batch").mockImplementationOnce(async (statements) => {
      const results = await batch(statements);
      vi.setSystemTime(Date.now() + 5 * 60_000);
      return results;
    });
    const drop = vi.spyOn(ctx.snapshots, "delete");
    await sync(answer("b"));
    expect(drop).not.toHaveBeenCalled();
    expect(await kept()).toEqual(["b"]);
  });
});

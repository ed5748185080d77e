import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import type { Page, PlatformItem, RawPage } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { updateConnection } from "../../store/connections.ts";
import { HIDDEN } from "../../store/hidden-items.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testItem, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { updateSettings } from "../settings/update-settings.ts";
import { syncConnection } from "../sync/sync-connection.ts";
import { remapConnection } from "./remap-connection.ts";
import type { RemapCounts, RemapOutcome } from "./remap-connection.ts";

const DAY = 24 * 3_600_000;

let ctx: Context;
let ines: Actor;
let id: string;
/** What the platform answers next, in turn. */
let answers: Page[];
/** What today's mapper makes of one thing in an answer; it may throw. */
let mapper: (thing: PlatformItem) => PlatformItem | null;

async function begin(change: Partial<Platform> = {}): Promise<void> {
  const fetchPage = async (): Promise<Page> => {
    const next = answers.shift();
    if (next === undefined) throw new Error("The test gave no answer.");
    return next;
  };
  const map = ({ body }: RawPage): PlatformItem[] =>
    (JSON.parse(body) as PlatformItem[]).flatMap((thing) => mapper(thing) ?? []);
  ctx = contextWith(fakePlatform({ fetchPage, map, ...change }));
  ines = await testPerson(ctx, "Ines");
  ({ id } = await testConnection(ctx, ines, { platform: "fake", externalId: "1" }));
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  answers = [];
  mapper = (thing) => thing;
  await begin();
});

const thing = (name: string, change: Partial<PlatformItem> = {}): PlatformItem =>
  testItem({ kind: "post", externalId: name, title: `What ${name} says`, ...change });

/** An answer that holds these things; the walk of back then found `items` in it. */
const answer = (things: PlatformItem[], change: Partial<Page> = {}): Page => ({
  ...testPage({ items: things, ...change }),
  raw: { endpoint: "list", url: "https://fake.example/list", body: JSON.stringify(things) },
});

async function sync(...pages: Page[]): Promise<unknown> {
  vi.setSystemTime(Date.now() + DAY);
  answers = pages.map((page, at) => ({ ...page, more: at < pages.length - 1 }));
  const request = { id, trigger: "cron", maxRequests: 40, maxQueries: 400 } as const;
  return (await syncConnection(ctx, request)).kind;
}

async function rows<Row = Record<string, unknown>>(query: string): Promise<Row[]> {
  return (await env.DB.prepare(query).all<Row>()).results;
}

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly hidden: number;
  readonly parent: string | null;
  readonly private: number;
  readonly figures: string;
  readonly edited_at: number | null;
}

async function item(name: string): Promise<Stored | undefined> {
  const all = await rows<Stored>(
    `SELECT id, external_id AS name, title, hidden, parent, is_private AS private, figures, edited_at
     FROM media_items`,
  );
  return all.find((one) => one.name === name);
}

const outcome = (): Promise<RemapOutcome> => remapConnection(ctx, id, () => {});

async function remap(): Promise<RemapCounts> {
  const ended = await outcome();
  if (ended.kind !== "done") throw new Error(`It ended with ${ended.kind}.`);
  return ended.counts;
}

const shout = (one: PlatformItem): PlatformItem => ({ ...one, title: one.title.toUpperCase() });

describe("items of kept answers", () => {
  it("are made again under their keys, by the answer that told them last, and once", async () => {
    await sync(answer([thing("a"), thing("b")]), answer([thing("a", { title: "Said later" })]));
    const before = await item("a");
    mapper = shout;
    expect(await remap()).toEqual({
      answers: 2,
      unreadable: 0,
      missing: 0,
      itemsNew: 0,
      itemsChanged: 2,
      itemsUnchanged: 0,
      itemsLeft: 0,
    });
    expect(await item("a")).toEqual({ ...before, title: "SAID LATER" });
    expect(await item("b")).toMatchObject({ title: "WHAT B SAYS" });
    const written = ctx.meter.rowsWritten;
    expect(await remap()).toMatchObject({ itemsChanged: 0, itemsUnchanged: 2 });
    // Taken, and let go.
    expect(ctx.meter.rowsWritten - written).toBe(2);
  });

  it("are not edited by it", async () => {
    await sync(answer([thing("a", { body: "One" })]));
    await sync(answer([thing("a", { body: "Two" })]));
    const before = await item("a");
    const edits = await rows("SELECT * FROM media_item_edits");
    expect({ edits: edits.length, at: before?.edited_at }).toEqual({ edits: 1, at: Date.now() });
    mapper = shout;
    vi.setSystemTime(Date.now() + DAY);
    await remap();
    expect(await item("a")).toEqual({ ...before, title: "WHAT A SAYS" });
    expect(await rows("SELECT * FROM media_item_edits")).toEqual(edits);
  });

  it("stay hidden by their source and their owner, and are judged anew by the settings", async () => {
    const reply = { kind: "reply" };
    await sync(answer([thing("a"), thing("b"), thing("c"), thing("d", reply)]));
    await sync(answer([thing("x")], { gone: ["a"] }));
    await env.DB.prepare(
      `UPDATE media_items SET hidden = ${HIDDEN.person}, parent = '' WHERE external_id = 'b'`,
    ).run();
    await updateSettings(ctx, ines, { id, values: { hideReplies: true } });
    mapper = (one) => {
      if (one.externalId === "d") return shout({ ...one, kind: "post" });
      return shout(one.externalId === "c" ? { ...one, ...reply } : one);
    };
    await remap();
    expect(await item("a")).toMatchObject({ hidden: HIDDEN.source, parent: "" });
    expect(await item("b")).toMatchObject({ hidden: HIDDEN.person, parent: "" });
    expect(await item("c")).toMatchObject({ hidden: HIDDEN.settings, parent: "" });
    expect(await item("d")).toMatchObject({ hidden: 0, parent: null, title: "WHAT D SAYS" });
  });

  it("keep what they belong inside, also where they are new", async () => {
    const links = [
      { child: "a", parent: "p" },
      { child: "late", parent: "p" },
    ];
    mapper = (one) => (one.externalId === "late" ? null : one);
    const found = [thing("p"), thing("a"), thing("late")];
    await sync({ ...answer(found, { links }), items: found.slice(0, 2) });
    mapper = shout;
    expect(await remap()).toMatchObject({ itemsNew: 1, itemsChanged: 2, itemsLeft: 0 });
    expect(await item("a")).toMatchObject({ parent: "p", title: "WHAT A SAYS" });
    expect(await item("late")).toMatchObject({ parent: "p", title: "WHAT LATE SAYS" });
    expect(await rows("SELECT item_count AS n FROM media_accounts")).toEqual([{ n: 3 }]);
  });

  it("move when their time was wrong, with what is known of them", async () => {
    const late = thing("b").occurredAt + DAY;
    await sync(answer([thing("a"), thing("b", { occurredAt: late })]));
    await env.DB.prepare(
      `UPDATE media_items SET hidden = ${HIDDEN.person}, parent = '' WHERE external_id = 'a'`,
    ).run();
    mapper = (one) => (one.externalId === "a" ? { ...one, occurredAt: late + DAY } : one);
    expect(await remap()).toMatchObject({ itemsNew: 0, itemsChanged: 1, itemsUnchanged: 1 });
    const [a, b] = [await item("a"), await item("b")];
    expect(a?.id).toBeGreaterThan(b?.id ?? Infinity);
    expect(a).toMatchObject({ hidden: HIDDEN.person, parent: "" });
    expect(await rows("SELECT item_count, oldest_item_at FROM media_accounts")).toEqual([
      { item_count: 2, oldest_item_at: late },
    ]);
  });

  it("never give way to a poorer sight, and keep the figures that a later answer leaves out", async () => {
    await sync(
      answer([thing("a", { figures: { likes: 1, lines: 7 } })]),
      answer([thing("a", { figures: { likes: 2 } })]),
      answer([thing("a", { isSecondary: true, title: "Seen in a fork" })]),
    );
    const before = await item("a");
    await env.DB.prepare(`UPDATE media_items SET title = 'old', content_hash = 'old'`).run();
    await remap();
    expect(await item("a")).toEqual(before);
    const tenfold = (figures: PlatformItem["figures"]) =>
      figures["lines"] === undefined ? figures : { ...figures, lines: 70 };
    mapper = (one) => ({ ...one, figures: tenfold(one.figures) });
    await remap();
    expect(JSON.parse((await item("a"))?.figures ?? "")).toEqual({ likes: 2, lines: 70 });
  });

  it("stay as they are where no answer, or no better one, is left", async () => {
    await sync(answer([thing("a")]), answer([thing("b", { isSecondary: true })]));
    await sync({ ...answer([thing("b")]), items: [thing("b"), thing("c")] });
    const before = [await item("a"), await item("b"), await item("c")];
    const [first, , last] = await rows(
      "SELECT content_hash AS h FROM media_corpus_snapshots ORDER BY seq",
    );
    for (const gone of [first, last]) {
      await env.DB.prepare("DELETE FROM media_corpus_snapshots WHERE content_hash = ?1")
        .bind(gone?.["h"])
        .run();
    }
    mapper = shout;
    expect(await remap()).toMatchObject({ answers: 1, itemsUnchanged: 1, itemsLeft: 2 });
    expect([await item("a"), await item("b"), await item("c")]).toEqual(before);
  });

  it("stay as they are where the mapper cannot read their answer, or it is not there", async () => {
    await sync(answer([thing("a")]), answer([thing("b")]), answer([thing("c")]));
    const [, , last] = await rows(
      "SELECT content_hash AS h FROM media_corpus_snapshots ORDER BY seq",
    );
    await env.BUCKET.delete(`snapshots/${id}/${String(last?.["h"])}`);
    mapper = (one) => {
      if (one.externalId === "a") throw new PlatformError("bad_response", "No more.");
      return shout(one);
    };
    expect(await remap()).toMatchObject({
      answers: 3,
      unreadable: 1,
      missing: 1,
      itemsChanged: 1,
      itemsLeft: 2,
    });
    const titles = [await item("a"), await item("b"), await item("c")].map((one) => one?.title);
    expect(titles).toEqual(["What a says", "WHAT B SAYS", "What c says"]);
  });

  it("survive a mapper that is wrong in another way", async () => {
    await sync(answer([thing("a")]), answer([thing("b")]));
    mapper = (one) => {
      if (one.externalId === "a") throw new TypeError("It is undefined.");
      return shout(one);
    };
    expect(await remap()).toMatchObject({ unreadable: 1, itemsChanged: 1 });
  });
});

describe("privacy", () => {
  const consent = {
    type: "oauth",
    privateAccess: { scopes: [], label: "Private things", help: "Those too." },
  } as unknown as Platform["connect"];

  it("is that of the account now, where all of it is private or public", async () => {
    await begin({
      privacyIn: (cursor) => (cursor as { isPrivate?: boolean }).isPrivate ?? null,
    });
    await sync(answer([thing("a", { isPrivate: false }), thing("b", { isPrivate: true })]));
    const shown = async () => [(await item("a"))?.private, (await item("b"))?.private];
    const cursors = async (cursor: unknown) => {
      await updateConnection(ctx.db, id, { cursor: JSON.stringify(cursor) });
      await remap();
      return await shown();
    };
    expect(await cursors({ isPrivate: true })).toEqual([1, 1]);
    expect(await cursors({ isPrivate: false })).toEqual([0, 0]);
    expect(await cursors({})).toEqual([0, 1]);
  });

  it("leaves out what was not asked for, and is not lost where the mapper finds it now", async () => {
    await begin({ connect: consent });
    mapper = () => null;
    const secret = thing("secret", { isPrivate: true });
    await sync({ ...answer([thing("a"), secret]), items: [thing("a")] });
    mapper = (one) => one;
    expect(await remap()).toMatchObject({ itemsNew: 0, itemsUnchanged: 1 });
    mapper = (one) => ({ ...one, isPrivate: true });
    await remap();
    expect(await item("a")).toMatchObject({ private: 1 });
    expect(await item("secret")).toBeUndefined();
    await updateConnection(ctx.db, id, { includePrivate: true });
    expect(await remap()).toMatchObject({ itemsNew: 1 });
  });

  it("holds for what is found anew in a place that was closed meanwhile", async () => {
    const at = (name: string) => ({ place: { name, url: null } });
    const found = [thing("a", at("shut")), thing("b", at("hushed")), thing("c", at("open"))];
    const missed = ["shut", "hushed", "open", "new"].map((name) => thing(`in ${name}`, at(name)));
    await sync({ ...answer([...found, ...missed]), items: found });
    await sync(answer([thing("b", { ...at("hushed"), isPrivate: true })], { gone: ["a"] }));
    expect(await remap()).toMatchObject({ itemsNew: 4 });
    expect(await item("in shut")).toMatchObject({ hidden: HIDDEN.source, parent: "", private: 0 });
    expect(await item("in hushed")).toMatchObject({ hidden: 0, private: 1 });
    expect(await item("in open")).toMatchObject({ hidden: 0, private: 0 });
    expect(await item("in new")).toMatchObject({ hidden: 0, private: 0 });
  });
});

describe("a connection that is being remapped", () => {
  it("is not synced meanwhile, is due when it was, and may be paused", async () => {
    await sync(answer([thing("a")]));
    await updateConnection(ctx.db, id, { status: "paused", nextSyncAt: 5 });
    const seen: unknown[] = [];
    await remapConnection(ctx, id, () => {
      seen.push(rows("SELECT lease_expires_at > 0 AS held FROM media_accounts"));
    });
    expect(await Promise.all(seen)).toEqual([[{ held: 1 }], [{ held: 1 }]]);
    expect(
      await rows("SELECT status, next_sync_at, lease_owner, lease_expires_at FROM media_accounts"),
    ).toEqual([{ status: "paused", next_sync_at: 5, lease_owner: null, lease_expires_at: null }]);
    expect(await rows("SELECT count(*) AS n FROM media_sync_runs")).toEqual([{ n: 1 }]);
  });

  it("waits while it is being synced, and is told where it is gone", async () => {
    const until = Date.now() + 1000;
    await updateConnection(ctx.db, id, { leaseOwner: "a sync", leaseExpiresAt: until });
    expect(await outcome()).toEqual({ kind: "busy", until });
    vi.setSystemTime(until);
    expect(await outcome()).toMatchObject({ kind: "done" });
    await updateConnection(ctx.db, id, { status: "disconnecting" });
    expect(await outcome()).toEqual({ kind: "gone" });
  });

  it("is left alone once somebody else took it, and is made again the next time", async () => {
    await sync(...Array.from({ length: 30 }, (_, at) => answer([thing(`${at}`)])));
    mapper = shout;
    const titles = async () =>
      (await rows("SELECT title FROM media_items")).filter(
        (row) => row["title"] === String(row["title"]).toUpperCase(),
      ).length;
    let pieces = 0;
    const raise = env.DB.prepare("UPDATE media_accounts SET fence = fence + 1");
    const batch = env.DB.batch.bind(env.DB);
    const spy = vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
      pieces += 1;
      if (pieces === 2) await raise.run();
      return await batch(statements);
    });
    expect(await outcome()).toEqual({ kind: "taken" });
    spy.mockRestore();
    expect(await titles()).toBe(10);
    vi.setSystemTime(Date.now() + DAY);
    expect(await remap()).toMatchObject({ itemsChanged: 20, itemsUnchanged: 10 });
    expect(await titles()).toBe(30);
  });

  it("is let go when something fails, and goes on from there", async () => {
    await sync(...Array.from({ length: 30 }, (_, at) => answer([thing(`${at}`)])));
    mapper = shout;
    const get = ctx.snapshots.get.bind(ctx.snapshots);
    let reads = 0;
    const spy = vi.spyOn(ctx.snapshots, "get").mockImplementation(async (...given) => {
      reads += 1;
      if (reads > 45) throw new Error("R2 is away.");
      return await get(...given);
    });
    await expect(outcome()).rejects.toThrow("R2 is away.");
    spy.mockRestore();
    expect(await rows("SELECT lease_expires_at AS at FROM media_accounts")).toEqual([{ at: null }]);
    expect(await remap()).toMatchObject({ itemsChanged: 20, itemsUnchanged: 10, itemsNew: 0 });
  });

  it("holds on while it takes long", async () => {
    await sync(...Array.from({ length: 30 }, (_, at) => answer([thing(`${at}`)])));
    const left: unknown[] = [];
    await remapConnection(ctx, id, () => {
      vi.setSystemTime(Date.now() + 70_000);
      left.push(
        rows(`SELECT lease_expires_at - ${Date.now()} > -60000 AS held FROM media_accounts`),
      );
    });
    expect((await Promise.all(left)).flat()).toEqual(left.map(() => ({ held: 1 })));
  });
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SearchPage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { findSpans } from "./find-spans.ts";
import { searchTimeline } from "./search-timeline.ts";
import type { SearchInput } from "./search-timeline.ts";
import { toExcerpt } from "./to-excerpt.ts";

const START = Date.UTC(2026, 4, 14);

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "ines");
  connection = await testConnection(ctx, ines, { id: "c1" });
});

/** Of these, the first the newest; named by where they stand in the list, from `first` on. */
async function store(
  items: readonly Partial<PlatformItem>[],
  { first = 0, of = connection }: { first?: number; of?: ConnectionRow } = {},
): Promise<void> {
  const all = items.map((one, at) =>
    testItem({
      externalId: `${first + at}`,
      occurredAt: START - (first + at) * 60_000,
      title: "",
      ...one,
    }),
  );
  await storeItems(ctx, of, all);
}

const search = (
  query: string,
  more: Partial<SearchInput> = {},
  person = ines,
): Promise<SearchPage> =>
  searchTimeline(ctx, () => Promise.resolve(person), { query, order: "rank", limit: 50, ...more });

const names = ({ hits }: SearchPage) => hits.map(({ item }) => item.externalId);

describe("the order of hits", () => {
  beforeEach(() =>
    store([
      { title: "release", body: "the limit was one rate" },
      { title: "a limit of the rate" },
      { title: "other", body: "about a rate limit" },
      { title: "Fix the rate limit" },
      { title: "The rate", body: "and its limit" },
      { title: "rate limit again" },
      { title: "rate", body: "alone" },
    ]),
  );

  it("is the best first: titles before bodies, words side by side before words apart, then the newest", async () => {
    expect(names(await search("rate limit"))).toEqual(["3", "5", "1", "2", "0", "4"]);
    expect(names(await search('"rate limit"'))).toEqual(["3", "5", "2"]);
    expect(names(await search("rate"))).toEqual(["1", "3", "4", "5", "6", "0", "2"]);
  });

  it("is that of time, where that is asked for, or nothing else is", async () => {
    expect(names(await search("rate limit", { order: "time" }))).toEqual([
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
    ]);
    expect(names(await search("platform:github"))).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  it.each(["rank", "time"] as const)(
    "by %s is the same page by page, whatever comes meanwhile",
    async (order) => {
      const whole = names(await search("rate limit", { order }));
      for (const limit of [1, 2, 4]) {
        const found: string[] = [];
        let cursor: string | null = null;
        let pages = 0;
        do {
          const page: SearchPage = await search("rate limit", { order, limit, cursor });
          expect(page.hits.length).toBeLessThanOrEqual(limit);
          found.push(...names(page));
          cursor = page.nextCursor;
          pages += 1;
          const newer = { title: "rate limit", occurredAt: START + (limit * 10 + pages) * 60_000 };
          await store([{ ...newer, externalId: `new ${limit} ${pages}` }]);
        } while (cursor !== null);
        expect(found.filter((name) => !name.startsWith("new"))).toEqual(whole);
        expect(new Set(found).size).toBe(found.length);
      }
    },
  );
});

describe("a cursor", () => {
  it("is for its own search, person and view alone", async () => {
    const kit = await testPerson(ctx, "kit");
    await store([{ title: "word one" }, { title: "word two" }, { title: "word three" }]);
    const { nextCursor: cursor } = await search("word", { limit: 1 });
    expect(cursor).not.toBeNull();
    expect(names(await search("word", { limit: 1, cursor }))).toEqual(["1"]);
    const refused = { code: "INVALID", field: "cursor" };
    await expect(search("words", { cursor })).rejects.toMatchObject(refused);
    await expect(search("word", { cursor, order: "time" })).rejects.toMatchObject(refused);
    await expect(search("word", { cursor }, kit)).rejects.toMatchObject(refused);
    // In the middle: the last letter carries bits that say nothing.
    const changed = (cursor ?? "").replace(/^(.{10})(.)/, (_, start: string, letter: string) =>
      letter === "A" ? `${start}B` : `${start}A`,
    );
    for (const bad of [
      "",
      "1",
      "1.",
      "x",
      changed,
      "1.0.5",
      `2${cursor?.slice(1)}`,
      "\0",
      "é".repeat(50),
    ]) {
      await expect(search("word", { cursor: bad }), bad).rejects.toMatchObject(refused);
    }
  });
});

describe("what is found", () => {
  it("is what fits the filters too", async () => {
    const other = await testConnection(ctx, ines, { id: "c2", platform: "bluesky" });
    await store([
      { title: "word", kind: "commit" },
      { title: "word", kind: "release" },
      { title: "word", occurredAt: START - 40 * 86_400_000 },
    ]);
    await store([{ title: "word", kind: "post", place: null }], { first: 10, of: other });
    expect(names(await search("word platform:bluesky"))).toEqual(["10"]);
    expect(names(await search("word -platform:bluesky after:2026-05"))).toEqual(["0", "1"]);
    expect(names(await search("word before:2026-04-10"))).toEqual(["2"]);
    expect(names(await search("word before:2020"))).toEqual([]);
    const filter = [{ field: "kind", value: "release", isExcluded: false }] as const;
    expect(names(await search("word", { filter }))).toEqual(["1"]);
    expect(names(await search("word kind:commit", { filter }))).toEqual([]);
    expect(names(await search("word is:pinned"))).toEqual([]);
    await env.DB.prepare("UPDATE media_items SET pinned_at = 1 WHERE external_id = '2'").run();
    expect(names(await search("word is:pinned"))).toEqual(["2"]);
  });

  it("is never another person's, hidden, or gone, and is there inside others too", async () => {
    const kit = await testPerson(ctx, "kit");
    const his = await testConnection(ctx, kit, { id: "c2" });
    const items = ["p", "a", "b", "c"].map((externalId, at) =>
      testItem({ externalId, title: "word", occurredAt: START - at }),
    );
    await storeItems(ctx, connection, items, [{ child: "a", parent: "p" }]);
    await store([{ title: "word", body: ines.userId }], { of: his });
    expect(names(await search("word"))).toEqual(["p", "a", "b", "c"]);
    await env.DB.prepare(
      "UPDATE media_items SET hidden = 4, parent = '' WHERE external_id = 'b'",
    ).run();
    expect(names(await search("word"))).toEqual(["p", "a", "c"]);
    await storeItems(ctx, connection, [], [], { gone: ["p"] });
    expect(names(await search("word"))).toEqual(["a", "c"]);
    expect(names(await search("word", {}, kit))).toEqual(["0"]);
  });

  it("is nothing, and no failure, for what has no word in it", async () => {
    await store([{ title: "word and or not near" }]);
    for (const query of ["*", "-", ":", "()", "^", "'", "\\", "+", "~", "{}", "…", "\u0301"]) {
      expect([query, names(await search(query))]).toEqual([query, []]);
    }
    for (const query of [
      "AND",
      "NOT",
      "word*",
      "NEAR(",
      "(word)",
      "wo\0rd",
      "a:b",
      "🚀",
      "x".repeat(200),
      "界".repeat(200),
    ]) {
      expect(names(await search(query)).length, query).toBeLessThanOrEqual(1);
    }
    expect(names(await search("NEAR( word"))).toEqual(["0"]);
    expect(names(await search("word -near"))).toEqual([]);
    await expect(search('"')).rejects.toMatchObject({ code: "INVALID" });
    await expect(search(`"${"long ".repeat(190)}"`)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("is nothing while the index is away, and says so", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await store([{ title: "word" }]);
    expect(await search("word")).toMatchObject({ isIndexing: false });
    await env.DB.prepare("DROP TABLE media_search").run();
    expect(await search("word")).toMatchObject({ hits: [], nextCursor: null, isIndexing: true });
  });
});

describe("highlights", () => {
  const shown = (text: string, ...asked: string[]) =>
    findSpans(text, asked).map(([start, end]) => text.slice(start, end));

  it.each<[text: string, asked: string[], marked: string[]]>([
    [
      "Naïve Ångström at the CAFE\u0301",
      ["naive", "ångstrom", "café"],
      ["Naïve", "Ångström", "CAFE\u0301"],
    ],
    ["İstanbul’da", ["istanbul"], ["İstanbul"]],
    ["東京タワーへ。東京", ["東京"], ["東京", "東京"]],
    ["東京タワーへ", ["京タワ"], ["京タワ"]],
    ["東京タワーへ", ["タ"], ["タ"]],
    ["へ", ["へ"], ["へ"]],
    ["ｶﾞｲﾄﾞを読む", ["ガイド"], ["ｶﾞｲﾄﾞ"]],
    ["𠮷野家で", ["𠮷野家"], ["𠮷野家"]],
    ["타임라인을 고쳤다", ["타임라인"], ["타임라인"]],
    ["ภาษาไทยที่", ["ไทย", "ภา"], ["ภา", "ไทย"]],
    ["العَرَبِيَّة لغة", ["العربية"], ["العَرَبِيَّة"]],
    ["हिन्दी में", ["हिन्दी"], ["हिन्दी"]],
    ["Ёлка", ["елка"], ["Ёлка"]],
    ["Shipped 🚀 today", ["🚀"], ["🚀"]],
    ["a rate-limit, RATE LIMIT and a limit", ["rate limit"], ["rate-limit", "RATE LIMIT"]],
    ["one two three", ["two three", "one two"], ["one two three"]],
    ["ratelimit", ["rate"], []],
    ["anything", ["***"], []],
  ])("are where the reader sees them: %s", (text, asked, marked) => {
    expect(shown(text, ...asked)).toEqual(marked);
  });

  it("come with a piece of the body as it stands there", async () => {
    const body = `${"Before it. ".repeat(40)}Über den\nFlüssen steht ein Wort. ${"Behind it. ".repeat(40)}`;
    await store([{ title: "Flüsse", body }, { title: "flüssen" }]);
    const { hits } = await search("flussen");
    expect(hits.map(({ excerpt }) => excerpt === null)).toEqual([true, false]);
    const [inTitle, inBody] = hits;
    expect(inTitle?.title).toEqual([[0, 7]]);
    const { text = "", spans = [] } = inBody?.excerpt ?? {};
    expect(body).toContain(text);
    expect(text.length).toBeLessThanOrEqual(270);
    expect(spans.map(([start, end]) => text.slice(start, end))).toEqual(["Flüssen"]);
    expect(text).toMatch(/^(Before|it\.)/);
  });

  it("never cut a sign", () => {
    const family = "👨‍👩‍👧";
    for (const sign of ["𠮷", "e\u0301", family, "ที่", "x"]) {
      for (let pad = 0; pad < 6; pad += 1) {
        const body = `${"-".repeat(pad)}${sign.repeat(90)} wort ${sign.repeat(300)}`;
        const { text = "", spans = [] } = toExcerpt(body, findSpans(body, ["wort"])) ?? {};
        expect(spans.map(([start, end]) => text.slice(start, end))).toEqual(["wort"]);
        const [start] = text.split(" wort ");
        expect(text).toContain(" wort ");
        expect(start?.replaceAll(sign, "").replaceAll("-", "")).toBe("");
        expect(text.split(" wort ")[1]?.replaceAll(sign, "")).toBe("");
      }
    }
  });
});

describe("what a page costs", () => {
  it("does not grow with what there is", async () => {
    const insert = (from: number) =>
      env.DB.prepare(
        `INSERT INTO media_items (id, user_id, connection_id, external_id, platform, kind, occurred_at,
         title, body, is_private, is_secondary, figures, content_hash, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?2 + 4999)
       SELECT i * 2048, ?1, 'c1', 'e' || i, 'github', 'commit', i, 'common ' || iif(i % 1000 = 0, 'rare ', '') || i,
         'body words ' || iif(i % 2 = 0, 'even', 'odd'), 0, 0, '{}', 'h', 0, 0 FROM n`,
      ).bind(ines.userId, from);
    const { indexAnew } = await import("./index-anew.ts");
    await env.DB.prepare("UPDATE media_users SET search_key = 9007199254740991").run();
    for (let from = 0; from < 20_000; from += 5000) await insert(from).run();
    expect(await indexAnew(ctx, { pieces: 40, items: 1000 })).toBe(0);
    const costs: Record<string, number> = {};
    for (const [query, order] of [
      ["common", "time"],
      ["common", "rank"],
      ["common even", "rank"],
      ["rare", "rank"],
      ["rare body", "rank"],
      ["kind:commit common -odd", "time"],
      ["nowhere", "rank"],
    ] as const) {
      const before = ctx.meter.rowsRead;
      const { hits } = await search(query, { order });
      const read = ctx.meter.rowsRead - before;
      costs[`${query} by ${order}: ${hits.length} hits`] = read;
      expect(read).toBeLessThanOrEqual(Math.max(30, hits.length * 4));
    }
    // What the index does not know is few, and found in it one by one.
    await env.DB.batch(
      ["pinned_at = 1 WHERE external_id = 'e6'", "note = 'mine' WHERE external_id = 'e9'"].map(
        (change) => env.DB.prepare(`UPDATE media_items SET ${change}`),
      ),
    );
    for (const [query, found] of [
      ["common is:pinned", ["e6"]],
      ["common is:pinned,noted", ["e9", "e6"]],
      ["even is:pinned,noted", ["e6"]],
    ] as const) {
      const before = ctx.meter.rowsRead;
      const page = await search(query);
      expect([query, page.nextCursor, names(page)]).toEqual([query, null, found]);
      expect(ctx.meter.rowsRead - before, query).toBeLessThanOrEqual(40);
    }
    console.log(JSON.stringify(costs));
  }, 60_000);
});

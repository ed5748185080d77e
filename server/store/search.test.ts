import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import type { Actor } from "../services/identity/identity.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import type { ConnectionRow } from "./connections.ts";
import { MAX_KEY } from "./item-key.ts";
import { toExpression } from "./search-terms.ts";
import type { SearchTerm } from "./search-terms.ts";
import { listFoundAbove, listFoundBelow } from "./search.ts";

const START = Date.UTC(2026, 4, 14);

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "ines");
  connection = await testConnection(ctx, ines, { id: "c1" });
});

/** Items of these titles, the first of them the newest. */
async function store(titles: readonly (string | Partial<PlatformItem>)[], of = connection) {
  const items = titles.map((one, at) =>
    testItem({
      externalId: `${at}`,
      occurredAt: START - at * 60_000,
      ...(typeof one === "string" ? { title: one } : one),
    }),
  );
  return await storeItems(ctx, of, items);
}

function term(
  field: SearchTerm["field"],
  value: string,
  change: Partial<SearchTerm> = {},
): SearchTerm {
  return { field, value, isExcluded: false, connectionId: null, ...change };
}

async function find(...terms: SearchTerm[]): Promise<string[]> {
  const expression = toExpression(ines.userId, terms);
  const { rows } = await listFoundBelow(ctx.db, ines.userId, expression, MAX_KEY, 100);
  return rows.map((row) => row.title || (row.body ?? ""));
}

const look = (text: string) => find(term("text", text));

describe("words", () => {
  const FOUND: [text: string, asked: string[], other: string[]][] = [
    [
      "Naïve Ångström at the CAFÉ",
      ["naive", "ANGSTROM", "café", "cafe\u0301", "at the cafe"],
      ["caf"],
    ],
    ["Straße und Größe", ["straße", "grosse".replace("ss", "ß")], ["stra"]],
    ["İstanbul ve Iğdır", ["istanbul", "Iğdır"], ["stanbul"]],
    [
      "東京タワーへ行きました。",
      ["東京", "京タ", "タワー", "東", "東京タワー", "行きました"],
      ["東タ", "京東"],
    ],
    ["ｶﾞｲﾄﾞを読む", ["ガイド", "読む"], ["カイト"]],
    ["我们今天发布了新版本", ["发布", "新版本", "版本", "我们今天"], ["布发", "发新"]],
    ["𠮷野家で食べた", ["𠮷野家", "𠮷"], ["吉野"]],
    ["ภาษาไทยไม่มีช่องว่าง", ["ภาษา", "ไทย", "ช่องว่าง"], ["ยไท"]],
    ["타임라인을 고쳤습니다", ["타임라인", "타임라인을", "고쳤", "고쳤습니다"], ["라임"]],
    ["العَرَبِيَّة لغة جميلة", ["العربية", "لغة", "جميلة"], ["عربي"]],
    ["שָׁלוֹם עולם", ["שלום", "עולם"], ["שלו"]],
    ["Ёлка и съёмка", ["елка", "ёлка", "СЪЁМКА"], ["лка"]],
    ["ΣΊΣΥΦΟΣ ανεβαίνει", ["σίσυφος", "σισυφος", "ΑΝΕΒΑΙΝΕΙ"], ["σισυφο"]],
    ["हिन्दी में लिखा", ["हिन्दी", "में"], ["हिन्द", "हन"]],
    ["Shipped 🚀 and 👨‍👩‍👧", ["🚀", "shipped 🚀"], ["🎉"]],
    ["ﬁx ＡＢＣ and x²", ["fix", "abc", "x2"], ["ab"]],
    [
      "iPhone用のアプリ v0.9.0 (#412)",
      ["iphone", "用の", "アプリ", "#412", "v0.9.0", "iphone用"],
      ["0.9.1"],
    ],
    ["don't rate-limit foo_bar.ts", ["don't", "rate limit", "foo_bar", "bar.ts"], ["rate foo"]],
  ];
  for (const [text, asked, other] of FOUND) {
    it(`are found in “${text}”`, async () => {
      await store([text, "something else", { title: "", body: text }]);
      for (const word of asked) expect([word, await look(word)]).toEqual([word, [text, text]]);
      for (const word of other) expect([word, await look(word)]).toEqual([word, []]);
    });
  }

  it("must all be there, in title or body, and an excluded one nowhere", async () => {
    await store([{ title: "red", body: "blue" }, "red green", "blue"]);
    const [red, blue] = [term("text", "red"), term("text", "blue")];
    expect(await find(red, blue)).toEqual(["red"]);
    expect(await find(red, { ...blue, isExcluded: true })).toEqual(["red green"]);
    expect(await look("red blue")).toEqual([]);
  });

  it("are never syntax", async () => {
    const typed = [
      '"',
      '""',
      "*",
      "a*",
      "NEAR(",
      "NEAR(a b)",
      "AND",
      "OR",
      "NOT",
      "-",
      "-a",
      ":",
      "title : a",
      "^a",
      "{title} : a",
      "a + b",
      "(",
      ")",
      "'",
      "';--",
      "\\",
      "\0",
      "\ud800",
      "🚀".repeat(100),
      "a ".repeat(100),
      "x".repeat(1000),
      "界".repeat(1000),
      "\u0301",
      "͏",
    ];
    await store(["alpha", "and or not near"]);
    for (const text of typed) expect(await look(text), text).toBeInstanceOf(Array);
    for (const text of ['"', "*", "-", ":", "(", "\\"])
      expect([text, await look(text)]).toEqual([text, []]);
    expect(await look("AND")).toEqual(["and or not near"]);
    expect(await look("alp*")).toEqual([]);
  });
});

describe("terms", () => {
  beforeEach(async () => {
    const other = await testConnection(ctx, ines, { id: "C1", platform: "bluesky" });
    await store([
      { title: "commit in tarn" },
      { title: "pull in Quill", kind: "pull", place: { name: "Ines/Quill", url: null } },
      { title: "secret", isPrivate: true, place: null },
    ]);
    const post = { kind: "post", place: null };
    await store(
      [
        { ...post, title: "post", language: "pt-br" },
        { ...post, title: "adult", marks: ["sensitive"], language: "en" },
      ].map((one, at) => ({ ...one, occurredAt: START - (at + 10) * 60_000 })),
      other,
    );
  });

  const all = ["commit in tarn", "pull in Quill", "secret", "post", "adult"];
  const without = (...titles: string[]) => all.filter((title) => !titles.includes(title));
  const not = { isExcluded: true };

  it("narrow by what the item is", async () => {
    expect(await find()).toEqual(all);
    expect(await find(term("platform", "bluesky"))).toEqual(["post", "adult"]);
    expect(await find(term("connection", "C1"))).toEqual(["post", "adult"]);
    expect(await find(term("connection", "c1", not))).toEqual(["post", "adult"]);
    expect(await find(term("kind", "pull"), term("kind", "post"))).toEqual(
      without("commit in tarn", "secret"),
    );
    expect(await find(term("place", "ines/quill"))).toEqual(["pull in Quill"]);
    expect(await find(term("place", "INESHAL/tarn", not))).toEqual(without("commit in tarn"));
    expect(await find(term("language", "pt"))).toEqual(["post"]);
    expect(await find(term("language", "pt-BR"))).toEqual(["post"]);
    expect(await find(term("language", "pt-pt"))).toEqual([]);
    expect(await find(term("is", "sensitive"))).toEqual(["adult"]);
    expect(await find(term("is", "private", not))).toEqual(without("secret"));
    expect(await find(term("kind", "commit"), term("platform", "bluesky"))).toEqual([]);
  });

  it("leave to the rows what the index does not know", async () => {
    expect(await find(term("after", "2030"))).toEqual(all);
    expect(await find(term("is", "pinned"), term("is", "private"))).toEqual(all);
    expect(await find(term("is", "noted", not))).toEqual(all);
  });

  it("hold for the items of their connection, where they are of one", async () => {
    const own = { connectionId: "c1" };
    expect(await find(term("kind", "pull", own))).toEqual(without("commit in tarn", "secret"));
    expect(await find(term("kind", "pull", own), term("kind", "post"))).toEqual(
      without("commit in tarn", "secret"),
    );
    expect(await find(term("kind", "commit", { ...own, ...not }))).toEqual(
      without("commit in tarn", "secret"),
    );
    expect(await find(term("text", "tarn", own))).toEqual(["commit in tarn", "post", "adult"]);
    expect(await find(term("place", "ines/quill", { connectionId: "C1" }))).toEqual(
      without("post", "adult"),
    );
  });

  it("cannot be had by words", async () => {
    const expression = toExpression(ines.userId, []);
    const token = /"(.*)"/.exec(expression)?.[1] ?? "";
    expect(await look(token)).toEqual([]);
    await store([{ externalId: "crafted", title: token, body: "p0bluesky x0private" }]);
    expect(await find(term("platform", "bluesky"))).toEqual(["post", "adult"]);
  });
});

describe("what is found", () => {
  it("is a person's own, whatever another writes", async () => {
    const kit = await testPerson(ctx, "kit");
    const his = await testConnection(ctx, kit, { id: "c2" });
    const token = /"(.*)"/.exec(toExpression(ines.userId, []))?.[1] ?? "";
    await store(["mine"]);
    await store([{ title: "mine", body: `${token} ${ines.userId}` }], his);
    // Even where the index itself says otherwise.
    await env.DB.prepare(
      `INSERT OR REPLACE INTO media_search (rowid, terms, title, body)
       SELECT id, '${token}', 'mine too', '' FROM media_items WHERE user_id = ?1`,
    )
      .bind(kit.userId)
      .run();
    expect(await find()).toEqual(["mine"]);
    expect(await look("mine")).toEqual(["mine"]);
    expect(await look("too")).toEqual([]);
  });

  it("is not hidden, by itself or with what it is inside of", async () => {
    const items = ["p", "a", "b"].map((externalId, at) =>
      testItem({ externalId, title: externalId, occurredAt: START - at }),
    );
    await storeItems(ctx, connection, items, [{ child: "a", parent: "p" }]);
    expect(await find()).toEqual(["p", "a", "b"]);
    await env.DB.prepare(
      "UPDATE media_items SET hidden = 4, parent = '' WHERE external_id = 'p'",
    ).run();
    expect(await find()).toEqual(["b"]);
    await env.DB.prepare("UPDATE media_accounts SET status = 'disconnecting'").run();
    expect(await find()).toEqual([]);
  });

  it("goes on below and above a key, and says where it ended", async () => {
    await store(["a", "b", "c", "d", "e"].map((title) => `${title} word`));
    await env.DB.prepare(
      "UPDATE media_items SET hidden = 4, parent = '' WHERE title = 'b word'",
    ).run();
    const expression = toExpression(ines.userId, [term("text", "word")]);
    const ask = { db: ctx.db, user: ines.userId };
    const first = await listFoundBelow(ask.db, ask.user, expression, MAX_KEY, 3);
    expect(first.rows.map((row) => row.title)).toEqual(["a word", "c word"]);
    expect(first.next).toBe(first.rows.at(-1)?.id);
    const second = await listFoundBelow(ask.db, ask.user, expression, first.next ?? 0, 3);
    expect(second.rows.map((row) => row.title)).toEqual(["d word", "e word"]);
    expect(second.next).toBeNull();
    const back = await listFoundAbove(ask.db, ask.user, expression, second.rows[0]?.id ?? 0, 2);
    expect(back.rows.map((row) => row.title)).toEqual(["c word"]);
    const rest = await listFoundAbove(ask.db, ask.user, expression, back.next ?? 0, 2);
    expect(rest).toMatchObject({ rows: [{ title: "a word" }], next: null });
  });
});

describe("what changes", () => {
  it("is found by what it says now, and where it is now", async () => {
    await store(["old words", "other"]);
    await store([{ title: "new words", body: "with a body" }]);
    expect([await look("old"), await look("new"), await look("body")]).toEqual([
      [],
      ["new words"],
      ["new words"],
    ]);
    await store([{ title: "newer words", occurredAt: START - 3_600_000 }]);
    expect(await look("words")).toEqual(["newer words"]);
    expect(await find()).toEqual(["other", "newer words"]);
    const { results } = await env.DB.prepare("SELECT rowid FROM media_search ORDER BY 1").all();
    expect(results).toEqual(
      (await env.DB.prepare("SELECT id AS rowid FROM media_items ORDER BY 1").all()).results,
    );
  });

  it("is private as soon as it is", async () => {
    await store(["a", { title: "b", isPrivate: true }]);
    await store([{ title: "a", isPrivate: true }]);
    expect(await find(term("is", "private"))).toEqual(["a", "b"]);
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FilterField } from "../../../shared/filter.ts";
import type { Context } from "../../context.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { firstKeyAt, MAX_KEY } from "../../store/item-key.ts";
import type { ItemRow } from "../../store/items.ts";
import {
  testConnection,
  testContext,
  testItem,
  testPerson,
  storeItems,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { readItems } from "./read-items.ts";
import { resolveView } from "./resolve-view.ts";
import type { Terms, View, ViewTerm } from "./view.ts";

let ctx: Context;
let ines: Actor;
let github: ConnectionRow;
let reddit: ConnectionRow;
let view: View;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  ctx = testContext();
  ines = await testPerson(ctx, "ines", "Asia/Kathmandu");
  github = await testConnection(ctx, ines);
  reddit = await testConnection(ctx, ines, { platform: "reddit", handle: "ines" });
});

const term = (field: FilterField, value: string, change: Partial<ViewTerm> = {}): ViewTerm => ({
  field,
  value,
  isExcluded: false,
  connectionId: null,
  ...change,
});
const not = { isExcluded: true };
const at = (day: number, hour = 12): number => Date.UTC(2026, 4, day, hour);

async function store(
  connection: ConnectionRow,
  items: Partial<PlatformItem>[],
  links: { child: string; parent: string }[] = [],
) {
  await storeItems(
    ctx,
    connection,
    items.map((one) => testItem(one)),
    links,
  );
  view = await resolveView(ctx, () => Promise.resolve(ines), undefined);
}

const idsOf = (rows: readonly ItemRow[]): string[] => rows.map((row) => row.externalId);
const below = async (terms: Terms, limit = 100): Promise<string[]> =>
  idsOf(await readItems(ctx, view, [terms]).below(MAX_KEY, limit));

/** Both ways to find them: by the index, and without it. */
const WAYS = [
  ["by the index", null],
  ["without the index", MAX_KEY],
] as const;
const useWay = (searchKey: number | null): void => {
  view = { ...view, user: { ...view.user, searchKey } };
};

describe.each(WAYS)("a filter, %s,", (_way, searchKey) => {
  it("finds what each field says, and leaves out what is excluded", async () => {
    await store(github, [
      { externalId: "a", occurredAt: at(3), title: "Fix the rate limit", language: "en" },
      {
        externalId: "b",
        occurredAt: at(4),
        kind: "issue",
        title: "A limit of rates",
        isPrivate: true,
      },
      {
        externalId: "c",
        occurredAt: at(5),
        kind: "release",
        title: "v2",
        place: { name: "Ines/Dots", url: null },
      },
    ]);
    await store(reddit, [
      {
        externalId: "d",
        occurredAt: at(6),
        kind: "post",
        title: "Über Straßen",
        body: "全文検索機能",
        marks: ["sensitive"],
        language: "pt-br",
        place: null,
      },
    ]);
    useWay(searchKey);
    const cases: [Terms, string][] = [
      [[term("platform", "github")], "cba"],
      [[term("platform", "github", not)], "d"],
      [[term("connection", reddit.id)], "d"],
      [[term("kind", "issue"), term("kind", "post")], "db"],
      [[term("place", "INES/dots")], "c"],
      [[term("place", "ineshal/tarn", not)], "dc"],
      [[term("language", "pt")], "d"],
      [[term("text", "limit"), term("text", "rate")], "a"],
      [[term("text", "rate limit")], "a"],
      [[term("text", "uber")], "d"],
      [[term("text", "検索")], "d"],
      [[term("text", "limit", not)], "dc"],
      [[term("is", "private")], "b"],
      [[term("is", "sensitive", not)], "cba"],
      [[term("after", "2026-05-05")], "dc"],
      [[term("before", "2026-05-04")], "ba"],
      [[term("after", "2026-05"), term("before", "2026", not)], ""],
      [[term("after", "2027")], ""],
      [[term("before", "2026-05-04", not)], "dc"],
      [[term("kind", "commit", { connectionId: github.id })], "da"],
      [[term("kind", "issue", { connectionId: github.id, ...not })], "dca"],
      [[term("kind", "nothing")], ""],
    ];
    for (const [terms, ids] of cases) {
      expect((await below(terms)).join(""), JSON.stringify(terms)).toBe(ids);
    }
    const both = [[term("platform", "github")], [term("platform", "reddit")]];
    expect(await readItems(ctx, view, both).below(MAX_KEY, 9)).toEqual([]);
  });

  it("cuts days in the zone of the view", async () => {
    // Kathmandu is 5:45 ahead.
    await store(github, [
      { externalId: "last", occurredAt: Date.UTC(2026, 4, 4, 18, 14, 59, 999) },
      { externalId: "first", occurredAt: Date.UTC(2026, 4, 4, 18, 15) },
    ]);
    useWay(searchKey);
    expect(await below([term("before", "2026-05-04")])).toEqual(["last"]);
    expect(await below([term("after", "2026-05-05")])).toEqual(["first"]);
    expect(await below([term("after", "2026-05-05", not)])).toEqual(["last"]);
  });

  it("takes what is inside out of its parent where the parent does not fit", async () => {
    await store(
      github,
      [
        { externalId: "pr", kind: "pull_request", occurredAt: at(9), title: "Tides" },
        { externalId: "c1", occurredAt: at(7), title: "Tides by hour" },
        { externalId: "c2", occurredAt: at(8), title: "Moon" },
      ],
      [
        { child: "c1", parent: "pr" },
        { child: "c2", parent: "pr" },
      ],
    );
    useWay(searchKey);
    expect(await below([term("platform", "github")])).toEqual(["pr"]);
    expect(await below([term("kind", "commit")])).toEqual(["c2", "c1"]);
    expect(await below([term("text", "tides")])).toEqual(["pr"]);
    const reader = readItems(ctx, view, [[term("text", "tides")]]);
    const [parent] = await reader.below(MAX_KEY, 5);
    expect(idsOf(await reader.inside(parent ? [parent] : []))).toEqual(["c1"]);
    expect(await reader.find({ connectionId: github.id, externalId: "c2" })).toBeNull();
    expect(await reader.find({ connectionId: github.id, externalId: "c1" })).not.toBeNull();
  });

  it("reads on, both ways, until the page is full or nothing is left", async () => {
    const items = Array.from({ length: 400 }, (_, index) => ({
      externalId: String(index),
      occurredAt: at(1) + index * 1000,
      kind: index % 40 === 0 ? "release" : "commit",
    }));
    await store(github, items);
    useWay(searchKey);
    const reader = readItems(ctx, view, [[term("kind", "release")]]);
    const first = await reader.below(MAX_KEY, 4);
    expect(idsOf(first)).toEqual(["360", "320", "280", "240"]);
    const rest = await reader.below(first.at(-1)?.id ?? 0, 40);
    expect(idsOf(rest)).toEqual(["200", "160", "120", "80", "40", "0"]);
    expect(idsOf(await reader.above(rest.at(-1)?.id ?? 0, 3))).toEqual(["40", "80", "120"]);
  });
});

it("finds pins and notes by their own indexes, and nobody else's notes", async () => {
  await store(github, [
    { externalId: "a", occurredAt: at(3) },
    { externalId: "b", occurredAt: at(4) },
    { externalId: "c", occurredAt: at(5) },
  ]);
  const set = (sql: string) => ctx.db.$client.prepare(`UPDATE media_items SET ${sql}`).run();
  await set("pinned_at = 9 - id % 3 WHERE external_id <> 'b'");
  await set("note = 'mine' WHERE external_id <> 'a'");
  expect(await below([term("is", "pinned")])).toEqual(["c", "a"]);
  expect(await below([term("is", "pinned")], 1)).toEqual(["c"]);
  expect(await below([term("is", "noted")])).toEqual(["c", "b"]);
  expect(await below([term("is", "noted"), term("is", "pinned")])).toEqual(["c", "b", "a"]);
  expect(await below([term("is", "noted"), term("is", "pinned")], 2)).toEqual(["c", "b"]);
  const others = term("is", "noted", { connectionId: reddit.id });
  expect(await below([others, term("is", "pinned")])).toEqual(["c", "a"]);
  expect(await below([others])).toEqual(["c", "b", "a"]);
  expect(await below([term("is", "sensitive"), term("is", "pinned")])).toEqual(["c", "a"]);
  expect(await below([term("is", "noted", not)])).toEqual(["a"]);
  view = { ...view, isOwner: false };
  expect(await below([term("is", "noted")])).toEqual([]);
  expect(await below([term("is", "noted", not)])).toEqual(["c", "b", "a"]);
  const [first] = await readItems(ctx, view, [[term("kind", "commit")]]).below(MAX_KEY, 1);
  expect(first).toMatchObject({ externalId: "c", note: null });
});

it("reads few rows where few fit, whichever field says which", async () => {
  const rare = (index: number): boolean => index % 1000 === 500;
  const items = Array.from({ length: 4000 }, (_, index) => ({
    externalId: String(index),
    occurredAt: at(1) + index * 1000,
    kind: index % 10 === 9 ? "pull_request" : "commit",
    title: rare(index) ? "A rare tide" : "Every day",
    place: { name: rare(index) ? "ines/rare" : "ines/often", url: null },
    language: rare(index) ? "nl" : "en",
    isPrivate: rare(index),
    marks: rare(index) ? ["sensitive"] : [],
  }));
  const links = items
    .filter(({ kind }) => kind === "commit")
    .map(({ externalId }) => ({
      child: externalId,
      parent: String(Math.floor(Number(externalId) / 10) * 10 + 9),
    }));
  await store(github, items, links);
  useWay(null);
  await ctx.db.$client
    .prepare("UPDATE media_items SET pinned_at = 1 WHERE language = 'nl' AND external_id < '2'")
    .run();
  await ctx.db.$client
    .prepare("UPDATE media_items SET note = 'mine' WHERE language = 'nl' AND pinned_at IS NULL")
    .run();
  for (const terms of [
    [term("is", "pinned"), term("is", "noted")],
    [term("place", "ines/rare")],
    [term("text", "rare tide")],
    [term("language", "nl"), term("kind", "commit")],
    [term("is", "private")],
    [term("is", "sensitive"), term("after", "2026-05")],
    [term("place", "ines/often", not)],
  ]) {
    const before = ctx.meter.rowsRead;
    expect(await below(terms, 50), JSON.stringify(terms)).toEqual(["3500", "2500", "1500", "500"]);
    expect(ctx.meter.rowsRead - before, JSON.stringify(terms)).toBeLessThanOrEqual(4 * 20);
  }
});

it("reads what lies between its dates and below where it goes on, however much lies around", async () => {
  const day = (index: number): number => at(1) + index * 60_000;
  const items = Array.from({ length: 6000 }, (_, index) => ({
    externalId: String(index),
    occurredAt: day(index),
    kind: index % 10 === 9 ? "pull_request" : "commit",
    title: index % 100 === 50 ? "A rare tide" : "Every day",
  }));
  await store(github, items);
  const dates = [term("after", "2026-05-03"), term("before", "2026-05-03")];
  const cost = async (terms: Terms, from: number, direction: "below" | "above", stretch = {}) => {
    const before = ctx.meter.rowsRead;
    const { below: down, above: up } = readItems(ctx, view, [terms]);
    const whole = { connectionId: null, end: direction === "below" ? 0 : MAX_KEY, ...stretch };
    const rows = await (direction === "below" ? down : up)(from, 50, whole);
    return { rows, perItem: (ctx.meter.rowsRead - before) / rows.length };
  };
  const middle = firstKeyAt(day(3000));
  for (const [terms, count] of [
    [dates, 50],
    [[...dates, term("text", "rare tide")], 15],
    [[...dates, term("platform", "github")], 50],
    [[...dates, term("connection", github.id)], 50],
    [[term("kind", "commit")], 50],
    [[term("text", "rare tide")], 30],
  ] as const) {
    for (const direction of ["below", "above"] as const) {
      const from = terms.includes(dates[0] ?? term("text", "")) ? MAX_KEY : middle;
      const start = direction === "above" && from === MAX_KEY ? 0 : from;
      const { rows, perItem } = await cost(terms, start, direction);
      expect(rows, JSON.stringify(terms)).toHaveLength(count);
      expect(perItem, JSON.stringify(terms)).toBeLessThanOrEqual(4);
    }
  }
  // As far as it is told to, and no further.
  const stretch = { connectionId: github.id, end: firstKeyAt(day(2990)) };
  const { rows, perItem } = await cost([term("kind", "commit")], middle, "below", stretch);
  expect(idsOf(rows)).toEqual([
    "2998",
    "2997",
    "2996",
    "2995",
    "2994",
    "2993",
    "2992",
    "2991",
    "2990",
  ]);
  expect(perItem).toBeLessThanOrEqual(4);
});

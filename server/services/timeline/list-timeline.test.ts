import { beforeEach, describe, expect, it } from "vitest";
import type { Entry } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { getEntry } from "./get-entry.ts";
import { listTimeline } from "./list-timeline.ts";

let ctx: Context;
let ines: Actor;
let github: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines", "Asia/Kathmandu");
  github = await testConnection(ctx, ines);
});

const time = (text: string): number => Date.parse(`2026-05-${text}Z`);

async function readAll(actor: Actor, limit: number): Promise<Entry[][]> {
  const pages: Entry[][] = [];
  let cursor: string | null = null;
  do {
    const page = await listTimeline(ctx, as(actor), { cursor, limit });
    pages.push(page.entries);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

function commit(id: string, at: string, repository = "tarn") {
  const place = { name: `ineshal/${repository}`, url: null };
  return testItem({ externalId: `commit:${id}`, occurredAt: time(at), place });
}

const as = (actor: Actor) => () => Promise.resolve(actor);

describe("the timeline", () => {
  it("is empty, and fresh as of never, before anything was synced", async () => {
    const page = await listTimeline(ctx, as(ines), { limit: 50 });
    expect(page).toMatchObject({ entries: [], nextCursor: null, zone: "Asia/Kathmandu" });
    expect(page.freshness).toMatchObject({ asOf: null, sources: [{ isComplete: false }] });
  });

  it("puts the commits of a repository and day together, cutting days in the owner's zone", async () => {
    await storeItems(ctx, github, [
      commit("1", "14T10:00:00"),
      commit("2", "14T11:00:00", "larder"),
      commit("3", "14T12:00:00"),
      // 18:15 UTC is midnight in Kathmandu.
      commit("4", "14T18:15:00"),
    ]);
    const [page] = await readAll(ines, 50);
    expect(page).toMatchObject([
      { type: "single", day: "2026-05-15" },
      { type: "group", day: "2026-05-14", count: 2, place: { name: "ineshal/tarn" } },
      { type: "single", day: "2026-05-14", item: { place: { name: "ineshal/larder" } } },
    ]);
  });

  it("keeps a group whole on one page when the page ends within its day", async () => {
    await storeItems(ctx, github, [
      commit("a", "14T10:00:00"),
      commit("b", "14T11:00:00", "larder"),
      commit("c", "14T12:00:00"),
      commit("d", "14T13:00:00", "ferry"),
      commit("e", "14T14:00:00"),
    ]);
    const pages = await readAll(ines, 1);
    expect(pages.map((page) => page.length)).toEqual([1, 1, 1]);
    expect(pages[0]).toMatchObject([{ type: "group", count: 3 }]);
    expect(pages[1]).toMatchObject([{ item: { place: { name: "ineshal/ferry" } } }]);
    expect(pages[2]).toMatchObject([{ item: { place: { name: "ineshal/larder" } } }]);
  });

  it("shows commits inside their pull request, and nowhere else", async () => {
    const pull = testItem({
      kind: "pull_request",
      externalId: "pull:7",
      occurredAt: time("15T10:00:00"),
      state: "merged",
    });
    const links = ["commit:1", "commit:2"].map((child) => ({ child, parent: "pull:7" }));
    await storeItems(
      ctx,
      github,
      [pull, commit("1", "12T10:00:00"), commit("2", "14T10:00:00")],
      links,
    );
    const [page] = await readAll(ines, 50);
    expect(page).toHaveLength(1);
    expect(page?.[0]).toMatchObject({
      type: "single",
      childCount: 2,
      children: [{ externalId: "commit:2" }, { externalId: "commit:1" }],
    });
    const { entry } = await getEntry(ctx, as(ines), { id: page?.[0]?.id ?? "" });
    expect(entry).toMatchObject({ childCount: 2, item: { state: "merged" } });
  });

  it("joins into the whole, in order, whatever the page size and however many share a second", async () => {
    const random = numbers(42);
    const items = Array.from({ length: 400 }, (_, at) =>
      testItem({
        kind: random() < 0.8 ? "commit" : "issue",
        externalId: `item:${at}`,
        occurredAt: time("01T00:00:00") + Math.floor(random() * 60) * 3_600_000,
        place: { name: `ineshal/${Math.floor(random() * 5)}`, url: null },
      }),
    );
    await storeItems(ctx, github, items);
    const whole = (await readAll(ines, 100)).flat();
    const ids = whole.flatMap(externalIds);
    expect(new Set(ids).size).toBe(400);
    expect(ids).toHaveLength(400);
    for (const limit of [1, 2, 3, 7, 20, 64]) {
      const pages = await readAll(ines, limit);
      expect(pages.every((page) => page.length <= limit)).toBe(true);
      expect(pages.flat()).toEqual(whole);
    }
    const times = whole.map((entry) => entry.occurredAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const groups = whole.filter((entry) => entry.type === "group").map((entry) => entry.id);
    expect(new Set(groups).size).toBe(groups.length);
  });

  it("reads about as many rows as it shows, however many there are", async () => {
    const many = Array.from({ length: 3000 }, (_, at) =>
      testItem({
        kind: "issue",
        externalId: `issue:${at}`,
        occurredAt: time("01T00:00:00") + at * 60_000,
      }),
    );
    await storeItems(ctx, github, many);
    const page = await listTimeline(ctx, as(ines), { limit: 50 });
    const before = ctx.meter.rowsRead;
    await listTimeline(ctx, as(ines), { limit: 50, cursor: page.nextCursor });
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(57);
  });

  it("caps what a group embeds, counts all, and gives all of it on asking", async () => {
    const many = Array.from({ length: 700 }, (_, at) => commit(`${at}`, "14T10:00:00"));
    await storeItems(ctx, github, [...many, commit("elsewhere", "14T10:00:00", "larder")]);
    const [page] = await readAll(ines, 50);
    const group = page?.find((entry) => entry.type === "group");
    expect(group).toMatchObject({ count: 700 });
    expect(group?.items).toHaveLength(50);
    const { entry } = await getEntry(ctx, as(ines), { id: group?.id ?? "" });
    expect(externalIds(entry)).toHaveLength(700);
  });

  it("shows nobody another person's items", async () => {
    const other = await testPerson(ctx, "Other");
    await storeItems(ctx, github, [commit("1", "14T10:00:00"), commit("2", "14T11:00:00")]);
    expect((await readAll(other, 50)).flat()).toEqual([]);
    const [page] = await readAll(ines, 50);
    for (const id of [page?.[0]?.id ?? "", `${github.id}:commit:1`, "nonsense", ":", "group:"]) {
      await expect(getEntry(ctx, as(other), { id })).rejects.toThrow(AppError);
      await expect(getEntry(ctx, as(other), { id })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
  });

  it("gets through a day of a thousand repositories, and a day of thousands of commits", async () => {
    const wide = Array.from({ length: 1000 }, (_, at) =>
      ["a", "b"].map((half) =>
        commit(`${half}${at}`, `14T1${half === "a" ? 1 : 0}:00:00`, `r${at}`),
      ),
    ).flat();
    await storeItems(ctx, github, wide);
    const entries = (await readAll(ines, 100)).flat();
    expect(entries).toHaveLength(1000);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(1000);
    expect(entries.every((entry) => entry.type === "group" && entry.count === 2)).toBe(true);

    const long = Array.from({ length: 4000 }, (_, at) =>
      commit(`long${at}`, "16T10:00:00", "import"),
    );
    await storeItems(ctx, github, long);
    const before = ctx.meter.queries;
    const page = await listTimeline(ctx, as(ines), { limit: 1 });
    expect(page.entries).toMatchObject([{ count: 4000 }]);
    expect(ctx.meter.queries - before).toBeLessThanOrEqual(15);
  });

  it.each(["x", "%%%", "", "1.5..", "1.5.2026-05-14.abc", "2.", "2.v1.a.b.c", "2.v1.é.b.c"])(
    "refuses the cursor %s with a sentence",
    async (cursor) => {
      await expect(listTimeline(ctx, as(ines), { cursor, limit: 5 })).rejects.toMatchObject({
        code: "INVALID",
      });
    },
  );
});

function externalIds(entry: Entry): string[] {
  if (entry.type === "single") return [entry.item.externalId];
  return entry.items.map((item) => item.externalId);
}

/** Numbers in [0, 1) that are the same at each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

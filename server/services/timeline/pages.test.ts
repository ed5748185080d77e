import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { FilterTerm } from "../../../shared/filter.ts";
import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { IS_FULL } from "../../testing/is-full.ts";
import { seededNumbers } from "../../testing/seeded-numbers.ts";
import type { SeededNumbers } from "../../testing/seeded-numbers.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import { fits, modelEntries, toModelEntry, wallDays } from "../../testing/timeline-model.ts";
import type { ModelEntry, ModelItem } from "../../testing/timeline-model.ts";
import type { Actor } from "../identity/identity.ts";
import { hideEntry } from "./hide-entry.ts";
import { listHidden } from "./list-hidden.ts";
import { listTimeline } from "./list-timeline.ts";
import { showItems } from "./show-items.ts";
import type { TimelineInput } from "./list-timeline.ts";

const MINUTE = 60_000;

/** A moment of each zone when its clocks are changed, or its days are cut oddly. */
const MOMENTS = [
  ["UTC", Date.UTC(2026, 4, 15)],
  // The clocks went on by a quarter of an hour for good.
  ["Asia/Kathmandu", Date.UTC(1985, 11, 31, 18, 30)],
  ["Asia/Kathmandu", Date.UTC(2026, 4, 14, 18, 15)],
  // Half an hour, back and on.
  ["Australia/Lord_Howe", Date.UTC(2026, 3, 4, 15)],
  ["Australia/Lord_Howe", Date.UTC(2026, 9, 3, 15, 30)],
  // Back at one past midnight: the day before is shown once more.
  ["America/St_Johns", Date.UTC(2010, 10, 7, 2, 31)],
  ["America/St_Johns", Date.UTC(2010, 2, 14, 3, 31)],
  ["Pacific/Chatham", Date.UTC(2026, 3, 4, 14)],
  ["Pacific/Chatham", Date.UTC(2026, 8, 26, 14)],
] as const;

/**
 * Each is read whole and by two filters, down and up; in a test that is not to take long by one of these,
 * and while it changes one way. What each seed makes is the same.
 */
const SEEDS = Array.from({ length: IS_FULL ? 10 : 6 }, (_, seed) => seed);
const shareOf = <T>(all: readonly T[], seed: number): readonly T[] =>
  IS_FULL ? all : all.slice(seed % all.length, (seed % all.length) + 1);

interface History {
  readonly zone: string;
  readonly wallDay: (at: number) => string;
  readonly moment: number;
  readonly connections: readonly ConnectionRow[];
  readonly items: ModelItem[];
}

let ctx: Context;
let ines: Actor;

beforeEach(() => {
  ctx = testContext();
});

async function makeHistory(numbers: SeededNumbers): Promise<History> {
  const [zone, moment] = numbers.pick<readonly [string, number]>(MOMENTS);
  ines = await testPerson(ctx, `Ines ${numbers.next()}`, zone);
  const connections = await Promise.all(
    ["github", "github", "bluesky", "mastodon", "twitter"].map((platform) =>
      testConnection(ctx, ines, { platform }),
    ),
  );
  const history: History = { zone, wallDay: wallDays(zone), moment, connections, items: [] };
  await add(history, numbers, 8 + numbers.below(40), () => timeNear(numbers, moment));
  // Now and then a day of more than is read at once.
  if (numbers.below(3) === 0) {
    await add(history, numbers, 100, () => moment + (numbers.below(1440) - 720) * MINUTE);
  }
  return history;
}

/** What is said on several platforms, now and then twice on one; and some that is taken apart. */
async function addRepeated(history: History, numbers: SeededNumbers): Promise<void> {
  for (let said = numbers.below(8); said > 0; said -= 1) {
    const at = timeNear(numbers, history.moment);
    await add(history, numbers, 1 + numbers.below(4), () => at + numbers.below(26 * 60) * MINUTE, {
      kind: "post",
      body: `The same words, said for time number ${said}`,
    });
  }
  const { results } = await env.DB.prepare(
    "SELECT id FROM media_items WHERE twin IS NOT NULL ORDER BY id",
  ).all<{ id: number }>();
  const split = results.filter(() => numbers.below(8) === 0).map(({ id }) => id);
  await env.DB.prepare(
    "UPDATE media_items SET is_split = 1 WHERE id IN (SELECT value FROM json_each(?1))",
  )
    .bind(JSON.stringify(split))
    .run();
}

/** Mostly within hours of the moment, many on the same millisecond, some days away. */
function timeNear(numbers: SeededNumbers, moment: number): number {
  const minutes = numbers.pick([
    () => numbers.below(5) - 2,
    () => numbers.below(180) - 90,
    () => (numbers.below(8) - 4) * 30,
    () => numbers.below(5 * 24 * 60) - 3 * 24 * 60,
  ])();
  return moment + minutes * MINUTE - (numbers.below(4) === 0 ? 1 : 0);
}

let made = 0;

async function add(
  history: History,
  numbers: SeededNumbers,
  count: number,
  time: () => number,
  said: Pick<ModelItem, "kind" | "body"> | null = null,
): Promise<void> {
  const items = Array.from({ length: count }, (): ModelItem => {
    const [first, , ...others] = history.connections;
    const all = said === null ? [first, first, ...history.connections] : others;
    const connection = all[numbers.below(all.length)];
    const { id: connectionId = "", platform = "" } = connection ?? {};
    const isCode = platform === "github";
    const kind = isCode
      ? numbers.pick(["commit", "commit", "commit", "issue", "pull_request"])
      : "post";
    const pulls = history.items.filter(
      (one) => one.connectionId === connectionId && one.kind === "pull_request",
    );
    made += 1;
    return {
      connectionId,
      platform,
      externalId: `${kind}:${made}`,
      kind,
      ...(said?.body === undefined ? {} : { body: said.body }),
      place: isCode ? numbers.pick(["ineshal/tarn", "ineshal/larder", "ineshal/ferry"]) : null,
      at: time(),
      isSensitive: !isCode && numbers.below(3) === 0,
      parent:
        kind === "commit" && numbers.below(4) === 0 ? (pulls.at(-1)?.externalId ?? null) : null,
    };
  });
  history.items.push(...items);
  for (const connection of history.connections) {
    const own = items.filter((one) => one.connectionId === connection.id);
    if (own.length > 0) await store(connection, own);
  }
}

async function store(connection: ConnectionRow, items: readonly ModelItem[], title = "Say so") {
  await storeItems(
    ctx,
    connection,
    items.map(({ externalId, kind, place, at, isSensitive, body = null }) =>
      testItem({
        body,
        externalId,
        kind,
        occurredAt: at,
        title,
        place: place === null ? null : { name: place, url: null },
        marks: isSensitive ? ["sensitive"] : [],
      }),
    ),
    items.flatMap(({ externalId, parent }) => (parent ? [{ child: externalId, parent }] : [])),
  );
}

function makeFilter(
  numbers: SeededNumbers,
  { wallDay, moment, connections }: History,
): FilterTerm[] {
  const day = (): string => wallDay(moment + (numbers.below(5) - 2) * 24 * 60 * MINUTE);
  const terms: FilterTerm[] = (
    [
      ["platform", numbers.pick(["github", "bluesky", "mastodon"])],
      ["connection", connections[numbers.below(3)]?.id ?? ""],
      ["kind", numbers.pick(["commit", "post", "pull_request"])],
      ["place", numbers.pick(["ineshal/tarn", "ineshal/larder"])],
      ["is", "sensitive"],
      ["after", day()],
      ["before", day()],
    ] as const
  ).map(([field, value]) => ({ field, value, isExcluded: numbers.below(2) === 0 }));
  return terms.filter(() => numbers.below(4) === 0).slice(0, 2);
}

/** One that leaves enough for several pages. */
function makeWideFilter(numbers: SeededNumbers, history: History): FilterTerm[] {
  for (;;) {
    const filter = makeFilter(numbers, history);
    const left = history.items.filter((one) => fits(one, history.wallDay(one.at), filter));
    if (filter.length > 0 && left.length >= 6) return filter;
  }
}

type Read = (input: {
  cursor?: string | null;
  from?: string;
  limit: number;
}) => Promise<TimelinePage>;

const reading =
  (asked: Partial<TimelineInput> = {}): Read =>
  async (input) =>
    await listTimeline(ctx, () => Promise.resolve(ines), { ...asked, ...input });

/** Page after page in one direction, as long as there is a cursor. `between` is called before each but the first. */
async function walk(
  read: Read,
  first: TimelinePage,
  side: "nextCursor" | "previousCursor",
  limit: number | (() => number),
  between: () => Promise<void> = async () => {},
): Promise<TimelinePage[]> {
  const pages = [first];
  for (let cursor = first[side]; cursor !== null; cursor = pages.at(-1)?.[side] ?? null) {
    await between();
    pages.push(await read({ cursor, limit: typeof limit === "number" ? limit : limit() }));
    if (pages.length > 300) throw new Error("This timeline has no end.");
  }
  return pages;
}

const modelled = (pages: readonly TimelinePage[]): ModelEntry[] =>
  pages.flatMap(({ entries }) => entries.map(toModelEntry));

describe("pages of a timeline", () => {
  it.each(SEEDS)("joined, either way, are the whole (history %i)", async (seed) => {
    const numbers = seededNumbers(seed);
    const history = await makeHistory(numbers);
    await addRepeated(history, numbers);
    const filters = [[], makeFilter(numbers, history), makeFilter(numbers, history)];
    for (const filter of shareOf(filters, seed)) {
      const read = reading({ filter });
      const whole = await modelEntries(history.items, history.wallDay, filter);
      const limit = Math.ceil(whole.length / 8) + numbers.below(5);
      const about = JSON.stringify({ zone: history.zone, filter, limit });
      const down = await walk(read, await read({ limit }), "nextCursor", limit);
      expect(modelled(down), about).toEqual(whole);
      expect(down.slice(0, -1).every(({ entries }) => entries.length === limit)).toBe(true);
      const bottom = down.at(-1);
      if (!bottom) throw new Error("There is a page.");
      const up = await walk(read, bottom, "previousCursor", () => limit + numbers.below(4));
      expect(modelled(up.toReversed()), about).toEqual(whole);
      // The way up is the way down, page by page, and the other way round.
      for (const [at, page] of down.slice(0, 4).entries()) {
        const { previousCursor } = page;
        expect(previousCursor === null).toBe(at === 0);
        if (previousCursor === null) continue;
        const before = await read({ cursor: previousCursor, limit });
        expect(before.entries, about).toEqual(down[at - 1]?.entries);
      }
      for (const page of up.slice(1, 3)) {
        if (page.nextCursor === null) continue;
        const [head] = modelled([await read({ cursor: page.nextCursor, limit: 1 })]);
        const last = page.entries.at(-1)?.id;
        expect(head?.id, about).toBe(whole[whole.findIndex(({ id }) => id === last) + 1]?.id);
      }
    }
  });

  it.each(SEEDS)(
    "lose and repeat nothing of what stays while the timeline changes (history %i)",
    async (seed) => {
      const numbers = seededNumbers(1000 + seed);
      const history = await makeHistory(numbers);
      const isOne = (one: ModelItem): boolean => fits(one, history.wallDay(one.at), filter);
      // Every third one is read without a filter.
      const filter = seed % 3 === 0 ? [] : makeWideFilter(numbers, history);
      const read = reading({ filter });
      const shown = async (): Promise<Set<string>> =>
        new Set((await modelEntries(history.items, history.wallDay, filter)).flatMap(namesIn));
      const limit = (): number =>
        Math.ceil(history.items.filter(isOne).length / 25) + numbers.below(4);
      for (const side of shareOf(["nextCursor", "previousCursor"] as const, seed)) {
        const top = await read({ limit: limit() });
        const whole = side === "nextCursor" ? [] : await walk(read, top, "nextCursor", limit);
        const first = whole.at(-1) ?? top;
        let staying = await shown();
        const ever = await visible();
        const pages = await walk(read, first, side, limit, async () => {
          await change(history, numbers);
          const now = await shown();
          staying = new Set([...staying].filter((one) => now.has(one)));
          for (const name of await visible()) ever.add(name);
        });
        const inOrder = side === "nextCursor" ? pages : pages.toReversed();
        const entries = modelled(inOrder);
        await expectOrder(
          side === "nextCursor" ? [entries] : inOrder.map((one) => modelled([one])),
        );
        // On the way up, what is left of a group is shown late where its newest went meanwhile.
        await expectOrder([entries.filter(({ items: [head = ""] }) => !head.includes(":commit:"))]);
        const names = entries.flatMap(namesIn);
        expect(new Set(names).size, "no item twice").toBe(names.length);
        expect(new Set(entries.map(({ id }) => id)).size, "no entry twice").toBe(entries.length);
        expect(without(staying, new Set(names)), "no gap").toEqual([]);
        expect(without(new Set(names), ever), "nothing of what is hidden").toEqual([]);
        const fitting = new Set(history.items.filter(isOne).map(nameOf));
        expect(without(new Set(names), fitting), "nothing of what is filtered").toEqual([]);
      }
    },
  );

  it("leave where the reader has been as he has seen it, until he begins anew", async () => {
    ines = await testPerson(ctx, "Ines");
    const connection = await testConnection(ctx, ines);
    const commit = (name: string, hour: number, place: string): ModelItem => ({
      connectionId: connection.id,
      platform: "github",
      externalId: name,
      kind: "commit",
      place,
      at: Date.UTC(2026, 4, 14, hour),
      isSensitive: false,
      parent: null,
    });
    await store(connection, [commit("a", 12, "tarn"), commit("b", 10, "larder")]);
    await store(connection, [commit("c", 8, "ferry"), commit("d", 6, "weir")]);
    const ids = ({ entries }: TimelinePage): string[] => entries.map(({ id }) => id.slice(13));
    const first = await reading()({ limit: 1 });
    // To a group that was read; above it; and where nothing was read yet.
    await store(connection, [commit("e", 7, "tarn"), commit("f", 13, "quay")]);
    await store(connection, [commit("g", 9, "quay"), commit("h", 9, "mill")]);
    const rest = await reading()({ limit: 9, cursor: first.nextCursor });
    expect(ids(rest)).toEqual(["b", "h", "g", "c", "d"]);
    const back = await reading()({ limit: 9, cursor: rest.previousCursor });
    expect(back.entries).toMatchObject([{ count: 2, items: [{ title: "Say so" }, {}] }]);
    const anew = await reading()({ limit: 9 });
    expect(anew.entries).toMatchObject([{ count: 2 }, { count: 2 }, {}, {}, {}, {}]);
  });

  it("lead both ways through what is hidden, too", async () => {
    const numbers = seededNumbers(7);
    const history = await makeHistory(numbers);
    for (const { connectionId, externalId } of history.items.slice(0, 12)) {
      await hideEntry(ctx, ines, `${connectionId}:${externalId}`);
    }
    const read: Read = async (input) => await listHidden(ctx, ines, input);
    const whole = await read({ limit: 100 });
    expect(whole).toMatchObject({ nextCursor: null, previousCursor: null });
    const down = await walk(read, await read({ limit: 2 }), "nextCursor", 2);
    expect(down.length).toBeGreaterThan(2);
    expect(down.flatMap(({ entries }) => entries)).toEqual(whole.entries);
    const up = await walk(read, down.at(-1) ?? whole, "previousCursor", 3);
    expect(up.toReversed().flatMap(({ entries }) => entries)).toEqual(whole.entries);
    const cursor = down[0]?.nextCursor ?? "";
    await expect(reading()({ cursor, limit: 5 })).rejects.toMatchObject({ code: "INVALID" });
  });
});

/** With what stands on its own since what it belonged inside is gone: it may stand where the reader has been. */
async function visible(): Promise<Set<string>> {
  const { results } = await env.DB.prepare(
    "SELECT connection_id, external_id FROM media_items WHERE hidden = 0 AND parent_hidden = 0",
  ).all<{ connection_id: string; external_id: string }>();
  return new Set(results.map((row) => `${row.connection_id}:${row.external_id}`));
}

const nameOf = ({ connectionId, externalId }: ModelItem): string => `${connectionId}:${externalId}`;

/** In each of these the newest stands first: an entry is where its newest is. */
async function expectOrder(lists: readonly (readonly ModelEntry[])[]): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT connection_id || ':' || external_id AS name, id FROM media_items",
  ).all<{ name: string; id: number }>();
  const keys = new Map(results.map(({ name, id }) => [name, id]));
  for (const entries of lists) {
    const heads = entries.map(({ items }) => keys.get(items[0] ?? "") ?? 0);
    expect(heads, "the newest first").toEqual(heads.toSorted((a, b) => b - a));
  }
}

const namesIn = ({ items, inside, also }: ModelEntry): string[] => [...items, ...inside, ...also];

const without = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] =>
  [...one].filter((name) => !other.has(name));

/** Something of what happens between two pages. */
async function change(history: History, numbers: SeededNumbers): Promise<void> {
  const { connections, items, moment } = history;
  const item = items[numbers.below(items.length)];
  const connection = connections.find(({ id }) => id === item?.connectionId);
  if (!item || !connection) throw new Error("There is an item.");
  const name = `${item.connectionId}:${item.externalId}`;
  await numbers.pick<() => Promise<unknown>>([
    // Above all, and in the middle of what was read or will be.
    () => add(history, numbers, 1 + numbers.below(3), () => moment + 40 * 24 * 60 * MINUTE),
    () => add(history, numbers, 1 + numbers.below(3), () => timeNear(numbers, moment)),
    () => store(connection, [item], "Say it otherwise"),
    () => unlessRefused(hideEntry(ctx, ines, name)),
    () => showSome(numbers),
    () => storeItems(ctx, connection, [], [], { gone: [item.externalId] }),
  ])();
}

async function showSome(numbers: SeededNumbers): Promise<void> {
  const { entries } = await listHidden(ctx, ines, { limit: 100 });
  const some = entries.filter(() => numbers.below(2) === 0).map(({ id }) => id);
  await unlessRefused(showItems(ctx, ines, some.slice(0, 10)));
}

/** What is hidden otherwise by now is as if it never was. */
async function unlessRefused(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

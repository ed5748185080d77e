import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { PlatformItem } from "../../platforms/page.ts";
import { createRandom } from "../../sandbox/random.ts";
import type { Random } from "../../sandbox/random.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import type { NewTerm } from "../../store/profiles.ts";
import { addProfile } from "../../testing/add-profile.ts";
import { naiveStats } from "../../testing/naive-stats.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { hideEntry } from "../timeline/hide-entry.ts";
import { showItems } from "../timeline/show-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import { getBuckets } from "./get-buckets.ts";
import { getStats } from "./get-stats.ts";

let ctx: Context;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  ctx = testContext();
});

/** Quarter hours, half hours, both hemispheres' clocks, both ends of the day. */
const ZONES = [
  "Asia/Kathmandu",
  "Europe/Berlin",
  "America/St_Johns",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Australia/Lord_Howe",
  "UTC",
];
const HOUR = 3_600_000;
/** Around which items crowd: a change of clocks, a leap day, the turn of a year. */
const MOMENTS = [
  "2026-03-29T01:00Z",
  "2026-10-25T01:00Z",
  "2024-02-29T12:00Z",
  "2025-12-31T23:00Z",
];
const KINDS = ["commit", "issue", "release"];
const PLACES = ["me/tarn", "me/larder", "r/rust"];
const WORDS = ["rate", "limit", "segment", "buffer"];

function randomItem(random: Random, serial: number): PlatformItem {
  const name = random.chance(0.8) ? random.pick(PLACES) : null;
  return testItem({
    externalId: `item:${serial}`,
    kind: random.pick(KINDS),
    occurredAt: Date.parse(random.pick(MOMENTS)) + random.int(-900, 900) * 0.1 * HOUR,
    title: `${random.pick(WORDS)} ${random.pick(WORDS)}`,
    place: name === null ? null : { name, url: null },
    isPrivate: random.chance(0.3),
    language: random.chance(0.5) ? "en" : null,
    marks: random.chance(0.2) ? ["sensitive"] : [],
  });
}

function randomTerms(random: Random, connections: readonly ConnectionRow[]): NewTerm[] {
  const ids = connections.map(({ id }) => id);
  const values: readonly [NewTerm["field"], readonly string[]][] = [
    ["platform", ["github", "reddit"]],
    ["kind", KINDS],
    ["connection", ids],
    ["place", PLACES],
    ["text", WORDS],
    ["language", ["en"]],
    ["is", ["sensitive", "private"]],
    ["after", ["2025", "2026-03-29"]],
  ];
  return Array.from({ length: random.int(0, 3) }, () => {
    const [field, some] = random.pick(random.chance(0.4) ? values.slice(0, 3) : values);
    return {
      field,
      value: random.pick(some),
      isExcluded: random.chance(0.5),
      connectionId: random.chance(0.2) ? random.pick(ids) : null,
    };
  });
}

/** What happens between two looks: new items, edits, hides, privacy, a parent for some. */
async function change(
  random: Random,
  actor: Actor,
  connection: ConnectionRow,
  items: Map<string, PlatformItem>,
): Promise<void> {
  const known = [...items.values()];
  const some = known.filter(() => random.chance(0.05));
  const changed = some.map((one) => {
    const { title, isPrivate, kind, occurredAt } = randomItem(random, 0);
    return random.pick([
      { ...one, title },
      { ...one, isPrivate },
      { ...one, kind },
      { ...one, occurredAt },
      { ...one, occurredAt: one.occurredAt + 60_000 },
      { ...one, language: one.language === "en" ? null : "en" },
    ]);
  });
  const added = Array.from({ length: random.int(0, 6) }, (_, at) =>
    randomItem(random, items.size + at),
  );
  for (const one of [...changed, ...added]) items.set(one.externalId, one);
  const links = added.map(({ externalId }) => ({
    child: externalId,
    parent: random.pick(known).externalId,
  }));
  const gone = random.chance(0.3) ? [random.pick(known).externalId] : [];
  await storeItems(ctx, connection, [...changed, ...added], links, { gone });
  const id = `${connection.id}:${random.pick(known).externalId}`;
  if (random.chance(0.5)) await hideEntry(ctx, actor, id).catch(() => null);
  else await showItems(ctx, actor, [id]).catch(() => null);
}

async function untilCounted<T extends { isCounting: boolean }>(read: () => Promise<T>): Promise<T> {
  for (let look = 0; look < 30; look += 1) {
    const answer = await read();
    if (!answer.isCounting) return answer;
  }
  throw new Error("It counts for ever.");
}

describe("numbers", () => {
  it.each([1, 2, 3])("are those of all items, whatever changes: story %i", async (story) => {
    const random = createRandom(`numbers ${story}`);
    const actor = await testPerson(ctx, "ines", random.pick(ZONES));
    const connections = [
      await testConnection(ctx, actor),
      await testConnection(ctx, actor, { platform: "reddit" }),
    ];
    const histories = new Map(
      connections.map((connection, at) => [
        connection,
        new Map(
          Array.from({ length: 80 }, (_, serial) => randomItem(random, at * 1000 + serial)).map(
            (one) => [one.externalId, one],
          ),
        ),
      ]),
    );
    for (const [connection, items] of histories) {
      await storeItems(ctx, connection, [...items.values()]);
    }
    const profiles = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        addProfile(ctx, actor, `p${at}`, {
          zone: random.chance(0.4) ? random.pick(ZONES) : null,
          countsPrivate: random.chance(0.5),
          terms: randomTerms(random, connections),
        }),
      ),
    );
    const asker = () => Promise.resolve(actor);
    for (let round = 0; round < 3; round += 1) {
      for (const of of [undefined, ...profiles.map((profile) => ({ profile }))]) {
        const [after, before] = random.pick([
          ["2026-01-01", "2026-12-31"],
          ["2025-12-30", "2026-11-20"],
          ["2026-03-28", "2026-10-25"],
          ["2026-03-27", "2026-03-30"],
          ["2024-02-28", "2025-02-27"],
        ] as const);
        const stats = await untilCounted(() => getStats(ctx, asker, { of, after, before }));
        const view = await resolveView(ctx, asker, of);
        const naive = await naiveStats(view, after, before);
        expect(stats, JSON.stringify([view.zone, view.terms, after, before])).toMatchObject(naive);
        const { previous } = stats;
        const earlier = await naiveStats(view, previous.after, previous.before);
        expect(previous.items).toBe(earlier.items);
        expect(previous.platforms).toEqual(earlier.platforms);
        const all = await naiveStats(view, "1970-01-01", "2030-12-31");
        for (const by of ["day", "month", "year"] as const) {
          const { buckets } = await untilCounted(() => getBuckets(ctx, asker, { of, by }));
          const length = { day: 10, month: 7, year: 4 }[by];
          const sums = new Map<string, number>();
          for (const { day, items } of all.days) {
            const bucket = day.slice(0, length);
            sums.set(bucket, (sums.get(bucket) ?? 0) + items);
          }
          expect(buckets).toEqual([...sums].map(([bucket, items]) => ({ bucket, items })));
        }
      }
      for (const [connection, items] of histories) await change(random, actor, connection, items);
    }
  });
});

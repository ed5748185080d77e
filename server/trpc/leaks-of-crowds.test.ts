import { beforeEach, expect, it, vi } from "vitest";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import type { ConnectionRow } from "../store/connections.ts";
import type { NewTerm } from "../store/profiles.ts";
import { addProfile } from "../testing/add-profile.ts";
import { askProcedure, comparable } from "../testing/ask-procedure.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";

/** In everything of the crowds, and in nothing else. */
const MARK = "zqx";
/** A word that a profile leaves out. */
const WORD = "harbour";
const MINUTE = 60_000;
const DAY = Date.UTC(2025, 4, 14);
/** More than any list, look or page reads at once: so many of a year, and so many of one day. */
const OF_A_YEAR = 3200;
const OF_A_DAY = 600;

const without = (field: NewTerm["field"], value: string): NewTerm => ({
  field,
  value,
  isExcluded: true,
  connectionId: null,
});

/** Counted by the cells of days; by those of days and kinds; by counts of its own. */
const PROFILES = {
  plain: [],
  kinds: [without("kind", "release")],
  words: [without("kind", "release"), without("text", WORD)],
} satisfies Record<string, NewTerm[]>;
type Slug = keyof typeof PROFILES;
const SLUGS: readonly Slug[] = ["plain", "kinds", "words"];

const YEAR = { after: "2025-01-01", before: "2025-12-31" };

/** How a visitor asks. */
const ASKS: readonly (readonly [string, object])[] = [
  ["timeline.stats", YEAR],
  ["timeline.stats", { after: "2025-05-01", before: "2025-05-31" }],
  ["timeline.buckets", { by: "day" }],
  ["timeline.buckets", { by: "month", ...YEAR }],
  ["timeline.buckets", { by: "year" }],
  ["timeline.recap", YEAR],
  ["timeline.recap", { ...YEAR, query: "tides" }],
  ["timeline.recap", { ...YEAR, query: MARK }],
  ["timeline.onThisDay", { day: "2026-05-14" }],
  ["timeline.search", { query: "tides", limit: 3 }],
  ["timeline.search", { query: "tides", limit: 3, order: "time" }],
  ["timeline.search", { query: "tides", limit: 100 }],
  ["timeline.search", { query: MARK }],
  ["timeline.list", { limit: 5 }],
  ["timeline.list", { limit: 100 }],
  ["timeline.list", { limit: 5, from: "2025-05-14" }],
  ["timeline.list", { limit: 5, query: "tides" }],
  ["timeline.list", { limit: 5, query: MARK }],
  ["timeline.list", { limit: 5, query: "kind:release" }],
  ["profiles.shared", {}],
];

let ctx: Context;
let chosen: ConnectionRow;
let unchosen: ConnectionRow;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  ctx = testContext();
  const ines = await testPerson(ctx, "ines");
  chosen = await testConnection(ctx, ines, { handle: "ines" });
  unchosen = await testConnection(ctx, ines, { handle: `${MARK}-unchosen` });
  const connections = JSON.stringify([chosen.id]);
  for (const slug of SLUGS) {
    await addProfile(ctx, ines, slug, { connections, terms: PROFILES[slug] });
  }
  await storeItems(ctx, chosen, shown());
});

/** On every ninth day of the year, and five on one: before, between and behind the crowds. */
function shown(): PlatformItem[] {
  const times = [
    ...Array.from({ length: 40 }, (_, at) => Date.UTC(2025, 0, 1 + at * 9, 8)),
    ...[6, 9, 12, 15, 23].map((hour) => DAY + hour * 60 * MINUTE),
  ];
  return times.map((occurredAt, at) =>
    testItem({
      externalId: `shown:${at}`,
      kind: at % 3 === 0 ? "pull_request" : "commit",
      title: at % 2 === 0 ? "Tides by hour" : "Moon",
      occurredAt,
    }),
  );
}

/** So many on one day, two thousand on days between those of what is shown, the rest at the year's end. */
function timeOf(at: number): number {
  if (at < OF_A_DAY) return DAY + (8 * 60 + at) * MINUTE;
  const between = Math.floor((at - OF_A_DAY) / 6);
  if (at < OF_A_DAY + 2000)
    return Date.UTC(2025, 0, 2 + between + Math.floor(between / 8), 10, at % 6);
  return Date.UTC(2025, 11, 20, 0, at);
}

const crowd = (name: string, change: Partial<PlatformItem>): PlatformItem[] =>
  Array.from({ length: OF_A_YEAR }, (_, at) =>
    testItem({
      externalId: `${MARK}:${name}:${at}`,
      kind: "pull_request",
      title: `${MARK} tides`,
      place: { name: `${MARK}/${at % 50}`, url: null },
      occurredAt: timeOf(at),
      ...change,
    }),
  );

interface Crowd {
  readonly outside: readonly Slug[];
  readonly of: () => ConnectionRow;
  readonly change: Partial<PlatformItem>;
}

const CROWDS: Record<string, Crowd> = {
  "of a connection that is not chosen": { outside: SLUGS, of: () => unchosen, change: {} },
  "private, of another": { outside: SLUGS, of: () => unchosen, change: { isPrivate: true } },
  "private, of the same": { outside: SLUGS, of: () => chosen, change: { isPrivate: true } },
  "of a kind": { outside: ["kinds", "words"], of: () => chosen, change: { kind: "release" } },
  "with a word": { outside: ["words"], of: () => chosen, change: { body: `in the ${WORD}` } },
};

interface Answer {
  readonly told: object;
  readonly rowsRead: number;
}

/** The first answers there are to a visitor: whatever he is told of counting that goes on is in them. */
async function visit(slugs: readonly Slug[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const slug of slugs) {
    for (const [path, input] of ASKS) {
      const { rowsRead } = ctx.meter;
      const asked = { ...input, of: { person: "ines", slug } };
      const told = comparable(await askProcedure(ctx, path, asked, null));
      const key = `${path} ${JSON.stringify(input)} of ${slug}`;
      answers.set(key, { told, rowsRead: ctx.meter.rowsRead - rowsRead });
    }
  }
  return answers;
}

it("nothing is told of a crowd that is outside, from the first answer on", async () => {
  const first = await visit(SLUGS);
  for (const [key, { told }] of first) expect(told, key).not.toMatchObject({ isCounting: true });
  // By now what is counted once is kept.
  const before = await visit(SLUGS);
  for (const [name, { outside, of, change }] of Object.entries(CROWDS)) {
    await storeItems(ctx, of(), crowd(name, change));
    for (const [key, { told, rowsRead }] of await visit(outside)) {
      const known = before.get(key);
      expect(told, `${key}, ${name}`).toEqual(known?.told);
      if (key.startsWith("timeline.list"))
        expect(rowsRead, `${key}, ${name}`).toBe(known?.rowsRead);
    }
  }
});

it("nor to the first who ever looks at a profile", async () => {
  const first = await visit(["words"]);
  await ctx.db.$client.prepare("DELETE FROM media_profile_counts").run();
  for (const [name, { of, change }] of Object.entries(CROWDS)) {
    await storeItems(ctx, of(), crowd(name, change));
  }
  for (const [key, { told }] of await visit(["words"])) {
    expect(told, key).toEqual(first.get(key)?.told);
  }
});

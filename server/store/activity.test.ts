import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import type { ItemLink, PlatformItem } from "../platforms/page.ts";
import type { HideRule } from "../platforms/platform.ts";
import type { Random } from "../sandbox/random.ts";
import { createRandom } from "../sandbox/random.ts";
import { disconnectConnection } from "../services/connections/disconnect-connection.ts";
import { finishDisconnects } from "../services/connections/finish-disconnects.ts";
import type { Actor } from "../services/identity/identity.ts";
import { finishErases } from "../services/users/finish-erases.ts";
import { listMiscounted, recount } from "../testing/recount.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import { findChoices, putChoices } from "./account-settings.ts";
import { findActivityRange, listActivity, listPlaceActivity } from "./activity.ts";
import { commitRemap } from "./commit-remap.ts";
import { findConnection, listConnections } from "./connections.ts";
import type { StandingConnection } from "./connections.ts";
import { countSome, findCounting } from "./count-items.ts";
import { putEraseAt } from "./erase-user.ts";
import { bestOfEach } from "./item-writes.ts";
import { hideItems, showItems } from "./person-hides.ts";
import { updateUser } from "./users.ts";
import { putOffsets } from "./zone-offsets.ts";

const HOUR = 3_600_000;
const STEPS = 60;
const ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"];
const NAMES = Array.from({ length: 16 }, (_, at) => `item:${at}`);
/** Around a change of the clocks, the turn of a month, and the beginning of time. */
const TIMES = [Date.UTC(2026, 2, 29), Date.UTC(2026, 4, 31, 20), HOUR];

let ctx: Context;

beforeEach(() => {
  ctx = testContext();
});

/** Two people, with what they have from step to step. */
interface Scene {
  readonly random: Random;
  people: Actor[];
}

interface Step {
  readonly name: string;
  run(scene: Scene, actor: Actor, connection: StandingConnection): Promise<unknown>;
}

const STEPS_TO_TAKE: readonly Step[] = [
  {
    name: "store",
    run: ({ random }, _, one) => store(one, randomItems(random), randomLinks(random)),
  },
  {
    name: "store",
    run: ({ random }, _, one) => store(one, randomItems(random), randomLinks(random)),
  },
  { name: "gone", run: ({ random }, _, one) => store(one, [], [], { gone: some(random, NAMES) }) },
  {
    name: "covers",
    run: ({ random }, _, one) => {
      const from = random.pick(TIMES);
      const kinds = ["commit", "post"];
      return store(one, [], [], { covers: [{ kinds, after: from, before: from + 12 * HOUR }] });
    },
  },
  {
    name: "written under a rule",
    run: ({ random }, _, one) =>
      store(one, randomItems(random), [], {
        rules: [{ kinds: [random.pick(["commit", "post"])] }],
      }),
  },
  {
    name: "privacy",
    run: ({ random }, _, one) => store(one, [], [], { isPrivate: random.chance(0.5) }),
  },
  { name: "settings", run: ({ random }, _, { id }) => choose(id, randomRules(random)) },
  {
    name: "hide",
    run: ({ random }, { userId }, { id }) =>
      hideItems(ctx.db, userId, namesOf(id, some(random, NAMES))),
  },
  {
    name: "show",
    run: ({ random }, { userId }, { id }) =>
      showItems(ctx.db, userId, namesOf(id, some(random, NAMES))),
  },
  {
    name: "zone",
    run: async ({ random }, { userId }) => {
      const zone = random.pick(ZONES);
      await putOffsets(ctx.db, zone);
      await updateUser(ctx.db, userId, { zone, updatedAt: ctx.now() });
    },
  },
  { name: "count some", run: ({ random }, { userId }) => countFew(userId, random.int(1, 9)) },
  { name: "count some", run: ({ random }, { userId }) => countFew(userId, random.int(1, 9)) },
  {
    name: "remap",
    run: ({ random }, _, connection) =>
      commitRemap(ctx.db, {
        connection,
        now: ctx.now(),
        leaseUntil: 0,
        items: [...bestOfEach(randomItems(random)).values()],
        rules: randomRules(random),
        repeatedKinds: [],
        leavesOutPrivate: random.chance(0.3),
        closedPlaces: async () => new Map(),
      }),
  },
  {
    name: "disconnect",
    run: ({ random }, actor, { id }) =>
      random.chance(0.4) ? disconnectConnection(ctx, actor, id) : Promise.resolve(),
  },
];

/** A few of these. */
function some<Value>(random: Random, values: readonly Value[]): Value[] {
  return Array.from({ length: random.int(1, 6) }, () => random.pick(values));
}

function randomItems(random: Random): PlatformItem[] {
  return some(random, NAMES).map((externalId) =>
    testItem({
      externalId,
      kind: random.pick(["commit", "post"]),
      occurredAt: random.pick(TIMES) + random.int(0, 15) * HOUR + random.int(0, 3) * 900_000,
      title: random.pick(["One", "Other"]),
      place: random.pick([null, { name: "a", url: null }, { name: "b", url: null }]),
      isPrivate: random.chance(0.3),
      marks: random.chance(0.3) ? ["sensitive"] : [],
      isSecondary: random.chance(0.1),
    }),
  );
}

function randomLinks(random: Random): ItemLink[] {
  return some(random, NAMES).map((child) => ({ child, parent: random.pick(NAMES) }));
}

function randomRules(random: Random): HideRule[] {
  return random.pick([[], [{ kinds: ["post"] }], [{ places: ["a"] }, { marks: ["sensitive"] }]]);
}

const namesOf = (connectionId: string, names: readonly string[]) =>
  names.map((externalId) => ({ connectionId, externalId }));

async function store(
  connection: StandingConnection,
  items: readonly PlatformItem[],
  links: readonly ItemLink[] = [],
  more: Parameters<typeof storeItems>[4] = {},
): Promise<void> {
  await storeItems(ctx, connection, items, links, more);
}

async function choose(connectionId: string, rules: readonly HideRule[]): Promise<void> {
  const before = await findChoices(ctx.db, connectionId);
  const choices = JSON.stringify(rules);
  await putChoices(ctx.db, { connectionId, before, choices, rules, now: ctx.now() });
}

async function countFew(userId: string, limit: number): Promise<void> {
  const person = await findCounting(ctx.db, userId);
  if (person !== null) await countSome(ctx.db, person, limit);
}

async function countAll({ userId }: Actor): Promise<void> {
  while ((await findCounting(ctx.db, userId)) !== null) await countFew(userId, 7);
}

async function check(told: string): Promise<void> {
  const { kept, made } = await recount();
  expect(kept, told).toEqual(made);
  expect(await listMiscounted(), told).toEqual([]);
}

describe("counts", () => {
  it.each([1, 2, 3, 4])("are what the items say after whatever happens (%i)", async (seed) => {
    const random = createRandom(`counts ${seed}`);
    const people = await Promise.all(
      ["Ines", "Noor"].map((name) => testPerson(ctx, name, random.pick(ZONES))),
    );
    const told: string[] = [];
    for (let at = 0; at < STEPS; at += 1) {
      const actor = random.pick(people);
      const held = (await listConnections(ctx.db, actor.userId)).map(({ id }) => id);
      if (held.length < 2) held.push((await testConnection(ctx, actor, { nextSyncAt: null })).id);
      const connection = await findConnection(ctx.db, actor.userId, random.pick(held));
      const step = random.pick(STEPS_TO_TAKE);
      told.push(step.name);
      if (connection === null) throw new Error("The connection is gone.");
      await step.run({ random, people }, actor, connection);
      await check(told.join(", "));
    }
    for (const actor of people) await countAll(actor);
    await check(told.join(", "));
    const [gone] = people;
    await putEraseAt(ctx.db, gone?.userId ?? "", 1);
    await finishErases(ctx);
    await finishDisconnects(ctx);
    await check("erased");
    expect(await findActivityRange(ctx.db, gone?.userId ?? "")).toBeNull();
  });
});

describe("what stands inside something hidden is not counted", () => {
  const parent = testItem({ externalId: "parent", kind: "post" });
  const child = testItem({ externalId: "child" });
  const link = { child: "child", parent: "parent" };
  const asHidden = { rules: [{ kinds: ["post"] }] };
  type Turn = (connection: StandingConnection, userId: string) => Promise<unknown>;

  it.each<[string, number, readonly Turn[]]>([
    [
      "where it comes last",
      0,
      [(one) => store(one, [parent], [link], asHidden), (one) => store(one, [child])],
    ],
    [
      "where it comes first",
      0,
      [(one) => store(one, [child], [link]), (one) => store(one, [parent], [], asHidden)],
    ],
    ["where they come together", 0, [(one) => store(one, [child, parent], [link], asHidden)]],
    [
      "where it is put inside later",
      0,
      [
        (one) => store(one, [parent], [], asHidden),
        (one) => store(one, [child]),
        (one) => store(one, [], [link]),
      ],
    ],
    [
      "until it is shown again",
      2,
      [
        (one) => store(one, [parent, child], [link]),
        ({ id }, userId) => hideItems(ctx.db, userId, namesOf(id, ["parent", "child"])),
        ({ id }, userId) => showItems(ctx.db, userId, namesOf(id, ["child"])),
        ({ id }, userId) => showItems(ctx.db, userId, namesOf(id, ["parent"])),
      ],
    ],
    [
      "until it stands inside another",
      2,
      [
        (one) => store(one, [parent, child, testItem({ externalId: "other" })], [link], asHidden),
        (one) => store(one, [], [{ child: "child", parent: "other" }]),
      ],
    ],
  ])("%s", async (_, items, turns) => {
    const ines = await testPerson(ctx, "Ines");
    const connection = await testConnection(ctx, ines);
    const standing = await findConnection(ctx.db, ines.userId, connection.id);
    if (standing === null) throw new Error("There is no connection.");
    for (const turn of turns) await turn(standing, ines.userId);
    await check("in the end");
    const cells = await listActivity(ctx.db, ines.userId, { from: 0, to: 1e6 });
    expect(cells.reduce((sum, cell) => sum + cell.items, 0)).toBe(items);
  });
});

it("what is deleted is counted no more", async () => {
  const ines = await testPerson(ctx, "Ines");
  const items = NAMES.map((externalId, at) => testItem({ externalId, occurredAt: at * 400_000 }));
  await storeItems(ctx, await testConnection(ctx, ines), items);
  await ctx.db.$client.prepare("DELETE FROM media_items WHERE external_id < 'item:2'").run();
  await check("deleted");
});

describe("reading them", () => {
  it("answers days and places of the range alone", async () => {
    const ines = await testPerson(ctx, "Ines", "Europe/Berlin");
    const connection = await testConnection(ctx, ines);
    const { id: connectionId } = connection;
    const at = (day: number) => Date.UTC(2026, 4, day, 22, 30);
    const place = { name: "ineshal/tarn", url: null };
    await storeItems(
      ctx,
      connection,
      [at(14), at(14), at(15), at(30), at(31)].map((occurredAt, item) =>
        testItem({ externalId: `${item}`, occurredAt, place: item === 2 ? null : place }),
      ),
    );
    const first = Date.UTC(2026, 4, 15) / 86_400_000;
    const range = { from: first, to: first + 16 };
    const hours = (items: number) => [items, ...Array.from({ length: 23 }, () => 0)];
    const cell = { connectionId, kind: "commit", isPrivate: false };
    expect(await findActivityRange(ctx.db, ines.userId)).toEqual({ from: first, to: first + 17 });
    expect(await listActivity(ctx.db, ines.userId, range)).toEqual([
      { ...cell, day: first, items: 2, hours: hours(2) },
      { ...cell, day: first + 1, items: 1, hours: hours(1) },
      { ...cell, day: first + 16, items: 1, hours: hours(1) },
    ]);
    const may = (2026 - 1970) * 12 + 4;
    const ofOne = { connectionIds: [connectionId], isPublicOnly: true, without: [] };
    const months = { from: may, to: may };
    const days = (...items: [day: number, items: number][]) =>
      Array.from({ length: 31 }, (_, day) => new Map(items).get(day + 1) ?? 0);
    expect(await listPlaceActivity(ctx.db, ines.userId, months, ofOne)).toEqual([
      { ...cell, month: may, place: "", items: 1, days: days([16, 1]), hours: hours(1) },
      {
        ...cell,
        month: may,
        place: place.name,
        items: 3,
        days: days([15, 2], [31, 1]),
        hours: hours(3),
      },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import type { PlatformItem } from "../page.ts";
import type { Platform, Quota } from "../platform.ts";
import { platforms } from "../platforms.ts";
import { broken, complaints, loaded, some, withItems } from "./broken.ts";
import { definition } from "./definition.ts";
import { faultsOfFixture, fixtures } from "./fixtures.ts";
import { faultsOfItems } from "./item-faults.ts";
import { items, remap } from "./items.ts";
import { mapping } from "./mapping.ts";
import { mutationsOf } from "./mutations.ts";
import { recordedBy } from "./recorded.ts";
import { loadSubjects, type Fixture, type Subject } from "./subject.ts";

/** The kit must see what is wrong: each check is given a platform that is broken on purpose. */

it("no two platforms have one id", () => {
  expect(new Set(platforms.map(({ id }) => id)).size).toBe(platforms.length);
});

it("a folder that is not there says so", async () => {
  const [found] = await loadSubjects("nowhere");
  expect(String(found?.subject)).toContain("nowhere/index.ts defines no platform");
});

describe.each(loaded.map((subject) => ({ subject, id: subject.platform.id })))(
  "$id with a field misnamed",
  ({ subject }) => {
    const readable = subject.fixtures.filter(({ raw }) => /^\s*[[{]/.test(raw.body));
    it.runIf(readable.length > 0)("turns red", () => {
      const keys = new Set(readable.flatMap(({ raw }) => keysOf(JSON.parse(raw.body))));
      let red = 0;
      for (const key of keys) {
        if (readable.some((pair) => isRed(pair, key, subject))) red += 1;
        if (red === ENOUGH) return;
      }
      expect.fail(`only ${red} fields matter`);
    });
  },
);

const ENOUGH = 5;

function isRed(pair: Fixture, key: string, subject: Subject): boolean {
  const body = pair.raw.body.replaceAll(`"${key}":`, `"${key}_misnamed":`);
  try {
    return faultsOfFixture({ ...pair, raw: { ...pair.raw, body } }, subject).length > 0;
  } catch {
    return true;
  }
}

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(keysOf);
  return Array.isArray(value) ? below : [...Object.keys(value), ...below];
}

const QUOTA: Quota = {
  meter: "requests",
  rates: { request: 1 },
  period: { ms: 60_000 },
  granted: 100,
  sharedBy: "client",
  mostPerRequest: 1,
};

describe("a definition", () => {
  const { kinds } = some().platform;
  const [first = ""] = Object.keys(kinds);
  const kind = kinds[first] ?? {
    name: "",
    plural: "",
    verb: "",
    weight: 0,
    made: false,
    states: {},
  };
  it.each([
    [{ id: "A b" }, "is no word"],
    [{ glyph: "abc" }, "the glyph abc"],
    [{ hue: "mauve" }, "no hue mauve"],
    [{ reads: "Everything" }, "full stop"],
    [{ name: " " }, "is empty"],
    [{ kinds: {} }, "no kinds"],
    [{ kinds: { [first]: { ...kind, verb: "pushed" } } }, "lower case"],
    [{ kinds: { [first]: { ...kind, plural: kind.name } } }, "called like one"],
    [{ groupedKinds: ["essay"] }, "essay is grouped"],
    [{ marks: { "Not Safe": "x" } }, "the mark Not Safe"],
    [{ endpoints: ["GET /somewhere"] }, "METHOD https"],
    [{ hosts: ["else.example"] }, "own-host"],
    [{ usageNames: { units: "" } }, "a cost has no name"],
    [{ quota: { ...QUOTA, rates: {} } }, "nothing counts"],
    [{ quota: { ...QUOTA, rates: { posts: 1 } } }, "posts counts in its quota, and is no cost"],
    [{ quota: { ...QUOTA, rates: { request: 0 } } }, "request counts for nothing"],
    [{ quota: { ...QUOTA, mostPerRequest: 0 } }, "could cost nothing"],
    [{ quota: { ...QUOTA, granted: 0.5 } }, "allows no request"],
    [{ quota: { ...QUOTA, period: { unit: "day", zone: "Mars/Olympus" } } }, "has no period"],
    [{ quota: { ...QUOTA, period: { unit: "day", zone: "UTC" } } }, "a fixed length of time"],
    [{ quota: QUOTA, limitScope: "connection" }, "does not share its limit"],
  ] satisfies [Partial<Platform>, string][])("with %j is refused", async (change, complaint) => {
    expect(await complaints(definition, broken(change))).toContain(complaint);
  });
});

describe("an item", () => {
  const { platform } = some();
  const good = loaded[0]?.fixtures.flatMap(({ raw, account }) => platform.map(raw, account))[0];
  it.each([
    [{ kind: "essay" }, "kind essay"],
    [{ externalId: "7" }, "external id"],
    [{ externalId: `x:${"7".repeat(900)}` }, "external id"],
    [{ occurredAt: Number.NaN }, "its time"],
    [{ occurredAt: 1.5 }, "its time"],
    [{ occurredAt: Date.UTC(1971, 0) }, "its time"],
    [{ occurredAt: Date.UTC(2026, 0) / 1000 }, "its time"],
    [{ editedAt: Number.POSITIVE_INFINITY }, "its edit"],
    [{ title: "two\nlines" }, "one line"],
    [{ title: "x".repeat(301) }, "one line"],
    [{ body: "" }, "its body"],
    [{ body: "x".repeat(10_001) }, "its body"],
    [{ title: "", body: null, media: [] }, "says and shows nothing"],
    [{ url: "javascript:alert(1)" }, "its address"],
    [{ url: "/relative" }, "its address"],
    [{ place: { name: "", url: null } }, "its place"],
    [{ figures: { likes: -1 } }, "a figure"],
    [{ figures: { likes: 1.5 } }, "a figure"],
    [{ author: { name: "", handle: null, url: null } }, "its author"],
    [{ marks: ["glittering"] }, "not declared"],
    [{ language: "EN_us" }, "its language"],
    [{ state: "" }, "its state"],
  ] satisfies [Partial<PlatformItem>, string][])("with %j is refused", (change, complaint) => {
    const item: PlatformItem = { ...(good ?? fail()), ...change };
    expect(faultsOfItems([item], platform).join()).toContain(complaint);
  });

  it("is refused with more than four media, with a medium of no address, and twice", () => {
    const medium = { type: "image", url: "https://a.example/1.png", previewUrl: null, text: null };
    const image = { ...medium, type: "image" as const };
    const item = good ?? fail();
    const many = { ...item, media: [image, image, image, image, image] };
    expect(faultsOfItems([many], platform).join()).toContain("four media");
    const strange = { ...item, media: [{ ...image, url: "blob:x" }] };
    expect(faultsOfItems([strange], platform).join()).toContain("no web address");
    expect(faultsOfItems([item, item], platform)).toEqual([`${item.externalId} is given twice`]);
    expect(faultsOfItems([item], platform)).toEqual([]);
  });
});

function fail(): never {
  throw new Error("No fixture has an item.");
}

describe("a mapper", () => {
  it("that gives other items is seen", async () => {
    const renamed = withItems((all) => all.map((item) => ({ ...item, title: `${item.title}!` })));
    expect(await complaints(fixtures, renamed)).toContain("title is");
    expect(await complaints(remap, renamed)).toContain("title is");
    expect(
      await complaints(
        fixtures,
        withItems((all) => all.slice(1)),
      ),
    ).toContain("expected");
  });

  it("that is not pure is seen", async () => {
    const { map } = some().platform;
    const watched: [Platform["map"], string][] = [
      [(...given) => (Date.now(), map(...given)), "the clock"],
      [(...given) => (new Date(), map(...given)), "the clock"],
      [(...given) => (Math.random(), map(...given)), "chance"],
      [(raw, account) => (Object.assign(raw, { url: "x" }), map(raw, account)), "TypeError"],
    ];
    for (const [change, complaint] of watched) {
      expect(await complaints(mapping, broken({ map: change }), /pure/)).toContain(complaint);
    }
  });

  it("that is not total is seen", async () => {
    const { map } = some().platform;
    const fragile: Platform["map"] = (raw, account) => {
      const value: unknown = JSON.parse(raw.body);
      return map({ ...raw, body: JSON.stringify(value) }, account);
    };
    expect(await complaints(mapping, broken({ map: fragile }), /total/)).toContain("SyntaxError");
    const careless = withItems((all) => all.map((item) => ({ ...item, occurredAt: Number.NaN })));
    expect(await complaints(mapping, careless, /total/)).toContain("its time NaN");
    expect(await complaints(items, careless)).toContain("its time NaN");
  });

  it("is tried with what differs in every way, the same each time", () => {
    const body = '{"a":[{"b":1},{"c":"x"}]}';
    const all = mutationsOf(body, 1000);
    expect(all.map((one) => one.body)).toContain('{"a":[{"b":1e999},{"c":"x"}]}');
    expect(all.map((one) => one.body)).toContain('{"a":[{"b":1},{}]}');
    expect(all.map((one) => one.body)).toContain('{"a":[{"c":"x"}]}');
    expect(mutationsOf(body, 20)).toEqual(mutationsOf(body, 20));
    expect(
      new Set(mutationsOf("<a><b>text</b></a>", 50).map((one) => one.body)).size,
    ).toBeGreaterThan(20);
  });
});

describe("recorded answers", () => {
  const recording = {
    folder: "x",
    read: () =>
      some().fixtures.map(({ name, raw, account }) => ({ name, raw, account, items: 99 })),
  };
  it("of which something is lost are seen; without the folder there is nothing to see", async () => {
    const subject = { ...some(), recorded: recording };
    const read = recordedBy(async () => new Map());
    expect(await complaints(read, subject)).toContain("instead of 99");
    expect(
      await complaints(
        recordedBy(async () => null),
        subject,
      ),
    ).toBe("");
    expect(recordedBy(async () => null).cases({ ...some(), recorded: null })).toEqual([]);
  });
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { FilterTerm } from "../../../shared/filter.ts";
import { profileCreate } from "../../../shared/profiles.ts";
import type { Entry } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { createProfile } from "../profiles/create-profile.ts";
import { indexAnew } from "../search/index-anew.ts";
import { explainEntry } from "./explain-entry.ts";
import { getEntry } from "./get-entry.ts";
import { hideEntry } from "./hide-entry.ts";
import { listTimeline } from "./list-timeline.ts";
import { joinItem, splitItem } from "./split-item.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 4, 14, 12);
const TEXT = "Tarn 0.9 is out: it reads a segment once";

let ctx: Context;
let ines: Actor;
let sources: Record<"bluesky" | "mastodon" | "twitter", ConnectionRow>;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  const connect = (platform: string) => testConnection(ctx, ines, { id: platform, platform });
  sources = {
    bluesky: await connect("bluesky"),
    mastodon: await connect("mastodon"),
    twitter: await connect("twitter"),
  };
});

type Where = keyof typeof sources;

async function post(where: Where, hours: number, body = TEXT, more = {}): Promise<void> {
  const occurredAt = NOON + hours * HOUR;
  const externalId = `post:${hours}`;
  const item = { kind: "post", externalId, occurredAt, title: "", body, place: null, ...more };
  await storeItems(ctx, sources[where], [testItem(item)]);
}

async function read(filter: FilterTerm[] = [], limit = 100): Promise<Entry[]> {
  const ask = (cursor: string | null) =>
    listTimeline(ctx, () => Promise.resolve(ines), { filter, limit, cursor });
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page = await ask(cursor);
    entries.push(...page.entries);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return entries;
}

/** `twitter 2 + bluesky 1`: an entry, and where else it is. */
const told = (entries: readonly Entry[]): string[] =>
  entries.map((entry) =>
    entry.type === "group"
      ? entry.id
      : [entry.item, ...entry.alsoOn]
          .map(({ platform, externalId }) => `${platform} ${externalId.slice(5)}`)
          .join(" + "),
  );

const platform = (value: string, isExcluded = false): FilterTerm => ({
  field: "platform",
  value,
  isExcluded,
});

describe("the same post on several platforms", () => {
  it.each([
    [["bluesky", "twitter", "mastodon"]],
    [["mastodon", "twitter", "bluesky"]],
    [["twitter", "mastodon", "bluesky"]],
  ] as const)("is one entry, where the newest of them stands, as they came: %s", async (order) => {
    const hours = { bluesky: 1, twitter: 2, mastodon: 3 };
    for (const where of order) await post(where, hours[where]);
    await post("bluesky", 2.5, "Something else that is long enough");
    for (const limit of [1, 2, 100]) {
      expect(told(await read([], limit))).toEqual([
        "mastodon 3 + twitter 2 + bluesky 1",
        "bluesky 2.5",
      ]);
    }
  });

  it("is told by its words alone", async () => {
    await post(
      "bluesky",
      1,
      "Tarn 0.9 is out: it reads a segment once, says @noor.bsky.social #rust example.com/tar...",
    );
    await post(
      "mastodon",
      2,
      "tarn 0.9 is out: it reads a segment once, says @noor@hachyderm.io rust https://example.com/tarn/0.9",
    );
    await post(
      "twitter",
      3,
      "Tarn 0.9 is out:  it reads a segment\nonce, says @noor #Rust https://t.co/x",
    );
    await post("twitter", 4, "Tarn 0.9 is out: it reads a segment twice");
    expect(told(await read())).toEqual(["twitter 4", "twitter 3 + mastodon 2 + bluesky 1"]);
  });

  it("is not what is short, of a day before, on the same platform, or no post", async () => {
    await post("bluesky", 1, "Good morning");
    await post("twitter", 2, "Good morning");
    await post("bluesky", 5);
    await post("bluesky", 6);
    await post("twitter", 30.5);
    await post("mastodon", 31, TEXT, { kind: "reply" });
    expect(told(await read())).toEqual([
      "mastodon 31",
      "twitter 30.5",
      "bluesky 6",
      "bluesky 5",
      "twitter 2",
      "bluesky 1",
    ]);
  });

  it("is of each day that it is said on, and each platform is there once", async () => {
    for (const day of [0, 20, 40]) {
      await post("bluesky", day);
      await post("twitter", day + 0.1);
    }
    expect(told(await read())).toEqual([
      "twitter 40.1 + bluesky 40",
      "twitter 20.1 + bluesky 20",
      "twitter 0.1 + bluesky 0",
    ]);
  });

  it("stands where the newest stands that a view shows, with the others of it", async () => {
    await post("bluesky", 1);
    await post("twitter", 2);
    await post("mastodon", 3);
    expect(told(await read([platform("mastodon", true)]))).toEqual(["twitter 2 + bluesky 1"]);
    expect(told(await read([platform("bluesky")]))).toEqual(["bluesky 1"]);
    const { entry } = await getEntry(ctx, () => Promise.resolve(ines), { id: "twitter:post:2" });
    expect(told([entry])).toEqual(["twitter 2 + mastodon 3 + bluesky 1"]);
  });

  it("is told why", async () => {
    await post("bluesky", 1);
    const why = async (id: string) =>
      (await explainEntry(ctx, () => Promise.resolve(ines), { id })).reasons;
    expect(await why("bluesky:post:1")).toEqual([]);
    await post("twitter", 2);
    await post("mastodon", 3);
    expect(await why("twitter:post:2")).toEqual([
      {
        rule: "same_text",
        sentence: "The same text, within a day, on Mastodon, X and Bluesky.",
        ids: ["mastodon:post:3", "twitter:post:2", "bluesky:post:1"],
        canSplit: true,
      },
    ]);
    await splitItem(ctx, ines, "twitter:post:2");
    expect(await why("twitter:post:2")).toEqual([]);
  });

  it("is taken apart for good, and put together again", async () => {
    await post("bluesky", 1);
    await post("twitter", 2);
    await splitItem(ctx, ines, "twitter:post:2");
    await post("mastodon", 3);
    await post("twitter", 2, TEXT, { url: "https://x.com/1" });
    expect(told(await read())).toEqual(["mastodon 3 + bluesky 1", "twitter 2"]);
    expect(told(await read([platform("mastodon", true)]))).toEqual(["twitter 2", "bluesky 1"]);
    await joinItem(ctx, ines, "twitter:post:2");
    expect(told(await read())).toEqual(["mastodon 3 + twitter 2 + bluesky 1"]);
  });

  it("says that it is kept apart to its owner alone, and stays so for visitors", async () => {
    await post("bluesky", 1);
    await post("twitter", 2);
    const input = profileCreate.parse({ name: "Open", slug: "open", visibility: "public" });
    await createProfile(ctx, ines, input);
    const visit = async (): Promise<Entry[]> => {
      const of = { person: "ines", slug: "open" };
      return (await listTimeline(ctx, () => Promise.resolve(ines), { of, limit: 10 })).entries;
    };
    const apart = (entries: readonly Entry[]) =>
      entries.map((entry) => entry.type === "single" && entry.item.isApart);
    await splitItem(ctx, ines, "twitter:post:2");
    expect(apart(await read())).toEqual([true, false]);
    expect(apart(await read([platform("mastodon", true)]))).toEqual([true, false]);
    expect(told(await visit())).toEqual(["twitter 2", "bluesky 1"]);
    expect(apart(await visit())).toEqual([false, false]);
    expect((await joinItem(ctx, ines, "twitter:post:2")).item.isApart).toBe(false);
  });

  it("is another when its words are, and is hidden as a whole", async () => {
    await post("bluesky", 1);
    await post("twitter", 2);
    await post("twitter", 2, "Tarn 0.9 is out, at long last, and it is quick");
    expect(told(await read())).toEqual(["twitter 2", "bluesky 1"]);
    await post("twitter", 2);
    expect(told(await read())).toEqual(["twitter 2 + bluesky 1"]);
    const { ids } = await hideEntry(ctx, ines, "twitter:post:2");
    expect(ids).toEqual(["twitter:post:2", "bluesky:post:1"]);
    expect(await read()).toEqual([]);
  });

  it("is found, too, in what was there before it was looked for", async () => {
    await post("bluesky", 1);
    await post("twitter", 2);
    await env.DB.prepare("UPDATE media_items SET same_text = NULL").run();
    expect(told(await read())).toEqual(["twitter 2", "bluesky 1"]);
    await env.DB.prepare("UPDATE media_users SET search_key = 9007199254740991").run();
    await indexAnew(ctx);
    expect(told(await read())).toEqual(["twitter 2 + bluesky 1"]);
  });

  it("stands where the other was when that is deleted", async () => {
    await post("bluesky", 1);
    await post("twitter", 2);
    await storeItems(ctx, sources.twitter, [], [], { gone: ["post:2"] });
    expect(told(await read())).toEqual(["bluesky 1"]);
    await post("twitter", 3);
    expect(told(await read())).toEqual(["twitter 3 + bluesky 1"]);
  });
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Item } from "../../../shared/item.ts";
import { profileCreate } from "../../../shared/profiles.ts";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { MOST_PINS } from "../../store/item-marks.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { createProfile } from "../profiles/create-profile.ts";
import { hideEntry } from "./hide-entry.ts";
import { listTimeline } from "./list-timeline.ts";
import { noteItem } from "./note-item.ts";
import { pinItem, unpinItem } from "./pin-item.ts";

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines);
  await storeItems(ctx, connection, [post("a"), post("b"), post("c")]);
});

const START = Date.UTC(2026, 4, 14, 12);
const post = (externalId: string, change: Partial<ReturnType<typeof testItem>> = {}) =>
  testItem({ externalId, kind: "star", occurredAt: START, title: externalId, ...change });
const idOf = (name: string): string => `${connection.id}:${name}`;
const asker = () => Promise.resolve(ines);

const found = async (query: string, of?: { profile: string }): Promise<Item[]> => {
  const { entries } = await listTimeline(ctx, asker, { of, query, limit: 10 });
  return entries.flatMap((entry) => (entry.type === "single" ? [entry.item] : entry.items));
};

const names = (items: readonly Item[]): string[] => items.map(({ externalId }) => externalId);
const pinned = async (): Promise<string[]> => names(await found("is:pinned")).toSorted();

async function countPins(): Promise<unknown> {
  const sql = "SELECT count(*) AS pins FROM media_items WHERE pinned_at IS NOT NULL";
  return (await env.DB.prepare(sql).first())?.["pins"];
}

async function pinAt(name: string, now: number): Promise<Item> {
  return (await pinItem({ ...ctx, now: () => now }, ines, idOf(name))).item;
}

describe("pins", () => {
  it("are found from the moment they are put", async () => {
    expect(await found("is:pinned")).toEqual([]);
    expect((await pinAt("b", 1000)).pinnedAt).toBe("1970-01-01T00:00:01.000Z");
    await pinAt("c", 2000);
    await pinAt("a", 3000);
    expect((await pinAt("b", 4000)).pinnedAt).toBe("1970-01-01T00:00:01.000Z");
    expect(await pinned()).toEqual(["a", "b", "c"]);
    expect((await unpinItem(ctx, ines, idOf("c"))).item.pinnedAt).toBeNull();
    expect(await pinned()).toEqual(["a", "b"]);
    expect(names(await found("-is:pinned"))).toEqual(["c"]);
  });

  it("and notes survive what is synced, and a corrected time", async () => {
    await pinAt("a", 1000);
    await noteItem(ctx, ines, { id: idOf("a"), text: "Ask Noor." });
    await storeItems(ctx, connection, [post("a", { title: "said otherwise" })]);
    await storeItems(ctx, connection, [post("a", { occurredAt: START - 86_400_000 })]);
    expect(await found("is:pinned is:noted")).toMatchObject([
      { externalId: "a", note: "Ask Noor.", occurredAt: "2026-05-13T12:00:00.000Z" },
    ]);
    expect(await pinned()).toEqual(["a"]);
  });

  it("are not found while what they are on is hidden", async () => {
    await pinAt("a", 1000);
    await hideEntry(ctx, ines, idOf("a"));
    expect(await pinned()).toEqual([]);
    await expect(pinItem(ctx, ines, idOf("a"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are limited in number", async () => {
    const many = Array.from({ length: MOST_PINS }, (_, at) => post(`more${at}`));
    await storeItems(ctx, connection, many);
    await env.DB.prepare(
      "UPDATE media_items SET pinned_at = id WHERE external_id LIKE 'more%'",
    ).run();
    await expect(pinAt("a", 1000)).rejects.toMatchObject({ code: "LIMITED" });
    expect((await pinAt("more1", 5)).pinnedAt).not.toBeNull();
    await unpinItem(ctx, ines, idOf("more1"));
    await pinAt("a", 1000);
    expect(await countPins()).toBe(MOST_PINS);
  });

  it("are shown to visitors, notes are not, nor is anything found by them", async () => {
    await pinAt("a", 1000);
    await pinAt("b", 1000);
    await noteItem(ctx, ines, { id: idOf("a"), text: "Ask Noor." });
    const { id } = await createProfile(
      ctx,
      ines,
      profileCreate.parse({
        slug: "open",
        name: "Open",
        visibility: "public",
        filter: [{ field: "text", value: "a", connectionId: null, isExcluded: false }],
      }),
    );
    const of = { profile: id };
    expect(await found("is:pinned", of)).toMatchObject([{ externalId: "a", note: null }]);
    expect(await found("is:noted", of)).toEqual([]);
  });
});

describe("a note", () => {
  it("is written, replaced and taken away", async () => {
    const write = async (text: string) =>
      (await noteItem(ctx, ines, { id: idOf("a"), text })).item.note;
    expect(await write("One")).toBe("One");
    expect(await write("Two")).toBe("Two");
    expect(names(await found("is:noted"))).toEqual(["a"]);
    expect(await write("")).toBeNull();
    expect(await found("is:noted")).toEqual([]);
  });

  it("and a pin are for one's own items alone", async () => {
    const noor = await testPerson(ctx, "Noor");
    for (const id of [
      idOf("a"),
      "nothing",
      `group:${connection.id}:2026-05-14:star:ineshal/tarn`,
    ]) {
      for (const put of [
        () => pinItem(ctx, noor, id),
        () => unpinItem(ctx, noor, id),
        () => noteItem(ctx, noor, { id, text: "Mine" }),
      ]) {
        await expect(put()).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    }
    expect(await found("is:noted")).toEqual([]);
  });
});

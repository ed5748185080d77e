import { beforeEach, describe, expect, it } from "vitest";
import { profileCreate } from "../../../shared/profiles.ts";
import { timelineEdits, timelinePage } from "../../../shared/timeline.ts";
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
import { getEntry } from "./get-entry.ts";
import { listEdits } from "./list-edits.ts";
import { listTimeline } from "./list-timeline.ts";

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;
let id: string;

const post = (body: string, editedAt: number | null = null) =>
  testItem({ kind: "post", externalId: "post:1", title: "", body, editedAt });

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines);
  id = `${connection.id}:post:1`;
  await storeItems(ctx, connection, [post("First")]);
  await storeItems(ctx, connection, [post("Second", Date.UTC(2026, 5, 1))]);
  await storeItems(ctx, connection, [post("Third", Date.UTC(2026, 5, 2))]);
});

const as = (actor: Actor) => () => Promise.resolve(actor);

describe("the edits of an item", () => {
  it("are what it said before, newest first; the item says when it was last changed", async () => {
    expect(timelineEdits.parse(await listEdits(ctx, as(ines), { id })).edits).toEqual([
      { replacedAt: "2026-06-02T00:00:00.000Z", title: "", body: "Second" },
      { replacedAt: "2026-06-01T00:00:00.000Z", title: "", body: "First" },
    ]);
    const page = timelinePage.parse(await listTimeline(ctx, as(ines), { limit: 5 }));
    expect(page.entries).toMatchObject([
      { item: { body: "Third", editedAt: "2026-06-02T00:00:00.000Z", author: null, media: [] } },
    ]);
  });

  it("are none of an item that nobody changed", async () => {
    await storeItems(ctx, connection, [testItem({ externalId: "post:2" })]);
    expect((await listEdits(ctx, as(ines), { id: `${connection.id}:post:2` })).edits).toEqual([]);
  });

  it("are none for a visitor: they may say what the profile leaves out, or what was private", async () => {
    const filter = [{ field: "text", value: "second", isExcluded: true }];
    const input = { name: "Open", slug: "open", visibility: "public", filter };
    const { id: profile } = await createProfile(ctx, ines, profileCreate.parse(input));
    const letter = (title: string, isPrivate: boolean) =>
      testItem({ kind: "post", externalId: "post:2", title, isPrivate });
    await storeItems(ctx, connection, [letter("Not yet", true)]);
    await storeItems(ctx, connection, [letter("Now", false)]);
    for (const asked of [id, `${connection.id}:post:2`]) {
      expect((await listEdits(ctx, as(ines), { id: asked })).edits).not.toEqual([]);
      for (const of of [{ person: "ines", slug: "open" }, { profile }]) {
        const { edits } = await listEdits(ctx, as(ines), { of, id: asked });
        expect(edits, asked).toEqual([]);
      }
    }
  });

  it("are nobody else's, nor those of what is not there, or gone", async () => {
    const other = await testPerson(ctx, "Other");
    for (const [actor, asked] of [
      [other, id],
      [ines, `${id}0`],
      [ines, `group:${connection.id}:2026-05-14:post:ineshal/tarn`],
      [ines, "nonsense"],
    ] as const) {
      await expect(listEdits(ctx, as(actor), { id: asked })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    await storeItems(ctx, connection, [], [], { gone: ["post:1"] });
    await expect(listEdits(ctx, as(ines), { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getEntry(ctx, as(ines), { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await storeItems(ctx, connection, [post("Third", Date.UTC(2026, 5, 2))]);
    expect((await listEdits(ctx, as(ines), { id })).edits).toHaveLength(2);
  });
});

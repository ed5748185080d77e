import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import type { Actor } from "../services/identity/identity.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import type { ConnectionRow } from "./connections.ts";
import { updateConnection } from "./connections.ts";
import { listEdits } from "./item-edits.ts";
import { deleteSomeOfConnection } from "./delete-connection.ts";
import { findItem } from "./items.ts";

const NOW = Date.UTC(2026, 10, 20, 9);

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines);
});

const post = (change: Partial<PlatformItem> = {}): PlatformItem =>
  testItem({ kind: "post", externalId: "post:1", title: "", body: "First", ...change });

const item = () =>
  findItem(ctx.db, ines.userId, { connectionId: connection.id, externalId: "post:1" });
const edits = () => listEdits(ctx.db, { connectionId: connection.id, externalId: "post:1" }, 100);

describe("an item", () => {
  it("is stored with all that the contract knows, four pictures of many", async () => {
    const picture = { type: "image", previewUrl: null, text: "A lake" } as const;
    const media = Array.from({ length: 6 }, (_, at) => ({
      ...picture,
      url: `https://a.example/${at}`,
    }));
    const author = { name: "Noor", handle: "noor", url: null };
    await storeItems(ctx, connection, [
      post({ author, media, marks: ["sensitive"], language: "pt-br", editedAt: 5 }),
    ]);
    expect(await item()).toMatchObject({
      author,
      media: media.slice(0, 4),
      marks: ["sensitive"],
      language: "pt-br",
      editedAt: 5,
    });
  });

  it("without them has none, and is the one that an older version stored", async () => {
    await storeItems(ctx, connection, [post()]);
    expect(await item()).toMatchObject({
      author: null,
      media: [],
      marks: [],
      language: null,
      editedAt: null,
    });
    const nothing = { author: null, media: [], marks: [], language: null, editedAt: null };
    expect(await storeItems(ctx, connection, [post(nothing)])).toMatchObject({ itemsChanged: 0 });
  });

  it.each([
    ["author", { author: { name: "Noor", handle: null, url: null } }],
    [
      "media",
      { media: [{ type: "link", url: "https://a.example", previewUrl: null, text: null }] },
    ],
    ["marks", { marks: ["sensitive"] }],
    ["language", { language: "en" }],
    ["time of its edit", { editedAt: 7 }],
  ] as [string, Partial<PlatformItem>][])("changes with its %s", async (_, change) => {
    await storeItems(ctx, connection, [post()]);
    expect(await storeItems(ctx, connection, [post(change)])).toMatchObject({ itemsChanged: 1 });
    expect(await edits()).toEqual([]);
  });

  it("whose stored parts cannot be read is shown without them", async () => {
    await storeItems(ctx, connection, [post()]);
    await env.DB.prepare(
      `UPDATE media_items SET author = '{"name":', media = '[{"type":"hologram"},{"type":"image","url":"https://a.example","previewUrl":null,"text":null}]', marks = '7', figures = 'x'`,
    ).run();
    expect(await item()).toMatchObject({
      author: null,
      media: [{ type: "image" }],
      marks: [],
      figures: {},
    });
  });
});

describe("an edit", () => {
  it("keeps what was said, and says when: by the platform's word, or by the run's time", async () => {
    await storeItems(ctx, connection, [post()]);
    await storeItems(ctx, connection, [post({ body: "Second" })]);
    expect(await item()).toMatchObject({ body: "Second", editedAt: NOW });
    await storeItems(ctx, connection, [
      post({ body: "Third", title: "T", editedAt: NOW + 60_000 }),
    ]);
    expect(await item()).toMatchObject({ body: "Third", editedAt: NOW + 60_000 });
    expect(await edits()).toMatchObject([
      { replacedAt: NOW + 60_000, title: "", body: "Second" },
      { replacedAt: NOW, title: "", body: "First" },
    ]);
    expect(
      await storeItems(ctx, connection, [
        post({ body: "Third", title: "T", editedAt: NOW + 60_000 }),
      ]),
    ).toMatchObject({ itemsChanged: 0 });
  });

  it("of state, figures or time alone keeps nothing, and leaves the time of the last one", async () => {
    await storeItems(ctx, connection, [post()]);
    await storeItems(ctx, connection, [post({ body: "Second" })]);
    vi.setSystemTime(NOW + 1000);
    await storeItems(ctx, connection, [post({ body: "Second", state: "open" })]);
    await storeItems(ctx, connection, [post({ body: "Second", figures: { likes: 4 } })]);
    await storeItems(ctx, connection, [post({ body: "Second", occurredAt: 77 })]);
    expect(await edits()).toHaveLength(1);
    expect(await item()).toMatchObject({ occurredAt: 77, editedAt: NOW });
  });

  it("that moves the item keeps what was said, too", async () => {
    await storeItems(ctx, connection, [post()]);
    await storeItems(ctx, connection, [post({ body: "Second", occurredAt: 77 })]);
    expect(await edits()).toMatchObject([{ body: "First" }]);
    expect(await item()).toMatchObject({ body: "Second", occurredAt: 77, editedAt: NOW });
  });

  it("at a time that is taken is kept all the same, in order", async () => {
    for (const body of ["First", "Second", "Third", "Fourth"]) {
      await storeItems(ctx, connection, [post({ body, editedAt: body === "Fourth" ? 5 : null })]);
    }
    expect((await edits()).map((edit) => edit.body)).toEqual(["Third", "Second", "First"]);
  });

  it("is not what a better sight of a thing says", async () => {
    await storeItems(ctx, connection, [post({ isSecondary: true })]);
    await storeItems(ctx, connection, [post({ body: "All of it" })]);
    expect(await edits()).toEqual([]);
    expect(await item()).toMatchObject({ body: "All of it", editedAt: null });
  });

  it("of a run that lost its lease keeps nothing", async () => {
    await storeItems(ctx, connection, [post()]);
    await updateConnection(ctx.db, connection.id, {}, { raiseFence: true });
    await expect(storeItems(ctx, connection, [post({ body: "Second" })])).rejects.toThrow();
    expect(await edits()).toEqual([]);
  });

  it("goes with its connection", async () => {
    for (const body of ["First", "Second", "Third"])
      await storeItems(ctx, connection, [post({ body })]);
    while (!(await deleteSomeOfConnection(ctx.db, connection, 1, ctx.now())));
    expect(await edits()).toEqual([]);
  });
});

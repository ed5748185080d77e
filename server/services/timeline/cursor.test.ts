import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../context.ts";
import {
  testConnection,
  testContext,
  testItem,
  testPerson,
  storeItems,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { updateMe } from "../users/update-me.ts";
import { decodeCursor, encodeCursor, markOf } from "./cursor.ts";
import type { TimelineCursor } from "./cursor.ts";
import { listTimeline } from "./list-timeline.ts";

let ctx: Context;

beforeEach(() => {
  ctx = testContext();
});

const cursor: TimelineCursor = {
  side: "newer",
  stamp: markOf("as they were"),
  border: {
    key: 8_999_999_999_999_999,
    calm: { from: 8_999_999_999_999_000, to: 9_000_000_000_000_000 },
    above: ["group:a", "group:b"].map(markOf),
    below: [markOf("group:é")],
  },
};

describe("a cursor", () => {
  it("is read as it was written, the same each time, for one timeline alone", async () => {
    const text = await encodeCursor(ctx, "mine", cursor);
    expect(await encodeCursor(ctx, "mine", cursor)).toBe(text);
    expect(await decodeCursor(ctx, "mine", text)).toEqual(cursor);
    expect(text.length).toBeLessThan(200);
    for (const [timeline, changed] of [
      ["other", text],
      ["mine", `${text}A`],
      ["mine", text.replace("3.", "2.")],
      ["mine", "1.5..abcdefgh"],
    ] as const) {
      await expect(decodeCursor(ctx, timeline, changed)).rejects.toMatchObject({
        code: "INVALID",
        field: "cursor",
        message: expect.stringContaining("Begin at its top."),
      });
    }
  });

  it("is of one person, filter and zone", async () => {
    const read = async (actor: Actor, more: { cursor?: string | null; query?: string }) =>
      await listTimeline(ctx, () => Promise.resolve(actor), { limit: 1, ...more });
    const [ines, other] = [await testPerson(ctx, "Ines"), await testPerson(ctx, "Other")];
    for (const actor of [ines, other]) {
      const items = ["a", "b"].map((externalId) => testItem({ kind: "issue", externalId }));
      await storeItems(ctx, await testConnection(ctx, actor), items);
    }
    const plain = (await read(ines, {})).nextCursor;
    const filtered = (await read(ines, { query: "kind:issue" })).nextCursor;
    expect((await read(ines, { cursor: plain })).entries).toHaveLength(1);
    expect((await read(ines, { cursor: filtered, query: "kind:issue" })).entries).toHaveLength(1);
    const invalid = { code: "INVALID", field: "cursor" };
    await expect(read(other, { cursor: plain })).rejects.toMatchObject(invalid);
    await expect(read(ines, { cursor: filtered })).rejects.toMatchObject(invalid);
    await expect(read(ines, { cursor: plain, query: "kind:issue" })).rejects.toMatchObject(invalid);
    await updateMe(ctx, ines, { zone: "Asia/Kathmandu" });
    await expect(read(ines, { cursor: plain })).rejects.toMatchObject(invalid);
  });
});

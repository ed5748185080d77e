import { beforeEach, describe, expect, it } from "vitest";
import { timelinePage } from "../../../shared/timeline.ts";
import type { Entry } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { beginDisconnect } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { getEntry } from "./get-entry.ts";
import { hideEntry } from "./hide-entry.ts";
import { listEdits } from "./list-edits.ts";
import { listHidden } from "./list-hidden.ts";
import { listTimeline } from "./list-timeline.ts";
import { showItems } from "./show-items.ts";

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines);
});

const commit = (id: string, change: Partial<ReturnType<typeof testItem>> = {}) =>
  testItem({ externalId: `commit:${id}`, ...change });
const as = (actor: Actor) => () => Promise.resolve(actor);
const at = (hours: number): number => Date.UTC(2026, 4, 14, hours);
const idOf = (name: string): string => `${connection.id}:${name}`;
const groupOf = (place: string): string =>
  `group:${connection.id}:2026-05-14:commit:ineshal/${place}`;

const entries = async (): Promise<Entry[]> =>
  timelinePage.parse(await listTimeline(ctx, as(ines), { limit: 100 })).entries;
const hidden = async (): Promise<Entry[]> =>
  timelinePage.parse(await listHidden(ctx, ines, { limit: 100 })).entries;
const ids = (list: readonly Entry[]): string[] => list.map((entry) => entry.id);

describe("hiding", () => {
  it("takes an item from the timeline, and from everywhere it could be asked for", async () => {
    await storeItems(ctx, connection, [
      commit("a"),
      testItem({ externalId: "post:b", kind: "post" }),
    ]);
    const answer = { ids: [idOf("post:b")] };
    expect(await hideEntry(ctx, ines, idOf("post:b"))).toEqual(answer);
    expect(ids(await entries())).toEqual([idOf("commit:a")]);
    for (const read of [getEntry, listEdits]) {
      await expect(read(ctx, as(ines), { id: idOf("post:b") })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    expect(ids(await hidden())).toEqual([idOf("post:b")]);
    // An answer that was lost on the way is had again.
    expect(await hideEntry(ctx, ines, idOf("post:b"))).toEqual(answer);
    expect(await showItems(ctx, ines, answer.ids)).toEqual({ items: 1 });
    expect(await showItems(ctx, ines, answer.ids)).toEqual({ items: 0 });
    expect(ids(await entries())).toHaveLength(2);
    expect(await hidden()).toEqual([]);
  });

  it("takes a group as it stands; what comes later is shown", async () => {
    const items = [commit("a"), commit("b"), commit("c", { place: null })];
    await storeItems(ctx, connection, items);
    const answer = await hideEntry(ctx, ines, groupOf("tarn"));
    expect(answer.ids.toSorted()).toEqual([idOf("commit:a"), idOf("commit:b")]);
    expect(ids(await entries())).toEqual([idOf("commit:c")]);
    expect(await hidden()).toMatchObject([{ type: "group", id: groupOf("tarn"), count: 2 }]);
    await storeItems(ctx, connection, [commit("later", { occurredAt: at(13) })]);
    expect(ids(await entries())).toEqual([idOf("commit:later"), idOf("commit:c")]);
    expect(await hidden()).toMatchObject([{ count: 2 }]);
  });

  it("takes a pull request with what it holds, and with what it holds later", async () => {
    const pull = testItem({ kind: "pull_request", externalId: "pull:7", occurredAt: at(12) });
    const inside = (id: string) => ({ child: `commit:${id}`, parent: "pull:7" });
    await storeItems(ctx, connection, [pull, commit("a")], [inside("a")]);
    expect(await hideEntry(ctx, ines, idOf("pull:7"))).toEqual({ ids: [idOf("pull:7")] });
    await storeItems(ctx, connection, [commit("b")], [inside("b")]);
    expect(await entries()).toEqual([]);
    expect(await hidden()).toMatchObject([{ id: idOf("pull:7"), childCount: 2 }]);
    await showItems(ctx, ines, [idOf("pull:7")]);
    expect(await entries()).toMatchObject([{ id: idOf("pull:7"), childCount: 2 }]);
  });

  it("takes one item out of what it stands in", async () => {
    const pull = testItem({ kind: "pull_request", externalId: "pull:7", occurredAt: at(12) });
    const links = ["a", "b"].map((id) => ({ child: `commit:${id}`, parent: "pull:7" }));
    await storeItems(ctx, connection, [pull, commit("a"), commit("b")], links);
    await storeItems(ctx, connection, [commit("c"), commit("d"), commit("e")]);
    await hideEntry(ctx, ines, idOf("commit:a"));
    await hideEntry(ctx, ines, idOf("commit:c"));
    expect(await entries()).toMatchObject([{ childCount: 1 }, { type: "group", count: 2 }]);
    await showItems(ctx, ines, [idOf("commit:a"), idOf("commit:c")]);
    expect(await entries()).toMatchObject([{ childCount: 2 }, { type: "group", count: 3 }]);
  });

  it("is taken back for what it took: what was hidden before stays hidden", async () => {
    await storeItems(
      ctx,
      connection,
      ["a", "b", "c"].map((id) => commit(id)),
    );
    await hideEntry(ctx, ines, idOf("commit:b"));
    const answer = await hideEntry(ctx, ines, groupOf("tarn"));
    expect(answer.ids).toHaveLength(2);
    await showItems(ctx, ines, answer.ids);
    expect(await entries()).toMatchObject([{ count: 2 }]);
    expect(ids(await hidden())).toEqual([idOf("commit:b")]);
    // Asked for by its own name, all that is hidden of a group is shown again.
    await hideEntry(ctx, ines, groupOf("tarn"));
    expect(await showItems(ctx, ines, [groupOf("tarn")])).toEqual({ items: 3 });
    expect(await entries()).toMatchObject([{ count: 3 }]);
  });

  it("finds nothing of somebody else's, nor what is not there", async () => {
    const other = await testPerson(ctx, "Other");
    await storeItems(ctx, connection, [commit("a"), commit("b")]);
    const foreign = [idOf("commit:a"), groupOf("tarn"), "nonsense", ":", "group:", idOf("x")];
    for (const id of foreign) {
      await expect(hideEntry(ctx, other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(showItems(ctx, other, [id])).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await storeItems(ctx, connection, [], [], { gone: ["commit:a"] });
    for (const id of [idOf("commit:a"), idOf("x"), groupOf("larder"), "nonsense"]) {
      await expect(hideEntry(ctx, ines, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await hideEntry(ctx, ines, idOf("commit:b"));
    const some = [idOf("commit:b"), idOf("x")];
    await expect(showItems(ctx, ines, some)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(ids(await hidden())).toEqual([idOf("commit:b")]);
    expect((await listHidden(ctx, other, { limit: 5 })).entries).toEqual([]);
  });

  it("is told page by page, newest first, with how fresh it is", async () => {
    const posts = Array.from({ length: 12 }, (_, n) =>
      testItem({ kind: "post", externalId: `post:${n}`, occurredAt: at(1) + n * 60_000 }),
    );
    await storeItems(ctx, connection, posts);
    for (const one of posts) await hideEntry(ctx, ines, idOf(one.externalId));
    const first = await listHidden(ctx, ines, { limit: 5 });
    const second = await listHidden(ctx, ines, { limit: 7, cursor: first.nextCursor });
    expect([...ids(first.entries), ...ids(second.entries)]).toEqual(
      posts.map((one) => idOf(one.externalId)).toReversed(),
    );
    expect(second.nextCursor).toBeNull();
    expect(first.freshness.sources).toMatchObject([{ connectionId: connection.id }]);
  });
});

it("what is being disconnected is in no list, however long its deletion takes", async () => {
  const other = await testConnection(ctx, ines);
  const posts = ["a", "b"].map((id) => testItem({ kind: "post", externalId: `post:${id}` }));
  await storeItems(ctx, connection, posts);
  await storeItems(ctx, other, [testItem({ kind: "post", externalId: "post:stays" })]);
  await hideEntry(ctx, ines, idOf("post:a"));
  await beginDisconnect(ctx.db, { id: connection.id }, ctx.now());
  expect(ids(await entries())).toEqual([`${other.id}:post:stays`]);
  expect(await hidden()).toEqual([]);
  await expect(getEntry(ctx, as(ines), { id: idOf("post:b") })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(hideEntry(ctx, ines, idOf("post:b"))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

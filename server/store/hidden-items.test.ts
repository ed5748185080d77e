import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import type { PlatformItem } from "../platforms/page.ts";
import type { HideRule } from "../platforms/platform.ts";
import { indexFaults } from "../testing/index-faults.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import type { Actor } from "../services/identity/identity.ts";
import { countHiddenBySettings, findChoices, putChoices } from "./account-settings.ts";
import type { ConnectionRow } from "./connections.ts";
import { findConnection } from "./connections.ts";
import { HIDDEN, isHiddenBy } from "./hidden-items.ts";
import { MAX_KEY } from "./item-key.ts";
import { findItem, listChildren, listItemsBelow } from "./items.ts";
import { readCovered } from "./known-items.ts";

let ctx: Context;
let ines: Actor;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
  connection = await testConnection(ctx, ines);
});

afterEach(async () => {
  expect(await indexFaults(), "the full-text index").toEqual({ missing: [], hidden: [] });
});

const shown = async (): Promise<string[]> =>
  (await listItemsBelow(ctx.db, ines.userId, MAX_KEY, 10_000)).map((row) => row.externalId);

const post = (id: string, change: Partial<PlatformItem> = {}): PlatformItem =>
  testItem({ kind: "post", externalId: `post:${id}`, occurredAt: 1000, ...change });

const again = async (): Promise<ConnectionRow> =>
  (await findConnection(ctx.db, ines.userId, connection.id)) ?? connection;

async function choose(rules: readonly HideRule[]): Promise<void> {
  const before = await findChoices(ctx.db, connection.id);
  const choices = JSON.stringify({ at: ctx.newId() });
  const { id: connectionId } = connection;
  expect(await putChoices(ctx.db, { connectionId, before, choices, rules, now: 1 })).toBe(true);
  connection = await again();
}

describe("what is gone there", () => {
  it("is hidden here, and shown again once it is seen again", async () => {
    await storeItems(ctx, connection, [post("a"), post("b")]);
    expect(await storeItems(ctx, connection, [], [], { gone: ["post:a", "post:z"] })).toMatchObject(
      { itemsNew: 0, itemsChanged: 1 },
    );
    expect(await shown()).toEqual(["post:b"]);
    expect(
      await findItem(ctx.db, ines.userId, { connectionId: connection.id, externalId: "post:a" }),
    ).toBeNull();
    expect(await storeItems(ctx, connection, [post("a")])).toMatchObject({ itemsChanged: 1 });
    expect(await shown()).toEqual(["post:b", "post:a"]);
  });

  it("stays hidden when only a link names it, and goes into its parent when it is seen", async () => {
    const pull = testItem({ kind: "pull_request", externalId: "pull:7" });
    const link = { child: "post:a", parent: "pull:7" };
    await storeItems(ctx, connection, [pull, post("a")]);
    await storeItems(ctx, connection, [], [], { gone: ["post:a"] });
    await storeItems(ctx, connection, [], [link]);
    const parent = { connectionId: connection.id, externalId: "pull:7" };
    expect(await listChildren(ctx.db, [parent])).toEqual([]);
    await storeItems(ctx, connection, [post("a")]);
    expect(await listChildren(ctx.db, [parent])).toMatchObject([{ externalId: "post:a" }]);
    await storeItems(ctx, connection, [], [], { gone: ["post:a"] });
    expect(await listChildren(ctx.db, [parent])).toEqual([]);
    expect(await shown()).toEqual(["pull:7"]);
  });

  it("is hidden also when it came, changed or moved in the same write", async () => {
    await storeItems(ctx, connection, [post("changed"), post("moved")]);
    await storeItems(
      ctx,
      connection,
      [
        post("new"),
        post("changed", { title: "Other" }),
        post("moved", { occurredAt: 2000 }),
        post("stays"),
      ],
      [],
      { gone: ["post:new", "post:changed", "post:moved"] },
    );
    expect(await shown()).toEqual(["post:stays"]);
    await storeItems(ctx, connection, [post("moved", { occurredAt: 3000 })]);
    expect(await shown()).toEqual(["post:moved", "post:stays"]);
  });
});

describe("what a page covers", () => {
  const at = (occurredAt: number, id = String(occurredAt), change: Partial<PlatformItem> = {}) =>
    post(id, { occurredAt, ...change });

  it("and does not hold is gone: of its kinds, its connection, and strictly between its times", async () => {
    const other = await testConnection(ctx, ines);
    await storeItems(ctx, other, [at(1500, "other")]);
    await storeItems(ctx, connection, [
      at(1000),
      at(1200),
      at(1400),
      at(1600),
      at(2000),
      at(1500, "reply", { kind: "reply" }),
    ]);
    await storeItems(ctx, connection, [at(1400)], [], {
      covers: [{ kinds: ["post"], after: 1000, before: 2000 }],
    });
    expect(await shown()).toEqual([
      "post:2000",
      "post:reply",
      "post:other",
      "post:1400",
      "post:1000",
    ]);
    await storeItems(ctx, connection, [at(1200)]);
    expect(await shown()).toContain("post:1200");
  });

  it("is gone also where a setting hides it: undone, it does not come back", async () => {
    const rules = [{ kinds: ["post"] }];
    await storeItems(ctx, connection, [at(1000), at(2000), at(3000)]);
    await choose(rules);
    const covers = [{ kinds: ["post"], after: 0, before: 2500 }];
    await storeItems(ctx, connection, [at(2000)], [], { covers, rules });
    expect(await shown()).toEqual([]);
    await choose([]);
    expect(await shown()).toEqual(["post:3000", "post:2000"]);
  });

  it("is gone where it stands inside another, too; not what a poorer sight still shows", async () => {
    const pull = testItem({ kind: "pull_request", externalId: "pull:7", occurredAt: 9000 });
    const links = [{ child: "post:1200", parent: "pull:7" }];
    await storeItems(ctx, connection, [pull, at(1000), at(1200), at(1400)], links);
    const poorer = at(1400, "1400", { isSecondary: true, title: "Poorer" });
    await storeItems(ctx, connection, [poorer], [], {
      covers: [{ kinds: ["post"], after: 0, before: 5000 }],
    });
    expect(await shown()).toEqual(["pull:7", "post:1400"]);
    const parent = { connectionId: connection.id, externalId: "pull:7" };
    expect(await listChildren(ctx.db, [parent])).toEqual([]);
  });

  it("goes by the time of an item on a crowded millisecond, not by its key", async () => {
    const many = Array.from({ length: 2100 }, (_, n) => at(5000, `many-${n}`));
    await storeItems(ctx, connection, [at(1), ...many]);
    await storeItems(ctx, connection, [], [], {
      covers: [{ kinds: ["post"], after: 5000, before: 9000 }],
    });
    expect(await shown()).toHaveLength(2101);
  });

  it("is read by its range alone", async () => {
    const many = Array.from({ length: 2000 }, (_, n) => at(1e12 + n * 1000, `many-${n}`));
    await storeItems(ctx, connection, many);
    const before = ctx.meter.rowsRead;
    await storeItems(ctx, connection, [], [], {
      covers: [{ kinds: ["post"], after: 1e12 + 99_000, before: 1e12 + 110_000 }],
    });
    expect(await shown()).toHaveLength(1990);
    expect(ctx.meter.rowsRead - before - 1990).toBeLessThan(160);
  });

  it("is read without what others of the person have there", async () => {
    const from = 1e12;
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)
       INSERT INTO media_items (id, user_id, connection_id, external_id, platform, kind, occurred_at,
         title, is_private, is_secondary, figures, content_hash, created_at, updated_at)
       SELECT (?1 + i * 1000) * 2048, ?2, 'other', 'post:' || i, 'github', 'post', ?1 + i * 1000,
         '', 0, 0, '{}', '', 0, 0 FROM n`,
    )
      .bind(from, ines.userId)
      .run();
    // Nobody has indexed these.
    await env.DB.prepare("UPDATE media_users SET search_key = 1").run();
    const own = Array.from({ length: 10 }, (_, n) => at(from + n * 2_000_000 + 1, `own-${n}`));
    await storeItems(ctx, connection, own);
    const before = ctx.meter.rowsRead;
    const found = await readCovered(ctx.db, { userId: ines.userId, connectionId: connection.id }, [
      { kinds: ["post"], after: 0, before: from + 20_000_000 },
    ]);
    expect(found.map((one) => one.externalId).toSorted()).toEqual(
      own.map((one) => one.externalId).toSorted(),
    );
    // Each with the kind that it is compared with, and the range.
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(2 * 10 + 6);
  });

  it("may be what came earlier in the same run", async () => {
    await storeItems(ctx, connection, [at(1000), at(1500)]);
    await storeItems(ctx, connection, [at(1000)], [], {
      covers: [{ kinds: ["post"], after: 0, before: 2000 }],
    });
    expect(await shown()).toEqual(["post:1000"]);
  });
});

describe("rules", () => {
  const kinds = ["post", "reply", "repost"];
  const marks = ["sensitive", 'a "quoted" one', "spoiler"];
  const places = ["ineshal/tarn", "Ineshal/Tarn", "Ålesund", "ålesund", "MÜNCHEN", "x' OR 1 --"];

  const some = <T>(values: readonly T[], random: () => number): T[] =>
    values.filter(() => random() < 0.4);

  it("hide the same items while they are written and once they are stored", async () => {
    const random = numbers(7);
    const items = Array.from({ length: 120 }, (_, at) =>
      post(String(at), {
        kind: kinds[at % 3] ?? "",
        marks: some(marks, random),
        place:
          random() < 0.2
            ? null
            : { name: places[Math.floor(random() * places.length)] ?? "", url: null },
      }),
    );
    await storeItems(ctx, connection, items);
    const all = items.map((item) => item.externalId).toSorted();
    for (let round = 0; round < 30; round += 1) {
      const rules = Array.from({ length: Math.floor(random() * 4) }, (): HideRule => ({
        ...(random() < 0.5 ? { kinds: some(kinds, random) } : {}),
        ...(random() < 0.5 ? { marks: some(marks, random) } : {}),
        ...(random() < 0.5
          ? { places: some(places, random).map((name) => name.toLowerCase()) }
          : {}),
      }));
      await choose(rules);
      const wanted = items.filter((item) => !isHiddenBy(rules, item));
      expect((await shown()).toSorted(), JSON.stringify(rules)).toEqual(
        wanted.map((item) => item.externalId).toSorted(),
      );
      expect(await countHiddenBySettings(ctx.db, connection.id)).toBe(120 - wanted.length);
      await env.DB.prepare("DELETE FROM media_items").run();
      await storeItems(ctx, connection, items, [], { rules });
      expect((await shown()).toSorted()).toEqual(wanted.map((item) => item.externalId).toSorted());
    }
    await choose([]);
    expect((await shown()).toSorted()).toEqual(all);
  });

  it.each([
    [{}],
    [{ places: [] }],
    [{ kinds: [] }],
    [{ kinds: ["post"], marks: [] }],
    [{ kinds: ["post"], places: ["elsewhere"] }],
  ])("as %j hide nothing", async (rule: HideRule) => {
    await storeItems(ctx, connection, [post("a"), post("b", { place: null })]);
    await choose([rule]);
    expect(await shown()).toHaveLength(2);
  });

  it("without regard to case", async () => {
    await storeItems(ctx, connection, [
      post("a", { place: { name: "IneShal/Tarn", url: null } }),
      post("b", { place: { name: "Ålesund", url: null } }),
      post("c"),
    ]);
    await choose([{ places: ["ineshal/TARN", "ålesund"] }]);
    expect(await shown()).toEqual([]);
    await choose([{ places: ["ineshal/larder"] }]);
    expect(await shown()).toHaveLength(3);
  });

  it("write only what they change, and nothing the second time", async () => {
    const posts = Array.from({ length: 50 }, (_, at) => post(String(at)));
    await storeItems(ctx, connection, [...posts, post("reply", { kind: "reply" })]);
    await choose([{ kinds: ["reply"] }]);
    const before = ctx.meter.rowsWritten;
    await choose([{ kinds: ["reply"] }]);
    // The choices, and the connection's fence.
    expect(ctx.meter.rowsWritten - before).toBeLessThanOrEqual(2);
  });

  it("and a deletion hide for themselves: what is shown again is hidden by neither", async () => {
    await storeItems(ctx, connection, [post("a")]);
    await choose([{ kinds: ["post"] }]);
    await storeItems(ctx, connection, [], [], { gone: ["post:a"] });
    await choose([]);
    expect(await shown()).toEqual([]);
    expect(await countHiddenBySettings(ctx.db, connection.id)).toBe(0);
    await choose([{ kinds: ["post"] }]);
    await storeItems(ctx, connection, [post("a")], [], { rules: [{ kinds: ["post"] }] });
    expect(await shown()).toEqual([]);
    await choose([]);
    expect(await shown()).toEqual(["post:a"]);
  });

  it("are looked at again when an item changes", async () => {
    const rules = [{ marks: ["sensitive"] }];
    await storeItems(ctx, connection, [post("a"), post("b", { marks: ["sensitive"] })], [], {
      rules,
    });
    expect(await shown()).toEqual(["post:a"]);
    await storeItems(ctx, connection, [post("a", { marks: ["sensitive"] }), post("b")], [], {
      rules,
    });
    expect(await shown()).toEqual(["post:b"]);
  });

  it("leave another reason to hide an item as it is", async () => {
    await storeItems(ctx, connection, [post("a")]);
    await env.DB.prepare("UPDATE media_items SET hidden = 4, parent = ''").run();
    await choose([{ kinds: ["post"] }]);
    await choose([]);
    await storeItems(ctx, connection, [post("a", { title: "Changed" })]);
    const row = await env.DB.prepare("SELECT hidden, parent FROM media_items").first();
    expect(row).toEqual({ hidden: 4, parent: "" });
  });

  it("are not kept over others that were chosen meanwhile", async () => {
    const change = { connectionId: connection.id, choices: "{}", rules: [], now: 1 };
    expect(await putChoices(ctx.db, { ...change, before: '{"other":true}' })).toBe(false);
    expect(await findChoices(ctx.db, connection.id)).toBeNull();
  });
});

describe("a page of the timeline", () => {
  it("reads about as many rows as it shows with thousands of hidden items in between", async () => {
    const items = Array.from({ length: 5100 }, (_, at) =>
      post(String(at), { occurredAt: 1e12 + at * 1000, kind: at % 51 === 0 ? "post" : "reply" }),
    );
    await storeItems(ctx, connection, items);
    await choose([{ kinds: ["reply"] }]);
    await storeItems(ctx, connection, [], [], { gone: ["post:0"] });
    const row = await env.DB.prepare(
      "SELECT sum(hidden = ?1) AS settings, sum(hidden = ?2) AS source FROM media_items",
    )
      .bind(HIDDEN.settings, HIDDEN.source)
      .first();
    expect(row).toEqual({ settings: 5000, source: 1 });
    const before = ctx.meter.rowsRead;
    const page = await listItemsBelow(ctx.db, ines.userId, MAX_KEY, 50);
    expect(page).toHaveLength(50);
    expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(51);
    expect((await again()).itemCount).toBe(5100);
  });
});

/** Numbers in [0, 1) that are the same at each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Context } from "../../context.ts";
import { HIDDEN } from "../../store/hidden-items.ts";
import { testContext } from "../../testing/test-context.ts";
import { itemsOf, openWorld, readTimeline, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";
import { remapConnection } from "./remap-connection.ts";
import type { RemapCounts } from "./remap-connection.ts";

/** Every platform's own answers, by its own mapper: what syncs left is what is made again. */
const NOW = Date.UTC(2026, 8, 1, 9);
const DAY = 24 * 3_600_000;

let world: World;
let browser: Browser;
let ctx: Context;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  world = openWorld();
  browser = world.browser();
  ctx = testContext();
});

/** Ines has too much at GitHub for a test: there it is somebody else. */
async function signIn(platform: string): Promise<string> {
  const login = platform === "github" ? "tove" : "ines";
  const tove = { name: "Tove Lind", login: "tove", items: 300, lives: true };
  if (login === "tove") await world.control("POST", "/people", tove);
  await browser.signIn(login);
  return login;
}

async function connect(platform: string): Promise<string> {
  const account = await world.account(await signIn(platform), platform);
  if (account.type === "input") {
    const input = { platform, input: account.input };
    return (await browser.mutate<Connection>("connections.connect", input)).id;
  }
  const platforms = await browser.query<PlatformInfo[]>("connections.platforms");
  const way = platforms.find((one) => one.id === platform)?.connect;
  const includePrivate = way?.type === "oauth" && way.options.length > 0;
  const end = await browser.connect(account.login, { platform, includePrivate });
  return end.searchParams.get("connected") ?? "";
}

async function rows(query: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(query).all()).results;
}

/** All that is stored of items, but when it was written. */
async function stored(): Promise<unknown> {
  const items = await rows("SELECT * FROM media_items ORDER BY id");
  return {
    items: items.map((item) => ({ ...item, updated_at: null })),
    edits: await rows("SELECT * FROM media_item_edits ORDER BY external_id, replaced_at"),
    links: await rows("SELECT * FROM media_item_links ORDER BY child"),
    counts: await rows("SELECT item_count, oldest_item_at FROM media_accounts"),
  };
}

async function remap(id: string): Promise<RemapCounts> {
  const outcome = await remapConnection(ctx, id, () => {});
  if (outcome.kind !== "done") throw new Error(`It ended with ${outcome.kind}.`);
  return outcome.counts;
}

describe.each(["bluesky", "devpad", "feed", "github", "mastodon", "reddit", "twitter", "youtube"])(
  "%s",
  (platform) => {
    it("is as it was, after a mapper that was wrong", async () => {
      const id = await connect(platform);
      await syncFully(browser, id);
      for (const days of [9, 10, 11]) {
        vi.setSystemTime(NOW + days * DAY);
        await syncFully(browser, id);
      }
      // One in seven is hidden by its owner; the settings' bit alone is made to be wrong.
      await env.DB.prepare(
        `UPDATE media_items SET hidden = hidden | ${HIDDEN.person}, parent = '' WHERE id % 7 = 0`,
      ).run();
      const before = await stored();
      const shown = await itemsOf(browser, await readTimeline(browser));
      await world.requests();

      const again = await remap(id);
      expect(again).toMatchObject({ itemsNew: 0, itemsChanged: 0, missing: 0, unreadable: 0 });
      expect(await stored()).toEqual(before);

      await env.DB.prepare(
        `UPDATE media_items SET title = 'as the old mapper had it', body = NULL, marks = '["old"]',
         content_hash = 'old', is_private = 1 - is_private, hidden = hidden | ${HIDDEN.settings},
         parent = '' WHERE id % 3 <> 0`,
      ).run();
      const counts = await remap(id);
      expect(counts.itemsChanged).toBeGreaterThan(again.itemsUnchanged / 2);
      expect(counts.itemsLeft).toBe(again.itemsLeft);
      expect(await stored()).toEqual(before);
      expect(await itemsOf(browser, await readTimeline(browser))).toEqual(shown);
      expect(await world.requests()).toBe(0);
    });
  },
);

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { TimelineEdits } from "../../../shared/timeline.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { itemsOf, openWorld, readTimeline, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

/** Weeks go by at every platform: what is posted, edited and deleted there is seen here. */
const NOW = Date.UTC(2026, 8, 1, 9);
const DAY = 24 * 3_600_000;
const DAYS = [9, 10, 11, 30, 31, 32];

let world: World;
let browser: Browser;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  world = openWorld();
  browser = world.browser();
  await browser.signIn("ines");
});

async function platformOf(id: string): Promise<PlatformInfo> {
  const platforms = await browser.query<PlatformInfo[]>("connections.platforms");
  const found = platforms.find((one) => one.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

async function connect({ id, connect }: PlatformInfo): Promise<string> {
  const account = await world.account("ines", id);
  if (account.type === "input") {
    const input = { platform: id, input: account.input };
    return (await browser.mutate<Connection>("connections.connect", input)).id;
  }
  const includePrivate = connect.type === "oauth" && connect.options.length > 0;
  const end = await browser.connect(account.login, { platform: id, includePrivate });
  return end.searchParams.get("connected") ?? "";
}

async function shown(): Promise<string[]> {
  const items = await itemsOf(browser, await readTimeline(browser));
  return items.map((one) => `${one.externalId} ${one.occurredAt}`).toSorted();
}

const wanted = async (platform: string): Promise<string[]> =>
  (await world.inventory("ines", platform))
    .map((one) => `${one.external_id} ${one.occurred_at}`)
    .toSorted();

describe.each(["bluesky", "devpad", "feed", "mastodon", "reddit", "twitter", "youtube"])(
  "%s",
  (id) => {
    it("shows what is there, week after week", async () => {
      const connection = await connect(await platformOf(id));
      await syncFully(browser, connection);
      const before = await wanted(id);
      expect(await shown()).toEqual(before);
      for (const days of DAYS) {
        vi.setSystemTime(NOW + days * DAY);
        await syncFully(browser, connection);
      }
      expect(await shown()).toEqual(await wanted(id));
      expect(await wanted(id)).not.toEqual(before);
    });
  },
);

it.each(["mastodon", "reddit", "twitter", "youtube"])(
  "%s: what was said before an edit is kept",
  async (id) => {
    const connection = await connect(await platformOf(id));
    await syncFully(browser, connection);
    for (let minutes = 10; minutes <= 300; minutes += 10) {
      vi.setSystemTime(NOW + minutes * 60_000);
      await syncFully(browser, connection);
    }
    const { results } = await env.DB.prepare("SELECT external_id FROM media_item_edits").all();
    const names = results.map((row) => row["external_id"]);
    const items = await itemsOf(browser, await readTimeline(browser));
    const edited = items.find((one) => names.includes(one.externalId));
    expect(edited?.editedAt).toEqual(expect.any(String));
    const { edits } = await browser.query<TimelineEdits>("timeline.edits", { id: edited?.id });
    expect(edits[0]).toEqual(expect.objectContaining({ replacedAt: expect.any(String) }));
    expect([edits[0]?.title, edits[0]?.body]).not.toEqual([edited?.title, edited?.body]);
  },
);

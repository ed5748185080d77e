import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import { deliver, openWorld, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

/** Google ends a grant after seven days while the app's consent screen is in "Testing", and says so. */
const NOW = Date.UTC(2026, 10, 22, 9);
const DAY = 24 * 3_600_000;
const GRANT = 604_799_000;

let world: World;
let browser: Browser;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  world = openWorld();
  await world.person("mira", 30);
  browser = world.browser();
  await browser.signIn("mira");
});

const get = (id: string) => browser.query<Connection>("connections.get", { id });
const isTesting = () => world.control("POST", "/faults", { platform: "youtube", fault: "testing" });

async function connect(): Promise<string> {
  const end = await browser.connect("mira", { platform: "youtube" });
  const id = end.searchParams.get("connected") ?? "";
  await syncFully(browser, id);
  return id;
}

describe("a grant whose end is known", () => {
  it("is warned of from the start, with why and what to do, and renewing does not move its end", async () => {
    await isTesting();
    const id = await connect();
    const at = new Date(NOW + GRANT).toISOString();
    const { warning } = await get(id);
    expect(warning).toEqual({
      message:
        "Our access to YouTube ends in 7 days. Google ends access seven days after it was given, as long as the consent screen of the app is in “Testing”; once the app's owner publishes it, access that is given from then on lasts. Reconnect before, and nothing is missed.",
      at,
    });
    for (const day of [1, 3, 6]) {
      vi.setSystemTime(NOW + day * DAY);
      await deliver([id]);
      expect(await get(id)).toMatchObject({ status: "active", problem: null, warning: { at } });
    }
    expect((await get(id)).warning?.message).toMatch(/^Our access to YouTube ends in 24 hours\./);
  });

  it("lasts as long again after a reconnect in between", async () => {
    await isTesting();
    const id = await connect();
    vi.setSystemTime(NOW + 5 * DAY);
    expect(await connect()).toBe(id);
    expect((await get(id)).warning?.at).toBe(new Date(NOW + 5 * DAY + GRANT).toISOString());
    vi.setSystemTime(NOW + 8 * DAY);
    await deliver([id]);
    expect(await get(id)).toMatchObject({ status: "active", problem: null });
  });

  it("says why once it has ended, and a reconnect mends it", async () => {
    await isTesting();
    const id = await connect();
    const { itemCount } = await get(id);
    vi.setSystemTime(NOW + 8 * DAY);
    await deliver([id]);
    const ended = await get(id);
    expect(ended).toMatchObject({
      status: "needs_reconnect",
      itemCount,
      warning: null,
      problem: { code: "unauthorised", action: "reconnect" },
    });
    expect(ended.problem?.message).toMatch(
      /^The access that YouTube gave has run out\. Google ends access seven days.*“Testing”.*Everything gathered is kept\. Reconnect/,
    );
    await world.control("DELETE", "/faults");
    expect(await connect()).toBe(id);
    expect(await get(id)).toMatchObject({
      status: "active",
      problem: null,
      warning: null,
      itemCount,
    });
  });
});

it("a grant without an end is not warned of", async () => {
  const id = await connect();
  expect((await get(id)).warning).toBeNull();
  vi.setSystemTime(NOW + 8 * DAY);
  await deliver([id]);
  expect(await get(id)).toMatchObject({ status: "active", problem: null, warning: null });
});

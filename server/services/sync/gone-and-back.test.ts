import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { TimelinePage } from "../../../shared/timeline.ts";
import { itemsOf, openWorld, readTimeline, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

/** What goes at a platform goes here, and comes back with it; unless its owner hid it. */
const NOW = Date.UTC(2026, 8, 1, 9);
const HOUR = 3_600_000;

let world: World;
let browser: Browser;
/** What the platforms leave out of their answers now. */
let missing: string[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  world = openWorld();
  await world.person("tove", 60);
  browser = world.browser();
  await browser.signIn("tove");
  missing = [];
  const answer = vi.mocked(fetch).getMockImplementation();
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    request.headers.delete("if-none-match");
    const response = (await answer?.(request)) ?? Response.error();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    if (!isJson || !response.ok) return response;
    const body = JSON.stringify(without(await response.json()));
    return new Response(body, { status: response.status, headers: response.headers });
  });
});

/** The same without the entries of a list that name what is missing. */
function without(value: unknown): unknown {
  if (Array.isArray(value)) {
    const names = (entry: unknown) =>
      missing.some((id) => JSON.stringify(entry).includes(`${id}"`));
    return value.filter((entry) => !names(entry)).map(without);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner)]));
}

async function connect(platform: string): Promise<string> {
  const account = await world.account("tove", platform);
  if (account.type === "input") {
    const input = { platform, input: account.input };
    return (await browser.mutate<Connection>("connections.connect", input)).id;
  }
  const end = await browser.connect(account.login, { platform });
  return end.searchParams.get("connected") ?? "";
}

/** Two days of checks: everything is read again in them. */
async function letDaysPass(connection: string): Promise<void> {
  for (let checks = 0; checks < 16; checks += 1) {
    vi.setSystemTime(Date.now() + 3 * HOUR);
    await syncFully(browser, connection);
  }
}

const shown = async () => await itemsOf(browser, await readTimeline(browser));
const ids = async (): Promise<string[]> => (await shown()).map((item) => item.id).toSorted();
const hiddenOf = async (externalId: string) =>
  (
    await env.DB.prepare("SELECT hidden FROM media_items WHERE external_id = ?1")
      .bind(externalId)
      .first<{ hidden: number }>()
  )?.hidden;

describe.each(["bluesky", "mastodon", "reddit", "youtube"])("%s", (platform) => {
  it("what is gone there goes, comes back with it, and stays hidden where its owner hid it", async () => {
    const connection = await connect(platform);
    await syncFully(browser, connection);
    const [first, , gone, , hidden] = await shown();
    if (!first || !gone || !hidden) throw new Error("There is too little to see.");
    const all = await ids();
    await browser.mutate("timeline.hide", { id: hidden.id });

    missing = [gone, hidden].map(({ externalId }) => externalId.replace(/^[^:]*:/, ""));
    await letDaysPass(connection);
    expect(await ids()).not.toContain(gone.id);
    expect(await ids()).toContain(first.id);
    expect(await hiddenOf(gone.externalId)).toBe(1);
    expect(await hiddenOf(hidden.externalId)).toBe(4 | 1);
    expect((await browser.query<TimelinePage>("timeline.hidden")).entries).toEqual([]);

    missing = [];
    await letDaysPass(connection);
    const back = await ids();
    expect(back).toEqual(expect.arrayContaining(all.filter((id) => id !== hidden.id)));
    expect(back).not.toContain(hidden.id);
    expect(await hiddenOf(hidden.externalId)).toBe(4);
    expect((await browser.query<TimelinePage>("timeline.hidden")).entries).toMatchObject([
      { id: hidden.id },
    ]);
    await browser.mutate("timeline.show", { ids: [hidden.id] });
    expect(await ids()).toEqual([...back, hidden.id].toSorted());
  });
});

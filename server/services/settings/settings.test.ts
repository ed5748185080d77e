import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection, ConnectionSettings } from "../../../shared/connections.ts";
import type { Item } from "../../../shared/item.ts";
import { deliver, itemsOf, openWorld, readTimeline, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

let world: World;
let browser: Browser;
let id: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld();
  await world.person("mira", 300);
  browser = world.browser();
  await browser.signIn("mira");
  id = (await browser.connect("mira")).searchParams.get("connected") ?? "";
});

const update = (values: Record<string, unknown>) =>
  browser.mutate<ConnectionSettings>("connections.updateSettings", { id, values });
const settings = () => browser.query<ConnectionSettings>("connections.settings", { id });
const LONG_LIST = Array.from({ length: 501 }, (_, at) => `ineshal/${at}`);
const shown = async (): Promise<Item[]> => await itemsOf(browser, await readTimeline(browser));
const names = (items: readonly Item[]): string[] => items.map((item) => item.id).toSorted();

describe("settings", () => {
  it("stand at their defaults, and hide nothing", async () => {
    expect(await settings()).toEqual({
      values: { hiddenPlaces: [], hideReviews: false, hideIssues: false },
      hidden: 0,
    });
  });

  it("act at once on what is stored, on what comes, and are undone by the values before", async () => {
    const { itemCount } = await syncFully(browser, id);
    const all = await shown();
    const before = await settings();
    const reviews = all.filter((item) => item.kind === "review");
    expect(reviews.length).toBeGreaterThan(0);

    expect(await update({ hideReviews: true })).toEqual({
      values: { ...before.values, hideReviews: true },
      hidden: reviews.length,
    });
    expect(names(await shown())).toEqual(names(all.filter((item) => item.kind !== "review")));
    const review = { id: reviews[0]?.id ?? "" };
    for (const procedure of ["timeline.get", "timeline.edits"]) {
      await expect(browser.query(procedure, review)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await browser.query("connections.get", { id })).toMatchObject({ itemCount });

    const places = new Set(all.map((item) => item.place?.name ?? ""));
    const { hidden } = await update({ hiddenPlaces: [...places] });
    for (let day = 0; day < 10; day += 1) {
      vi.setSystemTime(Date.now() + 24 * 3_600_000);
      await syncFully(browser, id);
    }
    const left = await shown();
    expect(left.filter((item) => places.has(item.place?.name ?? ""))).toEqual([]);
    const wanted = (await world.inventory("mira")).filter((item) => !item.private);
    expect((await settings()).hidden).toBe(wanted.length - left.length);
    expect((await settings()).hidden).toBeGreaterThan(hidden);

    expect(await update(before.values)).toEqual(before);
    expect(await shown()).toHaveLength(wanted.length);
  });

  it("hide a repository however it is written, with what stands inside its pull requests", async () => {
    await syncFully(browser, id);
    const places = await browser.query<{ name: string; items: number }[]>("connections.places", {
      id,
    });
    const countsOf = (items: readonly Item[]): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const { place } of items) {
        if (place) counts.set(place.name, (counts.get(place.name) ?? 0) + 1);
      }
      return counts;
    };
    const alone = (await readTimeline(browser)).map((entry) =>
      entry.type === "single" ? { ...entry, children: [], childCount: 0 } : entry,
    );
    expect(new Map(places.map((one) => [one.name, one.items]))).toEqual(
      countsOf(await itemsOf(browser, alone)),
    );
    expect(places.map((one) => one.items)).toEqual(
      places.map((one) => one.items).toSorted((a, b) => b - a),
    );
    const hidden = places[0]?.name ?? "";
    const wanted = countsOf(await shown()).get(hidden);
    const after = await update({ hiddenPlaces: [hidden.toUpperCase()] });
    expect(after.hidden).toBe(wanted);
    expect((await shown()).some((item) => item.place?.name === hidden)).toBe(false);
    await update({ hideIssues: true });
    expect(await update({ hiddenPlaces: [] })).toMatchObject({ values: { hideIssues: true } });
    expect((await shown()).some((item) => item.place?.name === hidden)).toBe(true);
  });

  it("list what was chosen even where nothing of it is among the newest", async () => {
    await syncFully(browser, id);
    const list = () =>
      browser.query<{ name: string; items: number }[]>("connections.places", { id });
    const before = await list();
    const [first] = before;
    await update({ hiddenPlaces: ["Ineshal/Long-gone", first?.name.toUpperCase()] });
    expect(await list()).toEqual([...before, { name: "Ineshal/Long-gone", items: 0 }]);
  });

  it("changed twice at the same moment are both kept", async () => {
    await Promise.all([update({ hideReviews: true }), update({ hideIssues: true })]);
    expect((await settings()).values).toMatchObject({ hideReviews: true, hideIssues: true });
  });

  it("that were changed before the first sync act in it", async () => {
    await update({ hideReviews: true });
    await syncFully(browser, id);
    expect((await shown()).some((item) => item.kind === "review")).toBe(false);
    expect((await settings()).hidden).toBeGreaterThan(0);
  });

  it.each([
    ["hideStars", true, "GitHub has no setting of the name “hideStars”."],
    ["constructor", true, "GitHub has no setting of the name “constructor”."],
    ["hideReviews", "yes", "“Hide reviews” is either on or off."],
    ["hideReviews", ["a"], "“Hide reviews” is either on or off."],
    ["hiddenPlaces", true, "“Hide repositories” takes a list of names."],
    ["hiddenPlaces", "long", "“Hide repositories” takes a list of names."],
    ["hiddenPlaces", LONG_LIST, "“Hide repositories” takes up to 500 names of up to 300 letters."],
  ])("refuse a wrong %s and say why", async (field, value, message) => {
    const values = { [field]: value };
    const answer = await browser.request("/media/api/connections.updateSettings", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "http://localhost:8787" },
      body: JSON.stringify({ id, values: { hideIssues: true, ...values } }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message, data: { field } } });
    expect((await settings()).values).toMatchObject({ hideIssues: false });
  });

  it("are nobody else's", async () => {
    await world.person("noor", 30);
    await syncFully(browser, id);
    const other = world.browser();
    await other.signIn("noor");
    const values = { hideReviews: true };
    const item = (await shown())[0]?.id ?? "";
    for (const procedure of ["connections.settings", "connections.places"]) {
      await expect(other.query(procedure, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    for (const asked of [item, `${item}x`, "group:x", ":"]) {
      await expect(other.query("timeline.edits", { id: asked })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    await expect(other.mutate("connections.updateSettings", { id, values })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await browser.query("timeline.edits", { id: item })).toMatchObject({ edits: [] });
    expect(await settings()).toMatchObject({ hidden: 0, values: { hideReviews: false } });
  });

  it("read tolerantly what an older version stored, and go with their connection", async () => {
    await update({ hideReviews: true });
    await env.DB.prepare("UPDATE media_account_settings SET choices = ?")
      .bind(JSON.stringify({ hideReviews: true, hideIssues: "perhaps", gone: [1] }))
      .run();
    expect((await settings()).values).toEqual({
      hiddenPlaces: [],
      hideReviews: true,
      hideIssues: false,
    });
    await env.DB.prepare("UPDATE media_account_settings SET choices = '{'").run();
    expect((await settings()).values).toMatchObject({ hideReviews: false });
    await browser.mutate("connections.disconnect", { id });
    expect(await env.DB.prepare("SELECT * FROM media_account_settings").first()).toBeNull();
  });

  it("leave a connection that waits for its platform waiting", async () => {
    await world.control("POST", "/faults", {
      platform: "github",
      endpoint: "*",
      fault: "rate_limited",
      reset_after: 1800,
    });
    await deliver([id]);
    const limited = await browser.query<Connection>("connections.get", { id });
    await update({ hideReviews: true });
    expect(await browser.query("connections.get", { id })).toMatchObject({
      nextCheckAt: limited.nextCheckAt,
      problem: limited.problem,
    });
  });
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { Me } from "../../../shared/me.ts";
import type { Profile } from "../../../shared/profiles.ts";
import { handleScheduled } from "../../schedule.ts";
import { naming, readWholeStore } from "../../testing/whole-store.ts";
import { ORIGIN, openWorld, readTimeline, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

const NOW = Date.UTC(2026, 10, 20, 9);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const IN_A_DAY = "2026-11-21T09:00:00.000Z";

let world: World;
let mira: Browser;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  world = openWorld();
  await world.person("mira", 40);
  mira = world.browser();
  await mira.signIn("mira");
});

const connect = async (browser: Browser, login: string): Promise<string> => {
  const id = (await browser.connect(login)).searchParams.get("connected") ?? "";
  await syncFully(browser, id);
  return id;
};

/** Without a queue a tick syncs by itself. */
async function tickFor(minutes: number): Promise<void> {
  const { BUCKET, DB } = env;
  const strings = Object.entries(env).filter(([, value]) => typeof value === "string");
  const until = Date.now() + minutes * MINUTE;
  for (let at = Date.now(); at <= until; at += 5 * MINUTE) {
    vi.setSystemTime(at);
    await handleScheduled({ ...Object.fromEntries(strings), BUCKET, DB });
  }
}

describe("erasing everything", () => {
  it("takes the handle, typed out: any other is refused at its field", async () => {
    for (const handle of ["", "noor", "mira2"]) {
      const answer = await mira.request("/media/api/me.erase", {
        method: "POST",
        headers: { "content-type": "application/json", origin: ORIGIN },
        body: JSON.stringify({ handle }),
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: {
          message: "This is not your handle, so nothing is erased. Yours is mira.",
          data: { field: "handle" },
        },
      });
    }
    expect(await mira.query("me.get")).toMatchObject({ eraseAt: null });
  });

  it("waits a day, in which all stays and goes on, and can be taken back", async () => {
    const id = await connect(mira, "mira");
    const before = await readTimeline(mira);
    expect(await mira.mutate("me.erase", { handle: " Mira " })).toMatchObject({
      eraseAt: IN_A_DAY,
    });
    vi.setSystemTime(NOW + 60 * MINUTE);
    // Asked once more, it is not put off.
    expect(await mira.mutate("me.erase", { handle: "mira" })).toMatchObject({ eraseAt: IN_A_DAY });
    await tickFor(30);
    expect(await readTimeline(mira)).toEqual(before);
    const { lastSuccessAt, status } = await mira.query<Connection>("connections.get", { id });
    expect([status, Date.parse(lastSuccessAt ?? "")]).toEqual([
      "active",
      expect.toSatisfy((at: number) => at > NOW + 60 * MINUTE),
    ]);
    // Whoever signs in meanwhile is the same person, and is told.
    const elsewhere = world.browser();
    await elsewhere.signIn("mira");
    expect(await elsewhere.query("me.get")).toMatchObject({ eraseAt: IN_A_DAY });
    expect(await elsewhere.mutate("me.cancelErase")).toMatchObject({ eraseAt: null });
    expect(await mira.mutate("me.cancelErase")).toMatchObject({ eraseAt: null });
    vi.setSystemTime(NOW + DAY);
    await tickFor(30);
    expect(await readTimeline(mira)).toEqual(before);
  });

  it("ends every session when the day is over, and leaves nothing", async () => {
    await world.person("noor", 40);
    const noor = world.browser();
    await noor.signIn("noor");
    const kept = await connect(noor, "noor");
    const id = await connect(mira, "mira");
    const { id: userId, handle } = await mira.query<Me>("me.get");
    const names = [userId, id, `"${handle}"`, "mira"];
    expect(naming(await readWholeStore(), names).length).toBeGreaterThan(20);
    const others = naming(await readWholeStore(), [kept]).filter((line) =>
      line.startsWith("media_i"),
    );
    await mira.mutate("me.erase", { handle });
    vi.setSystemTime(NOW + DAY);
    // devpad's word is remembered for a minute; it counts no more, and no tick need have come by.
    await expect(mira.mutate("me.cancelErase")).resolves.toMatchObject({ eraseAt: null });
    const again = await mira.query<Me>("me.get");
    expect(again).toMatchObject({ handle: "mira", eraseAt: null });
    expect(again.id).not.toBe(userId);
    expect(await mira.query("connections.list")).toEqual([]);
    expect(await readTimeline(mira)).toEqual([]);
    expect(await mira.query<Profile[]>("profiles.list")).toMatchObject([{ slug: "everything" }]);
    await tickFor(30);
    expect(naming(await readWholeStore(), [userId, id])).toEqual([]);
    expect(
      naming(await readWholeStore(), [kept]).filter((line) => line.startsWith("media_i")),
    ).toEqual(others);
    expect(await mira.query<Me>("me.get")).toEqual(again);
    // What GitHub gave us is ended there.
    const asked = vi.mocked(fetch).mock.calls.map(([input, init]) => new Request(input, init));
    const ended = asked.filter(({ method, url }) => method === "DELETE" && url.endsWith("/grant"));
    expect(ended).toHaveLength(1);
  });
});

describe("where one signs in with GitHub", () => {
  it("the session ends with the day", async () => {
    const settings = { MEDIA_IDENTITY: "github", MEDIA_ALLOWED_LOGINS: "mira" };
    world = openWorld(settings);
    await world.person("mira", 5);
    const browser = world.browser();
    const login = await browser.request("/media/api/auth/login?next=/timeline&zone=Europe/Berlin");
    const consent = new URL(login.headers.get("location") ?? "", ORIGIN);
    consent.searchParams.set("sandbox_decision", "approve");
    consent.searchParams.set("sandbox_login", "mira");
    await browser.visit(consent.href);
    await browser.mutate("me.erase", { handle: (await browser.query<Me>("me.get")).handle });
    vi.setSystemTime(NOW + DAY - 1);
    expect(await browser.query("me.get")).toMatchObject({ eraseAt: IN_A_DAY });
    vi.setSystemTime(NOW + DAY);
    for (const ask of [
      () => browser.query("me.get"),
      () => browser.query("connections.list"),
      () => browser.mutate("me.cancelErase"),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
  });
});

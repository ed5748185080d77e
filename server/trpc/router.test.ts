import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../shared/connections.ts";
import type { Profile } from "../../shared/profiles.ts";
import type { TimelinePage } from "../../shared/timeline.ts";
import { ORIGIN, openWorld, syncFully } from "../testing/world.ts";
import type { Browser, World } from "../testing/world.ts";
import { appRouter } from "./router.ts";

let world: World;
let mira: Browser;
let noor: Browser;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld();
  await world.person("mira", 40);
  await world.person("noor", 40);
  [mira, noor] = [world.browser(), world.browser()];
  await mira.signIn("mira");
  await noor.signIn("noor");
});

const procedures = Object.keys(appRouter._def.procedures);

const YEAR = { after: "2026-01-01", before: "2026-12-31" };

/** Each procedure, and how it is asked for a thing of somebody else's; null where it takes no id. */
const FOREIGN: Record<
  string,
  ((theirs: { connection: string; entry: string; profile: string }) => unknown) | null
> = {
  "timeline.list": ({ profile }) => ({ of: { profile } }),
  "timeline.search": ({ profile }) => ({ of: { profile }, query: "x" }),
  "timeline.buckets": ({ profile }) => ({ of: { profile }, by: "day" }),
  "timeline.stats": ({ profile }) => ({ of: { profile }, ...YEAR }),
  "timeline.recap": ({ profile }) => ({ of: { profile }, ...YEAR }),
  "timeline.onThisDay": ({ profile }) => ({ of: { profile }, day: YEAR.after }),
  "timeline.get": ({ entry }) => ({ id: entry }),
  "timeline.edits": ({ entry }) => ({ id: entry }),
  "timeline.why": ({ entry }) => ({ id: entry }),
  "profiles.shared": ({ profile }) => ({ of: { profile } }),
  "timeline.pin": ({ entry }) => ({ id: entry }),
  "timeline.split": ({ entry }) => ({ id: entry }),
  "timeline.join": ({ entry }) => ({ id: entry }),
  "timeline.unpin": ({ entry }) => ({ id: entry }),
  "timeline.note": ({ entry }) => ({ id: entry, text: "Mine" }),
  "timeline.hide": ({ entry }) => ({ id: entry }),
  "timeline.show": ({ entry }) => ({ ids: [entry] }),
  "timeline.hidden": null,
  "connections.platforms": null,
  "connections.wake": null,
  "connections.list": null,
  "connections.get": ({ connection }) => ({ id: connection }),
  "connections.runs": ({ connection }) => ({ id: connection }),
  "connections.budgets": ({ connection }) => ({ id: connection }),
  "connections.setCap": ({ connection }) => ({ id: connection, cap: 5 }),
  "connections.settings": ({ connection }) => ({ id: connection }),
  "connections.updateSettings": ({ connection }) => ({
    id: connection,
    values: { hideIssues: true },
  }),
  "connections.places": ({ connection }) => ({ id: connection }),
  "connections.connect": null,
  "connections.setOwnApp": null,
  "connections.removeOwnApp": null,
  "connections.pause": ({ connection }) => ({ id: connection }),
  "connections.resume": ({ connection }) => ({ id: connection }),
  "connections.sync": ({ connection }) => ({ id: connection }),
  "connections.disconnect": ({ connection }) => ({ id: connection }),
  "profiles.list": null,
  "profiles.create": null,
  "profiles.update": ({ profile }) => ({ id: profile, name: "Mine now" }),
  "profiles.delete": ({ profile }) => ({ id: profile }),
  "profiles.get": ({ profile }) => ({ id: profile }),
  "profiles.preview": ({ profile }) => ({ id: profile }),
  "profiles.createLink": ({ profile }) => ({ id: profile }),
  "profiles.revokeLink": ({ profile }) => ({ id: profile }),
  "me.get": null,
  "me.update": null,
  "me.erase": null,
  "me.cancelErase": null,
};

const isQuery = (path: string): boolean =>
  Reflect.get(appRouter._def.procedures, path)._def.type === "query";

const call = (browser: Browser, path: string, input?: unknown) =>
  isQuery(path) ? browser.query(path, input) : browser.mutate(path, input);

describe("every procedure", () => {
  it("is in the table of this test", () => {
    expect(Object.keys(FOREIGN).toSorted()).toEqual(procedures.toSorted());
  });

  it.each(procedures)(
    "%s declares input and output, and turns away who is not signed in",
    async (path) => {
      const definition = Reflect.get(appRouter._def.procedures, path)._def;
      expect(definition.inputs.length).toBeGreaterThan(0);
      expect(definition.output).toBeDefined();
      const theirs = { connection: "c", entry: "c:commit:1", profile: "p" };
      const input = FOREIGN[path]?.(theirs) ?? VALID[path];
      await expect(call(world.browser(), path, input)).rejects.toMatchObject({
        code: "UNAUTHORIZED",
      });
    },
  );

  it("finds nothing of another person's, and changes nothing of it", async () => {
    const connection = (await mira.connect("mira")).searchParams.get("connected") ?? "";
    await syncFully(mira, connection);
    const { entries } = await mira.query<TimelinePage>("timeline.list", {});
    const [profile] = await mira.query<Profile[]>("profiles.list");
    const theirs = { connection, entry: entries[0]?.id ?? "", profile: profile?.id ?? "" };
    const before = await snapshotOf(mira);
    for (const [path, input] of Object.entries(FOREIGN)) {
      if (input === null) continue;
      await expect(call(noor, path, input(theirs)), path).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    expect(await snapshotOf(mira)).toEqual(before);
    expect(await noor.query<Connection[]>("connections.list")).toEqual([]);
    expect(await noor.query("timeline.list", {})).toMatchObject({
      entries: [],
      freshness: { sources: [] },
    });
  });

  it.each(procedures)("%s answers wrong input with a sentence and no insides", async (path) => {
    for (const input of WRONG) {
      if (isFine(path, input)) continue;
      const failure = await call(mira, path, input).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure, `${path} took ${JSON.stringify(input)}`).toMatchObject({ status: 400 });
      const message = failure instanceof Error ? failure.message : "";
      expect(message).toMatch(/^[^{}[\]]{10,200}$/);
    }
  });
});

/** Inputs that are right for procedures without an id. */
const VALID: Record<string, unknown> = {
  "timeline.list": {},
  "timeline.hidden": {},
  "connections.connect": { platform: "github", input: {} },
  "connections.setOwnApp": { platform: "github", clientId: "mine", clientSecret: "secret" },
  "connections.removeOwnApp": { platform: "github" },
  "profiles.create": { name: "Work", slug: "work" },
  "me.update": { name: "Mira" },
  "me.erase": { handle: "mira" },
};

const WRONG: unknown[] = [
  5,
  "text",
  [],
  { id: "" },
  { id: 5 },
  { id: "x".repeat(5000) },
  { limit: 0 },
  { limit: 1_000_000 },
  { limit: "ten" },
  { cursor: "nonsense" },
  { cursor: 7 },
  { zone: "Mars/Olympus" },
  { handle: "-x-" },
  { name: "" },
  { slug: "A B" },
];

/** A field that a procedure does not know is ignored; what it knows must be right. */
function isFine(path: string, input: unknown): boolean {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return false;
  const [field = ""] = Object.keys(input);
  const known: Record<string, string[]> = {
    "timeline.list": ["cursor", "limit"],
    "timeline.hidden": ["cursor", "limit"],
    "me.update": ["name", "handle", "zone"],
  };
  const fields = known[path];
  return fields !== undefined && !fields.includes(field);
}

async function snapshotOf(browser: Browser): Promise<unknown> {
  return await Promise.all([
    browser.query("connections.list"),
    browser.query("profiles.list"),
    browser.query("timeline.list", { limit: 5 }),
  ]);
}

it("procedures without input may be asked with nothing, null or an empty object", async () => {
  for (const input of [undefined, null, {}]) {
    expect(await mira.query("profiles.list", input)).toHaveLength(1);
  }
  expect(await mira.query("timeline.list")).toMatchObject({ entries: [] });
});

describe("requests", () => {
  const post = (headers: Record<string, string>, body = "{}") =>
    mira.request("/media/api/me.update", { method: "POST", headers, body });

  it.each([
    [
      "another site's page",
      { "content-type": "application/json", origin: "https://evil.example" },
      403,
    ],
    [
      "a page of a sibling host",
      { "content-type": "application/json", "sec-fetch-site": "same-site" },
      403,
    ],
    [
      "another site without an Origin",
      { "content-type": "application/json", "sec-fetch-site": "cross-site" },
      403,
    ],
    ["a form", { "content-type": "application/x-www-form-urlencoded", origin: ORIGIN }, 400],
    ["plain text", { "content-type": "text/plain", origin: ORIGIN }, 400],
  ])("that change something are refused from %s", async (_, headers, status) => {
    const answer = await post(headers, '{"name":"Changed"}');
    expect(answer.status).toBe(status);
    expect(await mira.query("me.get")).toMatchObject({ name: "mira" });
  });

  it("tell other origins nothing: only those in the config may read", async () => {
    const allowed = async (origin: string) =>
      (await mira.request("/media/api/me.get", { headers: { origin } })).headers.get(
        "access-control-allow-origin",
      );
    expect(await allowed(ORIGIN)).toBe(ORIGIN);
    for (const origin of [
      "https://evil.example",
      "https://x.workers.dev",
      `${ORIGIN}.evil.example`,
      "http://localhost:8788",
      "null",
    ]) {
      expect(await allowed(origin)).toBeNull();
    }
  });

  it("ask for ten procedures at once at most", async () => {
    const ask = (calls: number) =>
      mira.request(
        `/media/api/${Array.from({ length: calls }, () => "me.get").join(",")}?batch=1&input={}`,
      );
    expect((await ask(10)).status).toBe(200);
    const refused = await ask(11);
    expect(refused.status).toBe(400);
    expect(await refused.text()).not.toMatch(/stack|node_modules/);
  });

  it("to unknown places get JSON under the base path, with no insides", async () => {
    for (const path of [
      "/media",
      "/media/nothing",
      "/media/api/nothing",
      "/media/api/timeline.nothing",
    ]) {
      const answer = await mira.request(path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get("content-type")).toContain("application/json");
      expect(await answer.text()).not.toMatch(/stack|server\/|node_modules/);
    }
  });

  it("tell their cost in development, and are never cached", async () => {
    const answer = await mira.request("/media/api/me.get");
    expect(answer.headers.get("server-timing")).toMatch(
      /^d1;desc="queries=\d+ rows_read=\d+ rows_written=\d+", r2;desc="ops=0", out;desc="requests=0"$/,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("for health say version, database and last tick, at both addresses", async () => {
    for (const path of ["/health", "/media/health"]) {
      const answer = await mira.request(path);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        status: "ok",
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        database: "reachable",
        lastTick: null,
      });
    }
  });
});

describe("profiles and settings", () => {
  it("are made, changed and deleted; a slug is taken once per person", async () => {
    const work = await mira.mutate<Profile>("profiles.create", { name: "Work", slug: "work" });
    expect(work).toMatchObject({ slug: "work", description: "", isDefault: false });
    const again = { name: "Work again", slug: "work" };
    await expect(mira.mutate("profiles.create", again)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await noor.mutate("profiles.create", again)).toMatchObject({ slug: "work" });
    const changed = { id: work.id, name: "Job", slug: "everything" };
    await expect(mira.mutate("profiles.update", changed)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await mira.mutate("profiles.update", { id: work.id, name: "Job" })).toMatchObject({
      name: "Job",
    });
    expect(await mira.mutate("profiles.delete", { id: work.id })).toEqual({ id: work.id });
    const [standing, ...others] = await mira.query<Profile[]>("profiles.list");
    expect(others).toEqual([]);
    await expect(mira.mutate("profiles.delete", { id: standing?.id })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("keep a handle unique", async () => {
    await expect(mira.mutate("me.update", { handle: "noor" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(
      await mira.mutate("me.update", { handle: "Mira-H", zone: "Asia/Kathmandu" }),
    ).toMatchObject({
      handle: "mira-h",
      zone: "Asia/Kathmandu",
    });
  });
});

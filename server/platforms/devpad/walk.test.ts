import { describe, expect, it } from "vitest";
import { walkSandbox } from "../../testing/sandbox-walk.ts";
import { createHttp } from "../http.ts";
import type { Page } from "../page.ts";
import { devpad } from "./index.ts";

const MINUTE = 60_000;
const TOVE = { login: "tovelind", items: 300 };
const ACCOUNT = { externalId: "user_1", handle: "Tove", displayName: null, url: null, email: null };

/** A devpad whose tasks are as given, at a time. */
function server(state: { tasks: unknown; projects?: unknown; now: number }) {
  const asked: string[] = [];
  const http = createHttp({
    fetch: async (url) => {
      const { pathname } = new URL(String(url));
      asked.push(pathname);
      return Response.json(pathname.endsWith("/tasks") ? state.tasks : (state.projects ?? []));
    },
    upstreamOrigin: null,
    hosts: devpad.hosts,
    authorization: "Bearer devpad_key",
    now: () => state.now,
  });
  let cursor: unknown = null;
  const check = async (): Promise<Page> => {
    for (;;) {
      const given = { http, account: ACCOUNT, includePrivate: true, cursor, now: state.now };
      const page = await devpad.fetchPage({ ...given, failures: 0 });
      cursor = JSON.parse(JSON.stringify(page.cursor));
      if (!page.more) return page;
    }
  };
  return { asked, check };
}

function taskRow(id: string, over: object = {}) {
  const at = "2026-03-01 08:00:00";
  const task = { id, title: "Mend it", created_at: at, updated_at: at, progress: "UNSTARTED" };
  return { task: { ...task, ...over }, codebase_tasks: null, tags: [] };
}

describe("against the sandbox", () => {
  it("finds all there is, then keeps quiet with one request", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    const account = await walk.identify();
    expect(account).toMatchObject({ handle: "Tove Lind" });
    const pages = await walk.check(account);
    const { held, found } = await walk.compare();
    expect(found).toEqual(held);
    expect(found.length).toBeGreaterThan(150);
    expect(pages.at(-1)).toMatchObject({ complete: true });
    const asked: string[] = [];
    for (let checks = 0; checks < 6; checks += 1) {
      walk.wait(5 * MINUTE);
      const quiet = { unchanged: true, items: [], raw: null };
      const next = await walk.check(account);
      expect(next).toEqual(next.map(() => expect.objectContaining(quiet)));
      asked.push(walk.asked.map(({ url }) => url.replace(/^.*\/v1\//, "")).join(" and "));
    }
    expect(asked).toEqual(["tasks", "tasks", "projects", "tasks", "tasks", "projects"]);
  });

  it("sends the key and never a cookie", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    await walk.check(await walk.identify());
    for (const { headers } of walk.asked) {
      expect(headers.get("authorization")).toBe(`Bearer ${walk.input["key"]}`);
      expect(headers.has("cookie")).toBe(false);
    }
  });

  it("follows a life that goes on: tasks begin, end, are edited and deleted", async () => {
    const walk = await walkSandbox(devpad, { ...TOVE, lives: true });
    const account = await walk.identify();
    for (let checks = 0; checks < 30; checks += 1) {
      await walk.check(account);
      walk.wait(5 * MINUTE);
    }
    await walk.check(account);
    const { held, found } = await walk.compare();
    expect(found).toEqual(held);
  });

  it("follows it too where checks lie hours apart", async () => {
    const walk = await walkSandbox(devpad, { ...TOVE, lives: true });
    const account = await walk.identify();
    for (let checks = 0; checks < 8; checks += 1) {
      await walk.check(account);
      walk.wait(3 * 60 * MINUTE);
    }
    const { held, found } = await walk.compare();
    expect(found).toEqual(held);
  });

  it("leaves out what is private where that was not asked for", async () => {
    const walk = await walkSandbox(devpad, TOVE, { includePrivate: false });
    await walk.check(await walk.identify());
    const { held } = await walk.compare();
    expect(walk.items.size).toBe(held.filter((one) => Array.isArray(one) && !one[3]).length);
    expect([...walk.items.values()].some(({ isPrivate }) => isPrivate)).toBe(false);
  });

  it("has nothing of somebody who did nothing", async () => {
    const walk = await walkSandbox(devpad, { login: "newcomer", items: 0 });
    const pages = await walk.check(await walk.identify());
    expect(pages.at(-1)).toMatchObject({ items: [], complete: true });
  });
});

describe("a key", () => {
  it("that is revoked is told, when connecting and later", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    const account = await walk.identify();
    await walk.fault({ fault: "revoked" });
    const told = expect.stringMatching(/^devpad does not know /);
    await expect(walk.identify()).rejects.toMatchObject({ kind: "unauthorised", told });
    await expect(walk.check(account)).rejects.toMatchObject({ kind: "unauthorised", told });
  });

  it("that may not read this is told, when connecting and later", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    const account = await walk.identify();
    await walk.fault({ fault: "status", status: 403 });
    const told = expect.stringMatching(/may lack the scope.* Make a new /);
    await expect(walk.identify()).rejects.toMatchObject({ kind: "forbidden", told });
    await expect(walk.check(account)).rejects.toMatchObject({ kind: "forbidden", told });
  });

  it("for something else is refused", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    await walk.fault({ fault: "scope" });
    const told = expect.stringContaining("for devpad's blog only");
    await expect(walk.identify()).rejects.toMatchObject({ kind: "forbidden", told });
  });

  it("is known to an older devpad too", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    await walk.fault({ endpoint: "session", fault: "older" });
    await expect(walk.identify()).resolves.toMatchObject({ handle: "Tove Lind" });
  });
});

describe("a completed task", () => {
  it("keeps its time when it is edited, and gets a new one when it is completed anew", async () => {
    const now = Date.UTC(2026, 2, 2, 12);
    const done = { progress: "COMPLETED", updated_at: "2026-03-02 11:00:00" };
    const state = { tasks: [taskRow("a", done)] as unknown[], now };
    const { check } = server(state);
    const timeNow = async () => (await check()).items[0]?.occurredAt;
    expect(await timeNow()).toBe(Date.UTC(2026, 2, 2, 11));
    state.tasks = [taskRow("a", { ...done, title: "Mended", updated_at: "2026-06-01 09:00:00" })];
    expect(await timeNow()).toBe(Date.UTC(2026, 2, 2, 11));
    state.tasks = [taskRow("a", { progress: "IN_PROGRESS", updated_at: "2026-06-02 09:00:00" })];
    expect(await timeNow()).toBe(Date.UTC(2026, 2, 1, 8));
    state.tasks = [taskRow("a", { ...done, updated_at: "2026-06-03 09:00:00" })];
    expect(await timeNow()).toBe(Date.UTC(2026, 5, 3, 9));
  });
});

describe("the whole listing", () => {
  const now = Date.UTC(2026, 2, 2, 12);

  it("says what is not in it any more", async () => {
    const { check } = server({ tasks: [taskRow("a")], now });
    expect(await check()).toMatchObject({ covers: { kinds: ["task"], after: 0, before: now } });
  });

  it.each([
    ["is empty", []],
    ["has an entry that cannot be read", [taskRow("a"), { task: { id: "b" } }]],
  ])("proves nothing when it %s", async (_name, tasks) => {
    const { check } = server({ tasks, now });
    expect((await check()).covers).toBeNull();
  });

  it("is complete once both were read, and all named projects are known", async () => {
    const walk = await walkSandbox(devpad, TOVE);
    const account = await walk.identify();
    const told = (await walk.check(account)).map(({ reach }) => reach);
    expect(told).toEqual([
      { since: null, limit: null },
      { since: 0, limit: null },
    ]);
    const state = { tasks: [taskRow("a")], now };
    const { check } = server(state);
    await check();
    state.tasks = [taskRow("a", { project_id: "p" })];
    expect((await check()).reach).toEqual({ since: 0, limit: null });
  });

  it("asks once for a project that it does not know", async () => {
    const state = { tasks: [taskRow("a")], projects: [] as unknown[], now };
    const { asked, check } = server(state);
    await check();
    state.tasks = [taskRow("a", { project_id: "p" })];
    state.projects = [{ id: "p", name: "tarn", created_at: "2026-03-01 08:00:00" }];
    expect((await check()).items).toMatchObject([{ place: { name: "tarn" } }]);
    state.tasks = [taskRow("a", { project_id: "nowhere" })];
    await check();
    asked.length = 0;
    await check();
    expect(asked).toEqual(["/api/v1/tasks"]);
  });
});

describe("a public task", () => {
  const project = { id: "p", name: "tarn", created_at: "2026-03-01 08:00:00" };
  const row = taskRow("a", { project_id: "p", visibility: "PUBLIC" });
  const isOpen = { externalId: "task:a", isPrivate: false, place: { name: "tarn" } };

  it.each([
    ["is made private", [{ ...project, visibility: "PRIVATE" }]],
    ["is hidden", [{ ...project, visibility: "HIDDEN" }]],
    ["is deleted", [{ ...project, visibility: "PUBLIC", deleted: true }]],
    ["leaves the listing", []],
  ])("is private three checks after its project %s, and keeps its place", async (_name, after) => {
    const projects: unknown[] = [{ ...project, visibility: "PUBLIC" }];
    const state = { tasks: [row], projects, now: Date.UTC(2026, 2, 2, 12) };
    const { check } = server(state);
    expect((await check()).items).toMatchObject([isOpen]);
    state.projects = after;
    for (const wait of [5, 5]) {
      state.now += wait * MINUTE;
      expect((await check()).items).toEqual([]);
    }
    state.now += 5 * MINUTE;
    expect((await check()).items).toMatchObject([{ ...isOpen, isPrivate: true }]);
    state.projects = projects;
    state.now += 15 * MINUTE;
    expect((await check()).items).toMatchObject([isOpen]);
  });

  it("of a project that devpad does not list is private", async () => {
    const state = { tasks: [row], now: Date.UTC(2026, 2, 2, 12) };
    const { check } = server(state);
    await check();
    state.tasks = [taskRow("a", { project_id: "p", visibility: "PUBLIC", title: "Mend it well" })];
    expect((await check()).items).toMatchObject([{ isPrivate: true, place: null }]);
  });
});

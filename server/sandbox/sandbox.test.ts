import { describe, expect, it, vi } from "vitest";
import { createMemoryStore } from "./memory-store.ts";
import { SOME_DAY, visitSandbox } from "../testing/sandbox-visitor.ts";

type Visitor = ReturnType<typeof visitSandbox>;

async function failing(
  fault: Record<string, unknown>,
  path = "/user",
): Promise<{ visitor: Visitor; token: string; answer: Response }> {
  const visitor = visitSandbox();
  await visitor.post("/people", { name: "Ada Moor", login: "ada", items: 0 });
  const token = await visitor.signIn("ada", "read:user");
  const added = await visitor.post("/faults", {
    platform: "github",
    endpoint: "user",
    count: 1,
    ...fault,
  });
  expect(added.status).toBe(201);
  return { visitor, token, answer: await visitor.api(path, token) };
}

describe("the controls", () => {
  it("explain themselves", async () => {
    const page = await visitSandbox().call("");
    expect(await page.text()).toContain("Ines Halvorsen");
  });

  it("freeze, move and release the clock", async () => {
    const visitor = visitSandbox();
    const told = async (body: object) =>
      (await visitor.post("/clock", body)).json<{ now: number; frozen: boolean }>();
    expect(await told({ freeze: true })).toMatchObject({ now: SOME_DAY, frozen: true });
    visitor.machine.time += 5000;
    expect(await told({ advance_ms: 1000 })).toMatchObject({ now: SOME_DAY + 1000, frozen: true });
    expect(await told({ now: "2025-01-01T00:00:00Z" })).toMatchObject({
      now: Date.UTC(2025, 0, 1),
    });
    expect(await told({ freeze: false })).toMatchObject({ now: SOME_DAY + 5000, frozen: false });
    expect(await told({ advance_ms: 60_000 })).toMatchObject({
      now: SOME_DAY + 65_000,
      frozen: false,
    });
    visitor.machine.time += 1000;
    expect(await visitor.json("/clock")).toMatchObject({ now: SOME_DAY + 66_000 });
  });

  it("count requests", async () => {
    const visitor = visitSandbox();
    const token = await visitor.signIn("ineshal", "");
    await visitor.call("/requests", { method: "DELETE" });
    const first = await visitor.api("/user", token);
    await visitor.api("/user", token, { "if-none-match": first.headers.get("etag") ?? "" });
    await visitor.api("/repos/ineshal/tarn/commits", token);
    expect(await visitor.json("/requests")).toEqual({
      "api.github.com user": 1,
      "api.github.com user 304": 1,
      "api.github.com commits": 1,
    });
  });

  it("refuse what they do not understand, and hosts nobody plays", async () => {
    const visitor = visitSandbox();
    expect((await visitor.post("/faults", { platform: "github", fault: "gremlins" })).status).toBe(
      400,
    );
    expect((await visitor.post("/people", { name: "", login: "a b" })).status).toBe(400);
    const unknown = await visitor.call("/api.example.com/user");
    expect(unknown.status).toBe(404);
    expect((await visitor.json<{ message: string }>("/api.example.com/user")).message).toContain(
      "api.example.com",
    );
    expect((await visitor.call("/api.github.com/nothing/here")).status).toBe(404);
  });
});

describe("faults", () => {
  it("strike as often as asked, and then no more", async () => {
    const { visitor, token, answer } = await failing({ fault: "status", status: 503, count: 2 });
    expect(answer.status).toBe(503);
    expect((await visitor.api("/user/repos", token)).status).toBe(200);
    expect((await visitor.api("/user", token)).status).toBe(503);
    expect((await visitor.api("/user", token)).status).toBe(200);
    expect(await visitor.json("/faults")).toEqual([]);
  });

  it("wait for their turn, keep to an address, and go when cleared", async () => {
    const { visitor, token, answer } = await failing({
      fault: "status",
      after: 1,
      count: null,
      match: "user",
    });
    expect(answer.status).toBe(200);
    expect((await visitor.api("/user", token)).status).toBe(500);
    await visitor.call("/faults", { method: "DELETE" });
    expect((await visitor.api("/user", token)).status).toBe(200);
  });

  it.each([
    [
      { fault: "rate_limited", reset_after: 90 },
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(SOME_DAY / 1000 + 90) },
    ],
    [{ fault: "secondary", retry_after: 7 }, 403, { "retry-after": "7" }],
    [{ fault: "secondary" }, 403, { "retry-after": null }],
    [{ fault: "too_many" }, 429, { "retry-after": null }],
    [{ fault: "server_error" }, 502, { "content-type": "text/html; charset=utf-8" }],
    [{ fault: "revoked" }, 401, {}],
    [{ fault: "scope" }, 403, {}],
    [{ fault: "not_found" }, 404, {}],
    [{ fault: "redirect_loop" }, 302, { location: "https://api.github.com/user" }],
  ])("%o", async (fault, status, headers) => {
    const { answer } = await failing(fault);
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(headers))
      expect(answer.headers.get(name)).toBe(value);
  });

  it("break bodies in every way", async () => {
    const cut = await (await failing({ fault: "truncated" })).answer.text();
    expect(() => JSON.parse(cut)).toThrow(SyntaxError);
    expect(await (await failing({ fault: "empty" })).answer.text()).toBe("");
    const twisted = await (
      await failing({ fault: "wrong_types" })
    ).answer.json<{ id: unknown; login: unknown }>();
    expect([typeof twisted.id, typeof twisted.login]).toEqual(["string", "number"]);
    await expect((await failing({ fault: "reset" })).answer.text()).rejects.toThrow();
    const huge = (await failing({ fault: "huge", bytes: 1_000_000 })).answer;
    expect((await huge.text()).length).toBeGreaterThan(1_000_000);
  });

  it("hold an answer back", async () => {
    const held = vi.spyOn(globalThis, "setTimeout").mockImplementation((then) => (then(), 0));
    expect((await failing({ fault: "stall", ms: 60_000 })).answer.status).toBe(200);
    expect(held).toHaveBeenCalledExactlyOnceWith(expect.any(Function), 60_000);
  });

  it("set the limits of searches and calls", async () => {
    const visitor = visitSandbox();
    const token = await visitor.signIn("ineshal", "");
    await visitor.post("/faults", {
      platform: "github",
      endpoint: "search",
      fault: "limit",
      limit: 2,
    });
    const search = () => visitor.api("/search/issues?q=author:ineshal&per_page=1", token);
    expect([(await search()).status, (await search()).status, (await search()).status]).toEqual([
      200, 200, 403,
    ]);
    expect((await search()).headers.get("x-ratelimit-remaining")).toBe("0");
    visitor.machine.time += 61_000;
    expect((await search()).status).toBe(200);
  });

  it("stay over a restart", async () => {
    const store = createMemoryStore();
    const token = await visitSandbox(store).signIn("ineshal", "");
    await visitSandbox(store).post("/faults", {
      platform: "github",
      endpoint: "user",
      fault: "status",
      status: 418,
    });
    expect((await visitSandbox(store).api("/user", token)).status).toBe(418);
  });
});

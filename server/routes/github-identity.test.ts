import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Me } from "../../shared/me.ts";
import { ORIGIN, openWorld } from "../testing/world.ts";
import type { Browser, World } from "../testing/world.ts";

let world: World;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  world = openWorld({ MEDIA_IDENTITY: "github", MEDIA_ALLOWED_LOGINS: "Mira, someone" });
  await world.person("mira", 20);
  await world.person("noor", 20);
});

async function signIn(browser: Browser, login: string, decision = "approve"): Promise<URL> {
  const start = await browser.request("/media/api/auth/login?next=/settings&zone=Asia/Tokyo");
  const consent = new URL(start.headers.get("location") ?? "");
  expect(consent.searchParams.get("scope")).toBe("read:user");
  const answer = `${consent.href}&sandbox_decision=${decision}&sandbox_login=${login}`;
  return (await browser.visit(answer)).url;
}

const signOut = (browser: Browser) =>
  browser.request("/media/api/auth/logout", {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body: "{}",
  });

describe("signing in with GitHub", () => {
  it("admits a listed login, with a session of our own", async () => {
    const browser = world.browser();
    expect((await signIn(browser, "mira")).href).toBe(`${ORIGIN}/settings`);
    expect(await browser.query<Me>("me.get")).toMatchObject({
      name: "mira",
      identity: "github",
      zone: "Asia/Tokyo",
    });
    const token = browser.cookies.get("__Host-media_session") ?? "none";
    const { results } = await env.DB.prepare("SELECT * FROM media_sessions").all();
    expect(results).toHaveLength(1);
    expect(JSON.stringify(results)).not.toContain(token);
  });

  it("sets a cookie that only this host gets, over TLS, and no script reads", async () => {
    const browser = world.browser();
    const start = await browser.request("/media/api/auth/login");
    const consent = `${start.headers.get("location")}&sandbox_decision=approve&sandbox_login=mira`;
    const back = (await browser.request(consent)).headers.get("location") ?? "";
    const cookie = (await browser.request(back)).headers
      .getSetCookie()
      .find((line) => line.startsWith("__Host-media_session="));
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) {
      expect(cookie).toContain(attribute);
    }
    expect(cookie).not.toMatch(/domain/i);
  });

  it("turns away a login that is not listed, before anything of theirs is stored", async () => {
    const browser = world.browser();
    expect((await signIn(browser, "noor")).href).toBe(`${ORIGIN}/?problem=not_allowed`);
    await expect(browser.query("me.get")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    const { results } = await env.DB.prepare("SELECT id FROM media_users").all();
    expect(results).toEqual([]);
  });

  it("that is denied or replayed ends on the landing page or with nothing", async () => {
    const browser = world.browser();
    expect((await signIn(browser, "mira", "deny")).href).toBe(`${ORIGIN}/?problem=denied`);
    await expect(browser.query("me.get")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("signed out means gone, everywhere that the cookie was", async () => {
    const browser = world.browser();
    await signIn(browser, "mira");
    const thief = world.browser();
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    expect(await (await signOut(browser)).json()).toEqual({ redirect: `${ORIGIN}/` });
    expect(browser.cookies.has("__Host-media_session")).toBe(false);
    await expect(thief.query("me.get")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("cannot be finished in another browser: nobody is signed in as somebody else unawares", async () => {
    const attacker = world.browser();
    const start = await attacker.request("/media/api/auth/login");
    const consent = `${start.headers.get("location")}&sandbox_decision=approve&sandbox_login=mira`;
    const back = (await attacker.request(consent)).headers.get("location") ?? "";
    const victim = world.browser();
    const { url } = await victim.visit(back);
    expect(url.searchParams.get("problem")).toBe("state_foreign");
    expect(victim.cookies.has("__Host-media_session")).toBe(false);
  });

  it("ends with the login's place on the list", async () => {
    const browser = world.browser();
    await signIn(browser, "mira");
    const cookies = [...browser.cookies];
    const stricter = openWorld({ MEDIA_IDENTITY: "github", MEDIA_ALLOWED_LOGINS: "someone" });
    const later = stricter.browser();
    for (const [name, value] of cookies) later.cookies.set(name, value);
    await expect(later.query("me.get")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("does not end a connection of the same account: only its own token is revoked", async () => {
    const browser = world.browser();
    await signIn(browser, "mira");
    const id = (await browser.connect("mira")).searchParams.get("connected");
    expect(id).not.toBeNull();
    await signOut(browser);
    await signIn(browser, "mira");
    expect(await browser.query("connections.list")).toMatchObject([{ id, status: "active" }]);
  });
});

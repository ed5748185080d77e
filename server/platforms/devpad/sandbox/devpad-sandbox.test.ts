import { describe, expect, it } from "vitest";
import { visitSandbox } from "../../../testing/sandbox-visitor.ts";

const HOST = "/devpad.tools";
const BACK = encodeURIComponent("http://localhost:8787/media/api/auth/callback");
const NOBODY = { authenticated: false, user: null, session: null };

type Visitor = ReturnType<typeof visitSandbox>;

async function signIn(visitor: Visitor): Promise<string> {
  const answer = await visitor.call(`${HOST}/api/auth/login?return_to=${BACK}&sandbox_person=ines`);
  expect(answer.headers.get("location")).toBe("http://localhost:8787/media/api/auth/callback");
  expect(answer.headers.get("set-cookie")).toMatch(
    /^auth_session=[0-9a-f-]{36}; HttpOnly; SameSite=Lax; Path=\//,
  );
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

async function session(visitor: Visitor, headers: Record<string, string>): Promise<unknown> {
  const answer = await visitor.call(`${HOST}/api/auth/session`, { headers });
  expect(answer.status).toBe(200);
  return answer.json();
}

describe("devpad", () => {
  it("knows who is signed in, until they sign out", async () => {
    const visitor = visitSandbox();
    expect(await session(visitor, {})).toEqual(NOBODY);
    const cookie = await signIn(visitor);
    expect(await session(visitor, { cookie })).toMatchObject({
      authenticated: true,
      user: { name: "Ines Halvorsen" },
    });
    const out = await visitor.call(`${HOST}/logout`, { headers: { cookie } });
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(await session(visitor, { cookie })).toEqual(NOBODY);
  });

  it("knows people by their API key", async () => {
    const visitor = visitSandbox();
    const [ines] = await visitor.json<{ apiKey: string }[]>("/people");
    const known = await session(visitor, { authorization: `Bearer ${ines?.apiKey}` });
    expect(known).toMatchObject({ authenticated: true, session: null, scope: "all" });
    expect(await session(visitor, { authorization: "Bearer devpad_nobody" })).toEqual(NOBODY);
  });

  it("makes new people from a form", async () => {
    const visitor = visitSandbox();
    const body = new URLSearchParams({ name: "Finn", login: "finn", items: "12" });
    const answer = await visitor.call(`${HOST}/api/auth/login?return_to=${BACK}`, {
      method: "POST",
      body,
    });
    expect(answer.status).toBe(302);
    expect(await visitor.json("/people")).toMatchObject([
      { id: "ines" },
      { id: "finn", items: 12 },
    ]);
  });

  it("sends nobody to a stranger's address", async () => {
    const visitor = visitSandbox();
    for (const address of [
      "https://elsewhere.example/",
      "https://evildevpad.tools/",
      "javascript:alert(1)",
      "",
    ]) {
      const answer = await visitor.call(
        `${HOST}/api/auth/login?sandbox_person=ines&return_to=${encodeURIComponent(address)}`,
      );
      expect(answer.status).toBe(400);
    }
  });

  it("can be the older one, and can be down", async () => {
    const visitor = visitSandbox();
    const cookie = await signIn(visitor);
    const ask = (path: string) => visitor.call(`${HOST}/api/auth/${path}`, { headers: { cookie } });
    expect((await ask("verify")).status).toBe(404);
    await visitor.post("/faults", { platform: "devpad", endpoint: "session", fault: "older" });
    expect((await ask("session")).status).toBe(404);
    expect(await (await ask("verify")).json()).toMatchObject({
      authenticated: true,
      user: { name: "Ines Halvorsen" },
    });
    await visitor.call("/faults", { method: "DELETE" });
    await visitor.post("/faults", { platform: "devpad", fault: "status", status: 500, count: 1 });
    expect((await ask("session")).status).toBe(500);
    expect((await ask("session")).status).toBe(200);
  });
});

import { describe, expect, it } from "vitest";
import { visitX } from "../../../testing/x-visitor.ts";
import type { Tokens } from "../../../testing/x-visitor.ts";

type Visitor = ReturnType<typeof visitX>;

async function codeOf(visitor: Visitor): Promise<string> {
  return (await visitor.authorize()).searchParams.get("code") ?? "";
}

function refresh(visitor: Visitor, token = "", client?: string): Promise<Response> {
  return visitor.ask("token", { grant_type: "refresh_token", refresh_token: token }, client);
}

describe("consent", () => {
  it("gives a code and the state, or the refusal", async () => {
    const visitor = visitX();
    const yes = await visitor.authorize();
    expect(yes.searchParams.get("state")).toBe("a state");
    expect(yes.searchParams.get("code")).toMatch(/^\w{20,}$/);
    const no = await visitor.authorize({ sandbox_decision: "deny" });
    expect(Object.fromEntries(no.searchParams)).toEqual({
      error: "access_denied",
      state: "a state",
    });
  });

  it("is nothing without PKCE", async () => {
    const back = await visitX().authorize({ code_challenge: null });
    expect(back.searchParams.get("error")).toBe("invalid_request");
  });

  it("asks a person, with what each scope means", async () => {
    const page = await visitX().call(
      "/x.com/i/oauth2/authorize?response_type=code&client_id=sandbox-client&redirect_uri=http://localhost:8787/x&state=s&code_challenge=c&scope=tweet.read+offline.access",
    );
    const html = await page.text();
    for (const part of ["ineshal", "tweet.read", "Stay connected"]) expect(html).toContain(part);
  });
});

describe("a code", () => {
  it("is traded once for tokens of two hours", async () => {
    const visitor = visitX();
    const code = await codeOf(visitor);
    const answer = await visitor.trade(code);
    expect(await answer.json()).toEqual({
      token_type: "bearer",
      expires_in: 7200,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      scope: "tweet.read users.read offline.access",
    });
    const again = await visitor.trade(code);
    expect(again.status).toBe(400);
    expect(await again.json()).toEqual({
      error: "invalid_request",
      error_description: "Value passed for the authorization code was invalid.",
    });
  });

  it("lives thirty seconds", async () => {
    const visitor = visitX();
    const code = await codeOf(visitor);
    visitor.machine.time += 29_000;
    const other = await codeOf(visitor);
    expect((await visitor.trade(code)).status).toBe(200);
    visitor.machine.time += 30_000;
    expect((await visitor.trade(other)).status).toBe(400);
  });

  it("needs the verifier and the client that it was made for", async () => {
    const visitor = visitX();
    const wrong = await visitor.trade(await codeOf(visitor), "another");
    expect(await wrong.json()).toMatchObject({ error: "invalid_request" });
    const stranger = await visitor.ask("token", { grant_type: "authorization_code" }, "some:body");
    expect(stranger.status).toBe(401);
    expect(await stranger.json()).toMatchObject({ error: "unauthorized_client" });
  });

  it("brings no refresh token without offline.access", async () => {
    const tokens = await visitX().signIn("ineshal", "tweet.read users.read");
    expect(tokens).not.toHaveProperty("refresh_token");
  });
});

describe("a refresh token", () => {
  it("works once; used again it ends all that came of it", async () => {
    const visitor = visitX();
    const first = await visitor.signIn();
    visitor.machine.time += 7_200_000;
    expect((await visitor.api("/users/me", first["access_token"] ?? "")).status).toBe(401);
    const second: Tokens = await (await refresh(visitor, first["refresh_token"])).json();
    expect(second["refresh_token"]).not.toBe(first["refresh_token"]);
    expect((await visitor.api("/users/me", second["access_token"] ?? "")).status).toBe(200);
    const reuse = await refresh(visitor, first["refresh_token"]);
    expect(reuse.status).toBe(400);
    expect(await reuse.json()).toEqual({
      error: "invalid_request",
      error_description: "Value passed for the token was invalid.",
    });
    expect((await visitor.api("/users/me", second["access_token"] ?? "")).status).toBe(401);
    expect((await refresh(visitor, second["refresh_token"])).status).toBe(400);
  });
});

describe("revoking", () => {
  it.each(["access_token", "refresh_token"])("by the %s ends the access", async (name) => {
    const visitor = visitX();
    const tokens = await visitor.signIn();
    const answer = await visitor.ask("revoke", { token: tokens[name] ?? "" });
    expect(await answer.json()).toEqual({ revoked: true });
    expect((await visitor.api("/users/me", tokens["access_token"] ?? "")).status).toBe(401);
  });
});

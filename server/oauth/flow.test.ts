import { describe, expect, it } from "vitest";
import { OAuthError } from "../errors.ts";
import { createHttp } from "../platforms/http.ts";
import type { OAuthDefinition } from "../platforms/platform.ts";
import { exchangeCode, refreshTokens } from "./flow.ts";

const definition: OAuthDefinition = {
  type: "oauth",
  authorizeUrl: "https://tarn.example/authorize",
  tokenUrl: "https://tarn.example/token",
  clientAuth: "basic",
  pkce: true,
  scopeSeparator: " ",
  scopes: ["read", "list"],
  requiredScopes: [],
  privateAccess: null,
  authorizeParams: {},
  tokenErrors: { "400": "code_expired", bad_code: "code_expired" },
  refresh: "rotating",
  revoke: { token: null, grant: null },
  ownApp: { url: "https://tarn.example/apps", steps: ["Make one."] },
};
const client = { clientId: "id", clientSecret: "secret" };

/** A token endpoint that answers so, and the requests it got. */
function endpoint(status: number, body: unknown, headers: Record<string, string> = {}) {
  const sent: { headers: Headers; form: URLSearchParams }[] = [];
  const http = createHttp({
    fetch: async (_url, init) => {
      sent.push({
        headers: new Headers(init?.headers),
        form: new URLSearchParams(String(init?.body)),
      });
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return new Response(text, { status, headers });
    },
    upstreamOrigin: null,
    hosts: ["tarn.example"],
    authorization: null,
    now: () => Date.UTC(2026, 10, 22),
  });
  return { http, sent };
}

const trade = (http: ReturnType<typeof endpoint>["http"], of = definition) =>
  exchangeCode(http, of, {
    client,
    redirectUri: "https://a.example/back",
    code: "c",
    verifier: "v",
  });

describe("tokens", () => {
  it.each([
    ["as they are told", { scope: "read list" }, ["read", "list"]],
    ["with commas", { scope: "read,list" }, ["read", "list"]],
    ["as a list", { scope: ["read", "all"] }, ["read", "all"]],
    ["not told: those that were asked for", {}, ["read", "list"]],
    ["none at all", { scope: "" }, []],
  ])("come with scopes %s", async (_name, more, scopes) => {
    const { http } = endpoint(200, { access_token: "a", expires_in: "3600", ...more });
    expect(await trade(http)).toEqual({
      accessToken: "a",
      refreshToken: null,
      expiresIn: 3600,
      scopes,
    });
  });

  it("are asked for with the client in a header, or in the body, as the platform wants it", async () => {
    const basic = endpoint(200, { access_token: "a" });
    await trade(basic.http);
    expect(basic.sent[0]?.headers.get("authorization")).toBe(`Basic ${btoa("id:secret")}`);
    expect(basic.sent[0]?.form.has("client_secret")).toBe(false);
    expect(basic.sent[0]?.form.get("code_verifier")).toBe("v");
    const body = endpoint(200, { access_token: "a" });
    await trade(body.http, { ...definition, clientAuth: "body", pkce: false });
    expect(body.sent[0]?.headers.get("authorization")).toBeNull();
    expect(Object.fromEntries(body.sent[0]?.form ?? [])).toMatchObject({ client_secret: "secret" });
    expect(body.sent[0]?.form.has("code_verifier")).toBe(false);
  });

  it("are renewed by the refresh token", async () => {
    const { http, sent } = endpoint(200, { access_token: "b", refresh_token: "r2" });
    const tokens = await refreshTokens(http, definition, { client, refreshToken: "r1" });
    expect(tokens).toMatchObject({ accessToken: "b", refreshToken: "r2" });
    expect(Object.fromEntries(sent[0]?.form ?? [])).toEqual({
      grant_type: "refresh_token",
      refresh_token: "r1",
    });
  });
});

describe("a refusal", () => {
  it.each<[string, number, unknown, string]>([
    ["in a 200", 200, { error: "bad_code" }, "code_expired"],
    ["of the standard", 400, { error: "invalid_grant" }, "code_expired"],
    ["in a number", 400, { error: 400 }, "code_expired"],
    ["of the client", 401, { error: "invalid_client" }, "wrong_client"],
    ["of the client in a number", 401, { message: "Unauthorized", error: 401 }, "wrong_client"],
    ["of the client without a word", 401, {}, "wrong_client"],
    ["by a name that every object has", 400, { error: "constructor" }, "refused"],
    ["without a token", 200, { token_type: "bearer" }, "refused"],
    ["in a page", 502, "<html>", "unavailable"],
    ["in a cut answer", 200, '{"access_tok', "unavailable"],
    ["to wait", 429, { error: "slow_down" }, "asked_to_wait"],
  ])("%s is understood", async (_name, status, body, code) => {
    const error = await trade(endpoint(status, body).http).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OAuthError);
    expect(error).toMatchObject({ code });
  });
});

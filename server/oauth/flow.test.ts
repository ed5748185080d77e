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
      grantEndsIn: null,
      scopes,
    });
  });

  it.each([
    ["that ends", { refresh_token_expires_in: 604_799 }, 604_799],
    ["that ends, in text", { refresh_token_expires_in: "604799" }, 604_799],
    ["whose end nobody tells", { refresh_token_expires_in: null }, null],
    ["whose end cannot be read", { refresh_token_expires_in: "soon" }, null],
  ])("come with a grant %s", async (_name, more, grantEndsIn) => {
    const { http } = endpoint(200, { access_token: "a", ...more });
    expect(await trade(http)).toMatchObject({ accessToken: "a", grantEndsIn });
  });

  it("are not lost over an odd word beside them", async () => {
    const odd = { access_token: "a", refresh_token: "r", expires_in: "soon", scope: { all: true } };
    expect(await trade(endpoint(200, odd).http)).toMatchObject({
      accessToken: "a",
      refreshToken: "r",
      expiresIn: null,
      scopes: ["read", "list"],
    });
  });

  it("are asked for with whatever was typed as the client, in UTF-8", async () => {
    const { http, sent } = endpoint(200, { access_token: "a" });
    await exchangeCode(http, definition, {
      client: { clientId: "İd", clientSecret: "鍵\uD800" },
      redirectUri: "https://a.example/back",
      code: "c",
      verifier: "v",
    });
    const [, told = ""] = sent[0]?.headers.get("authorization")?.split(" ") ?? [];
    const bytes = Uint8Array.from(atob(told), (letter) => letter.charCodeAt(0));
    expect(new TextDecoder().decode(bytes)).toBe("İd:鍵\uFFFD");
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

describe("an answer", () => {
  const renew = async (http: ReturnType<typeof endpoint>["http"]) =>
    await refreshTokens(http, definition, { client, refreshToken: "r1" }).catch(
      (reason: unknown) => reason,
    );

  it.each<[string, number, unknown, boolean]>([
    ["of a gateway that heard nothing", 502, "<html>", true],
    ["of a gateway that waited too long", 504, "<html>", true],
    ["of Cloudflare, which waited too long", 524, "<html>", true],
    ["of which half is missing", 200, '{"access_tok', true],
    ["without a word in it", 200, "", true],
    ["of another shape", 200, { access_token: 7 }, true],
    ["without a token", 200, { token_type: "bearer" }, true],
    ["that refuses", 400, { error: "invalid_grant" }, false],
    ["that refuses in a 200", 200, { error: "bad_code" }, false],
    ["that refuses in a page", 403, "<html>", false],
    ["that asks to wait", 429, { error: "slow_down" }, false],
    ["of a server that failed", 500, "<html>", false],
    ["of a server that is closed", 503, "<html>", false],
    ["from nowhere", 404, "<html>", false],
  ])("%s says whether tokens may have been given", async (_name, status, body, isAnswerLost) => {
    expect(await renew(endpoint(status, body).http)).toMatchObject({ isAnswerLost });
  });

  it.each([
    ["never came", "The network was lost.", true],
    ["was never asked for", "Too many subrequests.", false],
  ])("that %s says it too", async (_name, reason, isAnswerLost) => {
    const http = createHttp({
      fetch: () => Promise.reject(new Error(reason)),
      upstreamOrigin: null,
      hosts: ["tarn.example"],
      authorization: null,
      now: () => Date.UTC(2026, 10, 22),
    });
    expect(await renew(http)).toMatchObject({ code: "unavailable", isAnswerLost });
  });
});

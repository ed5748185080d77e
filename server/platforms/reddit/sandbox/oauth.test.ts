import { describe, expect, it } from "vitest";
import { OAuthError } from "../../../errors.ts";
import { exchangeCode, refreshTokens, revoke } from "../../../oauth/flow.ts";
import { CLIENT, oauthOfReddit, openRedditAccount } from "../../../testing/reddit-account.ts";

const AGENT = { "user-agent": "web:tools.devpad.media:v0.1.0 (by /u/devpad)" };
const BASIC = { authorization: `Basic ${btoa("sandbox-client:sandbox-secret")}` };
const TOKEN = "/www.reddit.com/api/v1/access_token";
const MINUTE = 60_000;

type Opened = Awaited<ReturnType<typeof openRedditAccount>>;

function post({ call }: Opened, path: string, fields: Record<string, string>, headers = {}) {
  const given = { ...AGENT, ...BASIC, ...headers };
  return call(path, { method: "POST", headers: given, body: new URLSearchParams(fields) });
}

async function codeFrom(opened: Opened, params: Record<string, string> = {}): Promise<string> {
  return (await opened.authorize(params)).searchParams.get("code") ?? "";
}

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof OAuthError ? error.code : String(error);
}

describe("the consent page", () => {
  it("leads back with code and state, or with the refusal, as browsers see it", async () => {
    const opened = await openRedditAccount();
    const yes = await opened.authorize();
    expect(yes.searchParams.get("state")).toBe("a state");
    expect(yes.hash).toBe("#_");
    const no = await opened.authorize({ sandbox_decision: "deny" });
    expect(no.searchParams.get("error")).toBe("access_denied");
    expect(no.searchParams.get("code")).toBeNull();
  });
});

describe("the token endpoint", () => {
  it("gives an hour of access, and a refresh token only for good", async () => {
    const opened = await openRedditAccount();
    expect(opened.tokens.expiresIn).toBe(3600);
    expect(opened.tokens.scopes).toEqual(["identity", "history", "read"]);
    expect(opened.tokens.refreshToken).toMatch(/^7302867-/);
    const brief = await opened.exchange(await codeFrom(opened, { duration: "temporary" }));
    expect(brief.refreshToken).toBeNull();
  });

  it("refuses a used, an old and an unknown code with status 200", async () => {
    const opened = await openRedditAccount();
    const fields = (code: string) => ({
      grant_type: "authorization_code",
      code,
      redirect_uri: "http://localhost:8787/media/api/auth/reddit/callback",
    });
    const used = await codeFrom(opened);
    await opened.exchange(used);
    const old = await codeFrom(opened);
    opened.wait(10 * MINUTE);
    for (const code of [used, old, "nothing"]) {
      const answer = await post(opened, TOKEN, fields(code));
      expect([answer.status, await answer.json()]).toEqual([200, { error: "invalid_grant" }]);
      expect(await refusalOf(opened.exchange(code))).toBe("code_expired");
    }
  });

  it("knows its clients by Basic alone", async () => {
    const opened = await openRedditAccount();
    const answer = await post(opened, TOKEN, {}, { authorization: `Basic ${btoa("x:y")}` });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Basic realm="reddit"');
    const wrong = exchangeCode(opened.client(null), oauthOfReddit(), {
      client: { ...CLIENT, clientSecret: "wrong" },
      redirectUri: "http://localhost/",
      code: "x",
      verifier: "",
    });
    expect(await refusalOf(wrong)).toBe("wrong_client");
    const grant = await post(opened, TOKEN, { grant_type: "password" });
    expect(await grant.json()).toEqual({ error: "unsupported_grant_type" });
  });

  it("keeps the refresh token, says it again, and refuses a bad one with a number", async () => {
    const opened = await openRedditAccount();
    const { refreshToken } = opened.tokens;
    opened.wait(61 * MINUTE);
    const me = { url: "https://oauth.reddit.com/api/v1/me", accept: [401] };
    expect((await opened.http().send(me)).status).toBe(401);
    expect((await opened.refresh(refreshToken ?? "")).refreshToken).toBe(refreshToken);
    expect((await opened.http().send(me)).status).toBe(200);
    const bad = await post(opened, TOKEN, { grant_type: "refresh_token", refresh_token: "x" });
    expect([bad.status, await bad.json()]).toEqual([400, { error: 400 }]);
    expect(await refusalOf(opened.refresh("x"))).toBe("code_expired");
  });

  it("turns away programs that do not say who they are", async () => {
    const opened = await openRedditAccount();
    for (const agent of ["python-requests/2.32", "node", "curl/8.5.0", ""]) {
      const answer = await post(opened, TOKEN, {}, { "user-agent": agent });
      expect(answer.status).toBe(429);
      expect(answer.headers.get("content-type")).toContain("text/html");
    }
  });
});

describe("the end of access", () => {
  const client = { client: CLIENT };

  it("comes for one token, or with the refresh token for all", async () => {
    const opened = await openRedditAccount();
    const { accessToken, refreshToken } = opened.tokens;
    const statusOf = async (token: string) => {
      const headers = { ...AGENT, authorization: `Bearer ${token}` };
      return (await opened.call("/oauth.reddit.com/api/v1/me", { headers })).status;
    };
    const second = (await opened.refresh(refreshToken ?? "")).accessToken;
    const http = opened.client(null);
    expect(await revoke(http, oauthOfReddit(), "token", { ...client, token: accessToken })).toEqual(
      { type: "ended" },
    );
    expect([await statusOf(accessToken), await statusOf(second)]).toEqual([401, 200]);
    const token = refreshToken ?? "";
    expect(await revoke(http, oauthOfReddit(), "grant", { ...client, token })).toEqual({
      type: "ended",
    });
    expect(await statusOf(second)).toBe(401);
    const again = refreshTokens(http, oauthOfReddit(), { ...client, refreshToken: token });
    expect(await refusalOf(again)).toBe("code_expired");
    // Ending what is over already succeeds too.
    expect(await revoke(http, oauthOfReddit(), "token", { ...client, token: "x" })).toEqual({
      type: "ended",
    });
    const stranger = { client: { clientId: "x", clientSecret: "y" }, token };
    expect(await revoke(http, oauthOfReddit(), "token", stranger)).toEqual({ type: "refused" });
  });
});

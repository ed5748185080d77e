import { describe, expect, it } from "vitest";
import { refreshTokens, revoke } from "../../../oauth/flow.ts";
import type { OAuthDefinition } from "../../platform.ts";
import { CLIENT, DAY, MINUTE, REDIRECT, SCOPE, visit } from "../../../testing/youtube-visitor.ts";
import type { Visit } from "../../../testing/youtube-visitor.ts";
import { youtube } from "../index.ts";

/** Google's side of the consent, as the product's own flow meets it. */

const oauth = youtube.connect as OAuthDefinition;

const refresh = (visitor: Visit, refreshToken: string) =>
  refreshTokens(visitor.http(null), oauth, { client: CLIENT, refreshToken });

const identify = (visitor: Visit, token: string) =>
  youtube.identify(visitor.http(`Bearer ${token}`), {});

/** The token endpoint as it is on the wire. */
async function post(visitor: Visit, fields: Readonly<Record<string, string>>) {
  const answer = await visitor.call("/oauth2.googleapis.com/token", {
    method: "POST",
    body: new URLSearchParams({
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      ...fields,
    }),
  });
  return { status: answer.status, body: await answer.json<Record<string, unknown>>() };
}

describe("the consent page", () => {
  it("gives back a code and the state, or the refusal", async () => {
    const visitor = visit();
    const yes = await visitor.consent({});
    expect(yes.searchParams.get("state")).toBe("a state");
    expect(yes.searchParams.get("code")).toBeTruthy();
    const no = await visitor.consent({ sandbox_decision: "deny" });
    expect(no.searchParams.get("error")).toBe("access_denied");
  });

  it("grants less than was asked for, and says so", async () => {
    const visitor = visit();
    const tokens = await visitor.trade({ sandbox_untick: SCOPE });
    expect(tokens.scopes).toEqual([]);
    expect(oauth.requiredScopes).toEqual([expect.arrayContaining([SCOPE])]);
    await expect(identify(visitor, tokens.accessToken)).rejects.toMatchObject({
      kind: "unauthorised",
      told: expect.stringContaining("leave the permission ticked"),
    });
  });
});

describe("the token endpoint", () => {
  it("answers in Google's words", async () => {
    const visitor = visit();
    const code = (await visitor.consent({})).searchParams.get("code") ?? "";
    const fields = { grant_type: "authorization_code", code, redirect_uri: REDIRECT };
    expect(await post(visitor, fields)).toMatchObject({
      status: 200,
      body: { expires_in: 3599, scope: SCOPE, token_type: "Bearer" },
    });
    expect(await post(visitor, fields)).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
    expect(await post(visitor, { ...fields, client_secret: "wrong" })).toMatchObject({
      status: 401,
      body: { error: "invalid_client" },
    });
  });

  it("gives a refresh token at the first consent, and later when the question is asked anew", async () => {
    const visitor = visit();
    expect((await visitor.trade({})).refreshToken).toMatch(/^1\/\//);
    expect((await visitor.trade({})).refreshToken).toBeNull();
    expect((await visitor.trade({ prompt: "consent" })).refreshToken).toMatch(/^1\/\//);
    expect(oauth.authorizeParams).toMatchObject({ access_type: "offline", prompt: "consent" });
  });

  it("gives none where it is told not to, and none without offline access", async () => {
    const visitor = visit();
    expect((await visitor.trade({ access_type: "online" })).refreshToken).toBeNull();
    await visitor.fault("no_refresh_token");
    expect((await visitor.trade({ prompt: "consent" })).refreshToken).toBeNull();
  });

  it("refreshes without giving a new refresh token, again and again", async () => {
    const visitor = visit();
    const { accessToken, refreshToken } = await visitor.trade({});
    visitor.clock.now += 61 * MINUTE;
    await expect(identify(visitor, accessToken)).rejects.toMatchObject({ kind: "unauthorised" });
    for (let times = 0; times < 2; times += 1) {
      const fresh = await refresh(visitor, refreshToken ?? "");
      expect(fresh.refreshToken).toBeNull();
      expect((await identify(visitor, fresh.accessToken)).handle).toBe("ineshal");
    }
  });

  it("ends a grant after seven days while the consent screen is in “Testing”, and says so", async () => {
    const visitor = visit();
    expect(await visitor.trade({})).toMatchObject({ grantEndsIn: null });
    await visitor.fault("testing");
    const { refreshToken, grantEndsIn } = await visitor.trade({ prompt: "consent" });
    expect(grantEndsIn).toBe(604_799);
    visitor.clock.now += 6 * DAY;
    expect(await refresh(visitor, refreshToken ?? "")).toMatchObject({ grantEndsIn: 86_399 });
    visitor.clock.now += DAY;
    await expect(refresh(visitor, refreshToken ?? "")).rejects.toMatchObject({
      code: "code_expired",
    });
  });

  it("refuses a refresh token that was revoked", async () => {
    const visitor = visit();
    const { accessToken, refreshToken } = await visitor.trade({});
    const given = { client: CLIENT, token: refreshToken ?? "" };
    expect(await revoke(visitor.http(null), oauth, "grant", given)).toEqual({ type: "ended" });
    expect(await revoke(visitor.http(null), oauth, "token", given)).toEqual({ type: "refused" });
    await expect(refresh(visitor, refreshToken ?? "")).rejects.toMatchObject({
      code: "code_expired",
    });
    await expect(identify(visitor, accessToken)).rejects.toMatchObject({ kind: "unauthorised" });
  });
});

describe("the account", () => {
  it("is the channel", async () => {
    const visitor = visit();
    const { accessToken } = await visitor.trade({});
    expect(await identify(visitor, accessToken)).toMatchObject({
      externalId: expect.stringMatching(/^UC[\w-]{22}$/),
      handle: "ineshal",
      displayName: "Ines Halvorsen",
      url: "https://www.youtube.com/@ineshal",
    });
  });

  it.each([
    ["that has no channel", "no-channel-nils", false],
    ["whose channel is away", "ineshal", true],
  ])("%s is not taken for one", async (_name, login, isSwitched) => {
    const visitor = visit();
    await visitor.person(login, 50);
    if (isSwitched) await visitor.fault("no_channel");
    const { accessToken } = await visitor.trade({ sandbox_login: login });
    await expect(identify(visitor, accessToken)).rejects.toMatchObject({
      kind: "not_found",
      told: expect.stringContaining("no YouTube channel"),
    });
    expect(await visitor.inventory(login)).toEqual([]);
  });
});

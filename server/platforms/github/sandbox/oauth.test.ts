import { describe, expect, it } from "vitest";
import { visitSandbox } from "../../../testing/sandbox-visitor.ts";

const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const pkce = { code_challenge: CHALLENGE, code_challenge_method: "S256" };

async function codeOf(
  visitor: ReturnType<typeof visitSandbox>,
  params: Record<string, string> = {},
): Promise<string> {
  return (await visitor.authorize(params)).searchParams.get("code") ?? "";
}

async function end(
  visitor: ReturnType<typeof visitSandbox>,
  target: "token" | "grant",
  token: string,
): Promise<number> {
  const answer = await visitor.call(`/api.github.com/applications/sandbox-client/${target}`, {
    method: "DELETE",
    headers: { authorization: `Basic ${btoa("sandbox-client:sandbox-secret")}` },
    body: JSON.stringify({ access_token: token }),
  });
  return answer.status;
}

describe("the consent page", () => {
  it("asks, with every account to choose from", async () => {
    const visitor = visitSandbox();
    await visitor.post("/people", { name: "Eve <b>", login: "eve" });
    const page = await visitor.call(
      "/github.com/login/oauth/authorize?client_id=sandbox-client&redirect_uri=http://localhost:8787/x&scope=read:user+repo",
    );
    const html = await page.text();
    for (const part of ["Approve", "Deny", "ineshal", "eve", "read:user", "sandbox’s GitHub"])
      expect(html).toContain(part);
    expect(html).not.toContain("<b>");
  });

  it("sends back with a code and the state, or with the refusal", async () => {
    const visitor = visitSandbox();
    const yes = await visitor.authorize({});
    expect(yes.searchParams.get("state")).toBe("a state");
    expect(yes.searchParams.get("code")).toMatch(/^\w{20}$/);
    const no = await visitor.authorize({ sandbox_decision: "deny" });
    expect(Object.fromEntries(no.searchParams)).toMatchObject({
      error: "access_denied",
      state: "a state",
    });
  });

  it("takes the form's answer", async () => {
    const visitor = visitSandbox();
    const address =
      "/github.com/login/oauth/authorize?client_id=sandbox-client&redirect_uri=http://127.0.0.1:9/x";
    const body = new URLSearchParams({ decision: "approve", login: "ineshal" });
    const answer = await visitor.call(address, { method: "POST", body });
    expect(answer.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:9\/x\?code=/);
  });

  it("sends nobody to a stranger's address", async () => {
    const visitor = visitSandbox();
    const address = "/github.com/login/oauth/authorize?client_id=sandbox-client&redirect_uri=";
    const answer = await visitor.call(
      `${address}https://elsewhere.example/&sandbox_decision=approve`,
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
  });
});

describe("the token endpoint", () => {
  it("gives a token, the scopes separated by commas", async () => {
    const visitor = visitSandbox();
    const code = await codeOf(visitor, { ...pkce, scope: "read:user repo" });
    const answer = await visitor.exchange({
      code,
      code_verifier: VERIFIER,
      redirect_uri: "http://localhost:8787/callback",
    });
    expect(answer).toMatchObject({ token_type: "bearer", scope: "read:user,repo" });
    expect(answer["access_token"]).toMatch(/^gho_\w{36}$/);
  });

  it("answers a form to those who do not ask for JSON", async () => {
    const visitor = visitSandbox();
    const body = new URLSearchParams({
      client_id: "sandbox-client",
      client_secret: "sandbox-secret",
      code: await codeOf(visitor),
    });
    const answer = await visitor.call("/github.com/login/oauth/access_token", {
      method: "POST",
      body,
    });
    expect(new URLSearchParams(await answer.text()).get("access_token")).toMatch(/^gho_/);
  });

  it.each([
    ["an unknown code", async () => ({ code: "nothing" })],
    [
      "a code without its proof",
      async (visitor: ReturnType<typeof visitSandbox>) => ({ code: await codeOf(visitor, pkce) }),
    ],
    [
      "a code with a wrong proof",
      async (visitor: ReturnType<typeof visitSandbox>) => ({
        code: await codeOf(visitor, pkce),
        code_verifier: "wrong",
      }),
    ],
    [
      "a used code",
      async (visitor: ReturnType<typeof visitSandbox>) => {
        const code = await codeOf(visitor);
        await visitor.exchange({ code });
        return { code };
      },
    ],
    [
      "an old code",
      async (visitor: ReturnType<typeof visitSandbox>) => {
        const code = await codeOf(visitor);
        visitor.machine.time += 601_000;
        return { code };
      },
    ],
  ])("refuses %s with status 200", async (_, prepare) => {
    const visitor = visitSandbox();
    expect(await visitor.exchange(await prepare(visitor))).toMatchObject({
      error: "bad_verification_code",
    });
  });

  it("refuses a wrong secret and another address", async () => {
    const visitor = visitSandbox();
    expect(await visitor.exchange({ code: "x", client_secret: "wrong" })).toMatchObject({
      error: "incorrect_client_credentials",
    });
    const code = await codeOf(visitor);
    expect(await visitor.exchange({ code, redirect_uri: "http://localhost:1/" })).toMatchObject({
      error: "redirect_uri_mismatch",
    });
  });

  it("gives one token for a code that is sent twice at once", async () => {
    const visitor = visitSandbox();
    const code = await codeOf(visitor);
    const answers = await Promise.all([1, 2, 3].map(() => visitor.exchange({ code })));
    expect(answers.filter((answer) => answer["access_token"] !== undefined)).toHaveLength(1);
  });
});

describe("the end of access", () => {
  it("ends one token, or all of a grant", async () => {
    const visitor = visitSandbox();
    const [one, two, three] = [
      await visitor.signIn("ineshal", "a"),
      await visitor.signIn("ineshal", "a"),
      await visitor.signIn("ineshal", "b"),
    ];
    expect(await end(visitor, "token", one)).toBe(204);
    expect((await visitor.api("/user", one)).status).toBe(401);
    expect((await visitor.api("/user", two)).status).toBe(200);
    expect(await end(visitor, "token", one)).toBe(404);
    expect(await end(visitor, "grant", two)).toBe(204);
    expect((await visitor.api("/user", three)).status).toBe(401);
  });

  it("keeps ten tokens of a scope", async () => {
    const visitor = visitSandbox();
    const tokens: string[] = [];
    for (let count = 0; count < 11; count += 1) tokens.push(await visitor.signIn("ineshal", "a"));
    expect((await visitor.api("/user", tokens[0] ?? "")).status).toBe(401);
    expect((await visitor.api("/user", tokens[1] ?? "")).status).toBe(200);
  });
});

import { describe, expect, it } from "vitest";
import { createHttp } from "../http.ts";
import { identify } from "./identify.ts";

type Answers = Readonly<Record<string, () => Response>>;
const INES = {
  id: "7",
  username: "ines",
  display_name: "Ines",
  url: "https://fosspond.example/@ines",
};
const LOOKUP = "/api/v1/accounts/lookup?acct=ines";
const WEBFINGER = "/.well-known/webfinger?resource=acct%3Aines%40ines.example";
const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });
const html = (status: number) => () => new Response("<h1>Hello</h1>", { status });
const leadsTo = (href: unknown) => json({ links: [{ rel: "self", href }, null, "x"] });

async function ask(answers: Answers, handle = "ines@ines.example") {
  const asked: string[] = [];
  const http = createHttp({
    fetch: async (input) => {
      const url = String(input).replace("https://", "");
      asked.push(url);
      const answer = answers[url];
      if (answer === undefined) throw new TypeError("no such host");
      return answer();
    },
    upstreamOrigin: null,
    hosts: "public",
    authorization: null,
    now: () => 0,
  });
  const found = await identify(http, { handle }).catch((error: unknown) => error);
  return { found, asked };
}

describe("who a handle belongs to", () => {
  it("is asked of its server", async () => {
    const { found, asked } = await ask({ [`ines.example${LOOKUP}`]: json(INES) });
    expect(found).toEqual({
      externalId: "ines.example/7",
      handle: "ines@ines.example",
      displayName: "Ines",
      url: "https://fosspond.example/@ines",
      email: null,
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["a page", html(200)],
    ["a page that is not found", html(404)],
    ["a refusal", html(403)],
    ["JSON of another kind", json({ id: 7 })],
  ])("is asked of the server that its domain names, after %s", async (_name, answer) => {
    const { found } = await ask({
      [`ines.example${LOOKUP}`]: answer,
      [`ines.example${WEBFINGER}`]: leadsTo("https://social.ines.example/users/ines"),
      [`social.ines.example${LOOKUP}`]: json(INES),
    });
    expect(found).toMatchObject({
      externalId: "social.ines.example/7",
      handle: "ines@ines.example",
    });
  });

  it("is asked where a redirect leads", async () => {
    const location = `https://social.ines.example${LOOKUP}`;
    const { found } = await ask({
      [`ines.example${LOOKUP}`]: () => new Response(null, { status: 301, headers: { location } }),
      [`social.ines.example${LOOKUP}`]: json(INES),
    });
    expect(found).toMatchObject({ externalId: "social.ines.example/7" });
  });

  const stranger =
    "ines.example does not answer like a Mastodon server. Check the part after the last @.";
  const nobody = "There is no account ines@ines.example on ines.example.";
  const closed =
    "ines.example shows posts only to people who are signed in there, so they cannot be read.";
  it.each<[name: string, answers: Answers, kind: string, told: string]>([
    [
      "nobody of that name",
      { [`ines.example${LOOKUP}`]: json({ error: "Record not found" }, 404) },
      "not_found",
      nobody,
    ],
    [
      "a server for members",
      {
        [`ines.example${LOOKUP}`]: json(
          { error: "This method requires an authenticated user" },
          401,
        ),
      },
      "forbidden",
      closed,
    ],
    [
      "a door that is shut to all",
      { [`ines.example${LOOKUP}`]: html(403), [`ines.example${WEBFINGER}`]: html(403) },
      "forbidden",
      closed,
    ],
    [
      "another kind of server",
      { [`ines.example${LOOKUP}`]: html(404), [`ines.example${WEBFINGER}`]: html(404) },
      "bad_response",
      stranger,
    ],
    [
      "a name that leads nowhere",
      { [`ines.example${LOOKUP}`]: html(200), [`ines.example${WEBFINGER}`]: leadsTo(7) },
      "bad_response",
      stranger,
    ],
    [
      "a name that leads inside",
      {
        [`ines.example${LOOKUP}`]: html(200),
        [`ines.example${WEBFINGER}`]: leadsTo("http://192.168.0.1/users/ines"),
      },
      "bad_response",
      stranger,
    ],
    [
      "a name that leads to itself",
      {
        [`ines.example${LOOKUP}`]: html(200),
        [`ines.example${WEBFINGER}`]: leadsTo("https://ines.example/users/ines"),
      },
      "bad_response",
      stranger,
    ],
    [
      "no server at all",
      {},
      "unavailable",
      "ines.example does not answer. Check the name of the server, or try again later.",
    ],
    [
      "a suspended account",
      { [`ines.example${LOOKUP}`]: json({ ...INES, suspended: true }) },
      "forbidden",
      "ines.example has suspended the account ines@ines.example, so nothing of it can be read.",
    ],
  ])("is told: %s", async (_name, answers, kind, told) => {
    expect((await ask(answers)).found).toMatchObject({ kind, told });
  });
});

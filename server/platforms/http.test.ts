import { describe, expect, it } from "vitest";
import * as z from "zod";
import { PlatformError } from "../errors.ts";
import { createHttp, type HttpOptions, type HttpRequest } from "./http.ts";

const NOW = Date.UTC(2026, 4, 14, 9, 30);
const DAY = 86_400_000;
const SEAM = "http://localhost:8787/sandbox";
const USER = "https://api.github.com/user";

interface Sent {
  url: string;
  method: string;
  headers: Headers;
  body: string | null;
}

/** A client whose network is `answer`, and what went out over it. */
function client(
  answer: (sent: Sent) => Response | Promise<Response>,
  options: Partial<HttpOptions> = {},
) {
  const sent: Sent[] = [];
  const http = createHttp({
    fetch: async (url, init) => {
      const { method = "GET", headers, body = null } = init ?? {};
      const one = {
        url: String(url),
        method,
        headers: new Headers(headers),
        body: body === null ? null : String(body),
      };
      sent.push(one);
      return answer(one);
    },
    upstreamOrigin: null,
    hosts: ["api.github.com", "github.com"],
    authorization: "Bearer secret-token",
    now: () => NOW,
    ...options,
  });
  return { http, sent };
}

async function failure(promise: Promise<unknown>): Promise<PlatformError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlatformError);
  return error as PlatformError;
}

function redirect(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location } });
}

describe("a request", () => {
  it("carries who we are, the token, its own headers and its body", async () => {
    const { http, sent } = client(() => new Response("{}"));
    await http.send({ method: "POST", url: USER, headers: { Accept: "text/x" }, body: "a=1" });
    expect(sent[0]).toMatchObject({ url: USER, method: "POST", body: "a=1" });
    expect(sent[0]?.headers.get("user-agent")).toBe("media-timeline (+https://media.devpad.tools)");
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer secret-token");
    expect(sent[0]?.headers.get("accept")).toBe("text/x");
  });

  it("may bring its own authorization, or none", async () => {
    const own = client(() => new Response("{}"));
    await own.http.send({ url: USER, headers: { authorization: "Basic abc" } });
    expect(own.sent[0]?.headers.get("authorization")).toBe("Basic abc");
    const none = client(() => new Response("{}"), { authorization: null });
    await none.http.send({ url: USER });
    expect(none.sent[0]?.headers.has("authorization")).toBe(false);
  });

  it.each([
    "http://api.github.com/user",
    "https://evil.example/user",
    "https://api.github.com.evil.example/user",
    "https://api.github.com:444/user",
    "https://name:word@api.github.com/user",
    "http://localhost:8787/sandbox/evil.example/user",
    "http://localhost:8788/sandbox/api.github.com/user",
    "javascript:alert(1)",
    "/user",
  ])("never goes to %s", async (url) => {
    const { http, sent } = client(() => new Response("{}"), { upstreamOrigin: SEAM });
    expect((await failure(http.send({ url }))).kind).toBe("bad_response");
    expect(sent).toEqual([]);
  });

  it("goes through the seam, also when its address already points there", async () => {
    const { http, sent } = client(() => new Response("{}"), { upstreamOrigin: SEAM });
    const response = await http.send({ url: `${USER}?a=1` });
    await http.send({ url: `${SEAM}/api.github.com/user?a=1` });
    expect(sent.map(({ url }) => url)).toEqual([
      `${SEAM}/api.github.com/user?a=1`,
      `${SEAM}/api.github.com/user?a=1`,
    ]);
    expect(response.url).toBe(`${USER}?a=1`);
  });
});

describe("an address that is served elsewhere", () => {
  const options = {
    hosts: ["api.github.com", "devpad.tools"],
    relocated: { "https://devpad.tools": "http://localhost:4321/base" },
  };

  it.each([null, SEAM])(
    "is asked there, whatever the seam (%s), and known by its own name",
    async (seam) => {
      const { http, sent } = client(() => new Response("{}"), { ...options, upstreamOrigin: seam });
      const response = await http.send({ url: "https://devpad.tools/api/tasks?a=1" });
      expect(sent[0]?.url).toBe("http://localhost:4321/base/api/tasks?a=1");
      expect(response.url).toBe("https://devpad.tools/api/tasks?a=1");
      expect(response.movedTo).toBeNull();
      await http.send({ url: USER });
      expect(sent[1]?.url).toBe(seam === null ? USER : `${SEAM}/api.github.com/user`);
    },
  );

  it("may be led on only to what is allowed", async () => {
    const { http, sent } = client(
      ({ url }) =>
        url.endsWith("/old") ? redirect("https://devpad.tools/new") : redirect("http://localhost/"),
      options,
    );
    expect((await failure(http.send({ url: "https://devpad.tools/old" }))).kind).toBe(
      "bad_response",
    );
    expect(sent.map(({ url }) => url)).toEqual([
      "http://localhost:4321/base/old",
      "http://localhost:4321/base/new",
    ]);
  });
});

describe("a client of any host", () => {
  it("follows to other hosts, and never into a network", async () => {
    const { http, sent } = client(
      ({ url }) =>
        url.includes("example.org")
          ? redirect("https://other.example/feed")
          : redirect("http://10.0.0.1/"),
      { hosts: "public", authorization: null },
    );
    const error = await failure(http.send({ url: "http://example.org/feed" }));
    expect(error.message).toBe("Calling 10.0.0.1 is not allowed.");
    expect(sent.map(({ url }) => url)).toEqual([
      "http://example.org/feed",
      "https://other.example/feed",
    ]);
  });

  it("says who it is as the platform wants it", async () => {
    const { http, sent } = client(() => new Response("{}"), {
      userAgent: "web:media:1 (by /u/ines)",
    });
    await http.send({ url: USER });
    expect(sent[0]?.headers.get("user-agent")).toBe("web:media:1 (by /u/ines)");
  });
});

describe("an answer", () => {
  it("tells its status, headers, ETag and next page", async () => {
    const link =
      '<https://api.github.com/repositories/7/commits?page=1>; rel="prev", <https://api.github.com/repositories/7/commits?page=3>; rel="next", <https://api.github.com/x>; rel="last"';
    const { http } = client(
      () => new Response("[1]", { headers: { etag: 'W/"abc"', link, "x-poll-interval": "60" } }),
    );
    const response = await http.send({ url: USER });
    expect(response).toMatchObject({
      status: 200,
      etag: 'W/"abc"',
      notModified: false,
      body: "[1]",
      next: "https://api.github.com/repositories/7/commits?page=3",
    });
    expect(response.headers.get("x-poll-interval")).toBe("60");
    expect(response.json(z.array(z.number()))).toEqual([1]);
  });

  it.each([
    [null, null],
    ['<https://api.github.com/x>; rel="last"', null],
    ["<https://api.github.com/a,b>; rel=next", "https://api.github.com/a,b"],
    ["</user/repos?page=2>; rel=next", "https://api.github.com/user/repos?page=2"],
    [
      `<${SEAM}/api.github.com/user/repos?page=2>; rel="next"`,
      "https://api.github.com/user/repos?page=2",
    ],
    [
      "</sandbox/api.github.com/user/repos?page=2>; rel=next",
      "https://api.github.com/user/repos?page=2",
    ],
  ])("with the link %s goes on at %s", async (link, next) => {
    const { http } = client(() => new Response("[]", { headers: link === null ? {} : { link } }), {
      upstreamOrigin: SEAM,
    });
    expect((await http.send({ url: USER })).next).toBe(next);
  });

  it("may be that nothing changed, if that was asked", async () => {
    const { http, sent } = client(
      () => new Response(null, { status: 304, headers: { etag: '"a"' } }),
    );
    expect(await http.send({ url: USER, etag: '"a"' })).toMatchObject({
      status: 304,
      notModified: true,
      body: "",
    });
    expect(sent[0]?.headers.get("if-none-match")).toBe('"a"');
    expect((await failure(http.send({ url: USER }))).kind).toBe("bad_response");
  });

  it("with an accepted status is returned", async () => {
    const { http } = client(() => new Response('{"error":"x"}', { status: 400 }));
    const response = await http.send({ url: USER, accept: [400, 401] });
    expect(response.status).toBe(400);
    expect(response.json(z.object({ error: z.string() }))).toEqual({ error: "x" });
  });

  it("that is a rate limit is thrown even where 403 is accepted", async () => {
    const { http } = client(
      () => new Response("", { status: 403, headers: { "retry-after": "5" } }),
    );
    expect((await failure(http.send({ url: USER, accept: [403] }))).kind).toBe("rate_limited");
  });
});

describe("a redirect", () => {
  it("is followed by the same rules, the token included", async () => {
    const { http, sent } = client(
      ({ url }) =>
        url.endsWith("/repos/old/name") ? redirect("/repositories/7", 301) : new Response("{}"),
      { upstreamOrigin: SEAM },
    );
    const response = await http.send({ url: "https://api.github.com/repos/old/name" });
    expect(response.url).toBe("https://api.github.com/repositories/7");
    expect(sent[1]?.url).toBe(`${SEAM}/api.github.com/repositories/7`);
    expect(sent[1]?.headers.get("authorization")).toBe("Bearer secret-token");
  });

  it.each([
    [[301], true],
    [[308], true],
    [[301, 308], true],
    [[302], false],
    [[303], false],
    [[307], false],
    [[301, 302], false],
    [[307, 301], false],
    [[], false],
  ])("by %j is for good: %s", async (statuses, isForGood) => {
    const { http, sent } = client(() => {
      const status = statuses[sent.length - 1];
      return status === undefined ? new Response("{}") : redirect(`/${sent.length}`, status);
    });
    const response = await http.send({ url: USER });
    const last = `https://api.github.com/${statuses.length}`;
    expect(response.url).toBe(statuses.length === 0 ? USER : last);
    expect(response.movedTo).toBe(isForGood ? last : null);
  });

  it("to a foreign host is refused", async () => {
    const { http, sent } = client(() => redirect("https://evil.example/"));
    expect((await failure(http.send({ url: USER }))).kind).toBe("bad_response");
    expect(sent).toHaveLength(1);
  });

  it("is followed five times at most", async () => {
    const { http, sent } = client(() => redirect(USER));
    expect((await failure(http.send({ url: USER }))).kind).toBe("bad_response");
    expect(sent).toHaveLength(6);
  });

  it.each([
    [301, "POST", "GET", null],
    [302, "POST", "GET", null],
    [303, "POST", "GET", null],
    [303, "DELETE", "GET", null],
    [302, "DELETE", "DELETE", "a"],
    [307, "POST", "POST", "a"],
    [308, "POST", "POST", "a"],
  ] as const)("by %i turns %s into %s", async (status, method, then, body) => {
    const { http, sent } = client(({ url }) =>
      url.endsWith("/a") ? redirect("/b", status) : new Response("{}"),
    );
    const request: HttpRequest = {
      method,
      url: "https://github.com/a",
      body: "a",
      headers: { "content-type": "text/plain" },
    };
    await http.send(request);
    expect(sent[1]).toMatchObject({ method: then, body });
    expect(sent[1]?.headers.has("content-type")).toBe(body !== null);
  });
});

describe("what a failure says of an address", () => {
  const secret = "https://blog.example.org/private/7d1f0c/feed.xml?key=hush";
  const answers: readonly (readonly [string, () => Response])[] = [
    ["refused", () => new Response("", { status: 401 })],
    ["told to wait", () => new Response("", { status: 429 })],
    ["not found", () => new Response("", { status: 404 })],
    ["broken", () => new Response("", { status: 502 })],
    ["odd", () => new Response("", { status: 418 })],
    ["sent round", () => new Response("", { status: 301, headers: { location: secret } })],
    ["too large", () => new Response("x".repeat(200))],
    ["no JSON", () => new Response("<html>")],
    ["of another shape", () => new Response("[]")],
    [
      "without an end",
      () => {
        throw new Error("The network was lost.");
      },
    ],
  ];
  const ask = async (answer: () => Response, url: string, options: Partial<HttpOptions>) => {
    const { http } = client(answer, { ...options, maxBytes: 100 });
    const read = async () => (await http.send({ url })).json(z.object({ id: z.number() }));
    return (await failure(read())).message;
  };

  it.each(answers)("on the open internet is its host alone: %s", async (_name, answer) => {
    const said = await ask(answer, secret, { hosts: "public" });
    expect(said).toContain("blog.example.org");
    expect(said).not.toMatch(/private|7d1f0c|hush/);
  });

  it.each(answers)("of a platform is its path, and no query: %s", async (_name, answer) => {
    const hosts = ["blog.example.org"];
    const said = await ask(answer, secret, { hosts });
    expect(said).toContain("blog.example.org/private/7d1f0c/feed.xml");
    expect(said).not.toContain("hush");
  });
});

describe("a failure", () => {
  it.each([
    [401, {}, "", "unauthorised"],
    [400, {}, "", "bad_response"],
    [403, {}, '{"message":"Resource not accessible"}', "bad_response"],
    [422, {}, "", "bad_response"],
    [404, {}, "", "not_found"],
    [409, {}, "", "not_found"],
    [410, {}, "", "not_found"],
    [451, {}, "", "not_found"],
    [500, {}, "<html>", "unavailable"],
    [502, {}, "<html>", "unavailable"],
    [503, {}, "", "unavailable"],
  ])("of %i is told", async (status, headers, body, kind) => {
    const { http, sent } = client(() => new Response(body, { status, headers }));
    expect(await failure(http.send({ url: USER }))).toMatchObject({ kind, status, retryAt: null });
    expect(sent).toHaveLength(1);
  });

  it.each([429, 503])(
    "of anybody on the open internet silences it for a day at most",
    async (status) => {
      const headers = { "retry-after": "604800" };
      const { http } = client(() => new Response("", { status, headers }), { hosts: "public" });
      const error = await failure(http.send({ url: "https://blog.example.org/feed" }));
      expect(error).toMatchObject({ status, retryAt: NOW + DAY });
    },
  );

  it("of a closed house may say until when", async () => {
    const headers = { "retry-after": "120" };
    const { http } = client(() => new Response("", { status: 503, headers }));
    expect(await failure(http.send({ url: USER }))).toMatchObject({
      kind: "unavailable",
      retryAt: NOW + 120_000,
    });
  });

  it.each([
    ["seconds", 429, { "retry-after": "30" }, "", 30_000],
    ["a date", 429, { "retry-after": new Date(NOW + 90_000).toUTCString() }, "", 90_000],
    ["a date gone by", 429, { "retry-after": new Date(NOW - 90_000).toUTCString() }, "", 60_000],
    ["nothing", 429, {}, "<html>", 60_000],
    ["nonsense", 429, { "retry-after": "soon" }, "", 60_000],
    // A limit by the week or the month is a platform's own to set, and is not asked into.
    ["a week", 429, { "retry-after": "604800" }, "", 7 * DAY],
    ["for ever", 429, { "retry-after": "999999999999999" }, "", 31 * DAY],
    ["403 with retry-after", 403, { "retry-after": "7" }, "", 7000],
    [
      "403 with nothing left",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1000 + 600) },
      "",
      600_000,
    ],
    [
      "403 with a reset gone by",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1000 - 600) },
      "",
      60_000,
    ],
    ["the platform's own words", 420, {}, "Enhance your calm", 60_000],
    [
      "both",
      403,
      {
        "retry-after": "7",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(NOW / 1000 + 600),
      },
      "",
      7000,
    ],
  ])("that asks to wait, by %s, says until when", async (_name, status, headers, body, wait) => {
    const { http } = client(
      () => new Response(body, { status, headers: new Headers(Object.entries(headers)) }),
      { isRateLimit: (answered, text) => answered === 420 && text.includes("calm") },
    );
    expect(await failure(http.send({ url: USER }))).toMatchObject({
      kind: "rate_limited",
      status,
      retryAt: NOW + wait,
    });
  });

  it("of the network is unavailable", async () => {
    const { http } = client(() => Promise.reject(new TypeError("connection reset")));
    expect(await failure(http.send({ url: USER }))).toMatchObject({
      kind: "unavailable",
      status: null,
    });
  });

  it("to send headers in time is unavailable", async () => {
    const { http } = client(() => new Promise(() => undefined), { timeoutMs: 20 });
    expect((await failure(http.send({ url: USER }))).kind).toBe("unavailable");
  });

  it("to send the whole body in time is unavailable", async () => {
    const body = () =>
      new ReadableStream({ start: (out) => out.enqueue(new TextEncoder().encode("[1,")) });
    const { http } = client(() => new Response(body()), { timeoutMs: 20 });
    expect((await failure(http.send({ url: USER }))).kind).toBe("unavailable");
  });

  it("in the middle of the body is unavailable", async () => {
    const body = () => new ReadableStream({ pull: (out) => out.error(new Error("reset")) });
    const { http } = client(() => new Response(body()));
    expect((await failure(http.send({ url: USER }))).kind).toBe("unavailable");
    const broken = client(() => new Response(body(), { status: 404 }));
    expect((await failure(broken.http.send({ url: USER }))).kind).toBe("not_found");
  });

  it("to keep to the size is seen while reading", async () => {
    let pulled = 0;
    const body = () =>
      new ReadableStream({
        pull: (out) => {
          pulled += 1;
          out.enqueue(new Uint8Array(1000));
        },
      });
    const { http } = client(() => new Response(body()), { maxBytes: 5000 });
    expect((await failure(http.send({ url: USER }))).kind).toBe("bad_response");
    expect(pulled).toBeLessThan(10);
  });

  it("of shape names the endpoint and the place, and shows neither token nor body", async () => {
    const { http } = client(() => new Response('{"user":{"id":"secret-body"}}'));
    const response = await http.send({ url: `${USER}?code=secret-query` });
    const read = async () => response.json(z.object({ user: z.object({ id: z.number() }) }));
    const error = await failure(read());
    expect(error.kind).toBe("bad_response");
    expect(error.message).toBe(
      "api.github.com/user answered in an unexpected shape, first at user.id.",
    );
  });

  it.each(["", "[1,", "<html>"])("of JSON (%j) is a bad response", async (body) => {
    const { http } = client(() => new Response(body));
    const response = await http.send({ url: USER });
    const error = await failure((async () => response.json(z.unknown()))());
    expect(error).toMatchObject({
      kind: "bad_response",
      message: "api.github.com/user did not answer with valid JSON.",
    });
  });

  it("never shows a secret", async () => {
    for (const status of [400, 401, 403, 404, 429, 500]) {
      const { http } = client(() => new Response("secret-body", { status }));
      const error = await failure(
        http.send({ url: `${USER}?token=secret-query`, body: "secret-form", method: "POST" }),
      );
      expect(`${error.message} ${String(error.cause)}`).not.toContain("secret");
    }
  });
});

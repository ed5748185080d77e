import { describe, expect, it } from "vitest";
import { platformInfo } from "../../shared/platforms.ts";
import { PlatformError } from "../errors.ts";
import { createHttp } from "./http.ts";
import type { Page, Platform, PlatformAccount } from "./platform.ts";
import { platforms } from "./platforms.ts";

/** What every platform keeps to. No platform is named here: a new line in the registry is enough. */

const NOW = Date.UTC(2026, 4, 14, 9);

const ACCOUNT: PlatformAccount = {
  externalId: "4107",
  handle: "ines",
  displayName: "Ines Aldana",
  url: null,
  email: null,
};

interface Asked {
  calls: number;
  hosts: Set<string>;
}

function httpFor(platform: Platform, answer: () => Response | Promise<Response>, asked?: Asked) {
  return createHttp({
    fetch: async (url) => {
      if (asked) {
        asked.calls += 1;
        asked.hosts.add(new URL(String(url)).host);
      }
      return answer();
    },
    upstreamOrigin: null,
    hosts: platform.hosts,
    authorization: "Bearer token",
    now: () => NOW,
    timeoutMs: 200,
    maxBytes: 100_000,
  });
}

function askPage(
  platform: Platform,
  answer: () => Response | Promise<Response>,
  given: { cursor?: unknown; failures?: number; asked?: Asked } = {},
): Promise<Page> {
  const { cursor = null, failures = 0, asked } = given;
  const http = httpFor(platform, answer, asked);
  const includePrivate = false;
  return platform.fetchPage({ http, account: ACCOUNT, includePrivate, cursor, now: NOW, failures });
}

/** The kind of failure, or `page`: anything that is no `PlatformError` fails the test. */
async function outcomeOf(page: Promise<Page>): Promise<string> {
  try {
    const { items, more } = await page;
    expect(items).toEqual([]);
    expect(more).toBe(true);
    return "page";
  } catch (error) {
    expect(error).toBeInstanceOf(PlatformError);
    return error instanceof PlatformError ? error.kind : "";
  }
}

const plain = { "content-type": "application/json" };
const cutStream = () =>
  new ReadableStream({
    start(out) {
      out.enqueue(new TextEncoder().encode('[{"id":1,'));
      out.error(new Error("connection reset"));
    },
  });

type Hostile = [name: string, answer: () => Response | Promise<Response>, kinds: string[]];

const HOSTILE: Hostile[] = [
  ["401", () => Response.json({ message: "Bad credentials" }, { status: 401 }), ["unauthorised"]],
  ["403", () => Response.json({ message: "no" }, { status: 403 }), ["page", "bad_response"]],
  ["404", () => Response.json({ message: "Not Found" }, { status: 404 }), ["page", "not_found"]],
  ["410 with a page", () => new Response("<html>", { status: 410 }), ["page", "not_found"]],
  ["429", () => new Response("<html>", { status: 429 }), ["rate_limited"]],
  [
    "429 until",
    () => new Response("", { status: 429, headers: { "retry-after": "9" } }),
    ["rate_limited"],
  ],
  [
    "403 for now",
    () => new Response("", { status: 403, headers: { "retry-after": "9" } }),
    ["rate_limited"],
  ],
  ["500", () => new Response("<html><h1>Oops", { status: 500 }), ["unavailable"]],
  ["502", () => new Response("<html>", { status: 502 }), ["unavailable"]],
  ["503 without a body", () => new Response(null, { status: 503 }), ["unavailable"]],
  ["cut JSON", () => new Response('[{"id":1,', { headers: plain }), ["bad_response"]],
  ["a cut stream", () => new Response(cutStream()), ["unavailable"]],
  ["an empty body", () => new Response(""), ["bad_response"]],
  ["a page of HTML", () => new Response("<html>"), ["bad_response"]],
  ["a number", () => Response.json(7), ["bad_response"]],
  ["null", () => Response.json(null), ["bad_response"]],
  [
    "an object of the wrong kind",
    () => Response.json({ items: "none", data: 7 }),
    ["bad_response"],
  ],
  ["a list of the wrong kind", () => Response.json([1, "two", null, [], {}]), ["bad_response"]],
  [
    "wrong types inside",
    () => Response.json({ items: [{ id: {}, title: 7 }], data: [{}] }),
    ["bad_response"],
  ],
  ["deep nonsense", () => new Response("[".repeat(5000) + "]".repeat(5000)), ["bad_response"]],
  ["a huge answer", () => new Response(`["${"x".repeat(200_000)}"]`), ["bad_response"]],
  ["an unasked 304", () => new Response(null, { status: 304 }), ["bad_response"]],
  [
    "a redirect loop",
    () => new Response(null, { status: 302, headers: { location: "?again" } }),
    ["bad_response"],
  ],
  [
    "a redirect elsewhere",
    () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } }),
    ["bad_response"],
  ],
  [
    "a lost connection",
    () => Promise.reject(new TypeError("Network connection lost")),
    ["unavailable"],
  ],
  ["silence", () => new Promise(() => undefined), ["unavailable"]],
];

it("platforms have ids that are unique", () => {
  expect(new Set(platforms.map(({ id }) => id)).size).toBe(platforms.length);
});

describe.each(platforms.map((platform) => ({ platform, name: platform.name })))(
  "$name",
  ({ platform }) => {
    it("is described in full", () => {
      const { id, name, glyph, hue, reads, placeName, kinds, oauth } = platform;
      const { label, help } = oauth.privateOption;
      const connect = {
        type: "oauth",
        start: `/media/api/auth/${id}`,
        options: [{ name: "private", label, help }],
      };
      const info = {
        id,
        name,
        glyph,
        hue,
        reads,
        placeName,
        kinds,
        connect,
        configured: true,
        missing: [],
      };
      expect(platformInfo.parse(info)).toEqual(info);
      expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(glyph).toMatch(/^[a-z]{2}$/);
      for (const text of [name, hue, placeName, label, help]) expect(text.trim()).not.toBe("");
      expect(reads).toMatch(/\.$/);
    });

    it("has kinds that read well", () => {
      expect(Object.keys(platform.kinds).length).toBeGreaterThan(0);
      for (const [name, kind] of Object.entries(platform.kinds)) {
        expect(name).toMatch(/^[a-z][a-z_]*$/);
        for (const face of [kind, ...Object.values(kind.states)])
          expect(face.verb).toMatch(/^[A-Z]/);
        expect(kind.plural).not.toBe(kind.name);
      }
      for (const kind of platform.groupedKinds) expect(platform.kinds).toHaveProperty(kind);
    });

    it("calls its own hosts only, and says where they are documented", () => {
      const { oauth, endpoints, hosts } = platform;
      const revoked = Object.values(oauth.revoke).map(({ url }) => url);
      for (const url of [oauth.authorizeUrl, oauth.tokenUrl, ...revoked]) {
        expect(hosts).toContain(new URL(url).host);
        expect(
          endpoints.some((line) => line.includes(url)),
          url,
        ).toBe(true);
      }
      for (const line of endpoints) {
        const [, url = ""] = line.match(/^(?:GET|POST|PUT|DELETE) (https:\S+) · \S/) ?? [];
        expect(hosts, line).toContain(URL.parse(url)?.host);
      }
      expect(new Set(oauth.scopes).size).toBe(oauth.scopes.length);
    });

    it.each(HOSTILE)("survives %s", async (_name, answer, kinds) => {
      const asked = { calls: 0, hosts: new Set<string>() };
      expect(kinds).toContain(await outcomeOf(askPage(platform, answer, { asked })));
      for (const host of asked.hosts) expect(platform.hosts).toContain(host);
      expect(asked.calls).toBeLessThanOrEqual(6);
    });

    it.each(HOSTILE)("survives %s again and again", async (_name, answer, kinds) => {
      expect([...kinds, "page"]).toContain(
        await outcomeOf(askPage(platform, answer, { failures: 9 })),
      );
    });

    it.each(HOSTILE)("survives %s where it asks who somebody is", async (_name, answer, kinds) => {
      const error = await platform
        .identify(httpFor(platform, answer))
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(PlatformError);
      const refused = kinds.includes("page") ? ["bad_response", "not_found"] : kinds;
      expect(refused).toContain(error instanceof PlatformError ? error.kind : "");
    });

    it.each([
      ["a word", "x"],
      ["a number", 7],
      ["an empty object", {}],
      ["a list", [1]],
      ["an older one", { version: 0 }],
    ])("starts over from a cursor that is %s", async (_name, cursor) => {
      const asked = { calls: 0, hosts: new Set<string>() };
      const answer = () => Response.json({}, { status: 500 });
      expect(await outcomeOf(askPage(platform, answer, { cursor, asked }))).toBe("unavailable");
      expect(asked.calls).toBe(1);
    });
  },
);

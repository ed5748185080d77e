import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import { mapAnswer } from "./map.ts";

interface Pair {
  account: Parameters<typeof mapAnswer>[1];
  raw: { endpoint: string; url: string; body: unknown; context?: Record<string, unknown> };
  items: unknown;
}

const pairs = import.meta.glob<Pair>("./fixtures/*.json", { eager: true, import: "default" });
const ACCOUNT = {
  externalId: "https://ines.example/feed.xml",
  handle: "ines.example",
  displayName: null,
  url: null,
  email: null,
};

function map(body: string, context?: Record<string, unknown>) {
  const url = "https://ines.example/feed.xml";
  return mapAnswer({ endpoint: "feed", url, body, ...(context ? { context } : {}) }, ACCOUNT);
}

function rss(items: string, channel = "<title>T</title>"): string {
  return `<rss version="2.0"><channel>${channel}${items}</channel></rss>`;
}

describe("a document becomes its items", () => {
  it.each(Object.entries(pairs))("%s", (_name, { account, raw, items }) => {
    const body = typeof raw.body === "string" ? raw.body : JSON.stringify(raw.body);
    expect(JSON.parse(JSON.stringify(mapAnswer({ ...raw, body }, account)))).toEqual(items);
  });
});

describe("a document that is no feed", () => {
  it.each([
    ["nothing", ""],
    ["a page", "<!DOCTYPE html><html><head><title>x</title></head></html>"],
    ["XHTML", '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y"><html xmlns="z"/>'],
    ["other XML", "<opml version='2.0'><body/></opml>"],
    ["other JSON", '{"items":[{"id":1,"title":"x"}]}'],
    ["a list", "[1,2]"],
    ["a feed that ends in the middle", rss("<item><title>x</title></item>").slice(0, -12)],
    ["a feed that ends in a text", "<rss><channel><item><title>Half a tit"],
    ["a feed nested too deep", `<rss>${"<a>".repeat(5000)}${"</a>".repeat(5000)}</rss>`],
    ["a feed of too many elements", `<rss>${"<a/>".repeat(250_000)}</rss>`],
  ])("%s", (_name, body) => {
    expect(() => map(body)).toThrow(PlatformError);
  });
});

describe("an entry", () => {
  it("keeps its name when its feed moves to https, or its guid is of another length", () => {
    const [http] = map(
      rss(
        "<item><title>x</title><guid>http://a.example/1</guid><pubDate>14 May 2026</pubDate></item>",
      ),
    );
    const [https] = map(
      rss(
        "<item><title>x</title><guid>https://a.example/1</guid><pubDate>14 May 2026</pubDate></item>",
      ),
    );
    expect(http?.externalId).toBe(https?.externalId);
    const long = `<item><title>x</title><guid>${"y".repeat(5000)}</guid><pubDate>14 May 2026</pubDate></item>`;
    expect(map(rss(long))[0]?.externalId).toMatch(/^entry:[0-9a-f]{32}$/);
  });

  it("without a date has the first time that was read of it, whatever is read later", () => {
    const undated = (date: string): string =>
      rss("<item><title>x</title><guid>1</guid></item>", `<pubDate>${date}</pubDate>`);
    const later = undated("20 May 2026");
    const times = { "entry:1": Date.UTC(2026, 4, 14) };
    expect(map(later)[0]?.occurredAt).toBe(Date.UTC(2026, 4, 20));
    expect(map(later, { times, seenAt: null })[0]?.occurredAt).toBe(Date.UTC(2026, 4, 14));
    expect(map(rss("<item><title>x</title></item>"))).toEqual([]);
  });

  it("holds no address for mail", () => {
    const body = rss(
      "<item><title>x</title><author>ines@a.example</author><pubDate>14 May 2026</pubDate></item><item><title>y</title><author>Dag &lt;dag@a.example&gt;</author><pubDate>14 May 2026</pubDate></item>",
    );
    expect(map(body).map(({ author }) => author?.name ?? null)).toEqual([null, "Dag"]);
    expect(JSON.stringify(map(body))).not.toContain("@");
  });
});

describe("entities that a document defines", () => {
  it("are never expanded", () => {
    const levels = Array.from({ length: 20 }, (_, at) => {
      const inner = at === 0 ? "ha" : `&l${at - 1};`.repeat(10);
      return `<!ENTITY l${at} "${inner}">`;
    });
    const body = `<?xml version="1.0"?><!DOCTYPE rss [${levels.join("")}]>${rss("<item><title>&l19;</title><pubDate>14 May 2026</pubDate></item>")}`;
    expect(map(body)[0]?.title).toBe("&l19;");
  });
});

import { describe, expect, it } from "vitest";
import { growthOf } from "../../testing/growth.ts";
import { isHtml, readFeed } from "./read-feed.ts";

const URL_OF_IT = "https://ines.example/feed.xml";

function rss(inner: string, attributes = ""): string {
  return `<rss${attributes}><channel><title>T</title>${inner}</channel></rss>`;
}

const DOCUMENTS: readonly (readonly [string, number, (size: number) => string])[] = [
  [
    "prefixes declared at the root and at each element",
    1000,
    (size) => {
      const declared = Array.from({ length: size }, (_, at) => ` xmlns:p${at}="u"`).join("");
      return rss('<a xmlns:b="u"/>'.repeat(size), declared);
    },
  ],
  [
    "a long base, and a base at each element",
    1000,
    (size) =>
      rss(
        '<a xml:base="y"/>'.repeat(size),
        ` xml:base="https://a.example/${"x/".repeat(size * 8)}"`,
      ),
  ],
  [
    "media of one group",
    1500,
    (size) =>
      rss(
        `<item><media:group>${'<media:content url="https://a.example/a.png"/>'.repeat(size)}</media:group></item>`,
      ),
  ],
  [
    "an author of nothing but signs",
    10_000,
    (size) => rss(`<author>&lt;${"@".repeat(size)}</author>`),
  ],
  ["comments before its begin", 5_000, (size) => `${"<!---->".repeat(size)}${rss("")}`],
];

describe("a document is read in time proportional to its length: one with", () => {
  it.each(DOCUMENTS)("%s", (_name, size, make) => {
    const documents = new Map([size, size * 8].map((one) => [one, make(one)]));
    const growth = growthOf((one) => void readFeed(documents.get(one) ?? "", URL_OF_IT), size);
    expect(growth).toBeLessThan(3.4);
  });
});

it("many comments before a page are passed at once", () => {
  expect(isHtml(`${"<!---->".repeat(100)}<html>`)).toBe(true);
  expect(isHtml(`${"<!---->".repeat(140)}<rss>`)).toBe(false);
});

it("a base that is longer than any address is none", () => {
  const item = "<item><link>one</link><title>x</title></item>";
  const long = rss(item, ` xml:base="https://a.example/${"x/".repeat(1500)}"`);
  expect(readFeed(long, URL_OF_IT)?.entries[0]?.url).toBe("https://ines.example/one");
});

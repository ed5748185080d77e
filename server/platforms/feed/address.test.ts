import { describe, expect, it } from "vitest";
import { feedAddress } from "./address.ts";
import { feedsOf } from "./discover.ts";

describe("an address", () => {
  it.each([
    ["ines.example", "https://ines.example/"],
    ["  ines.example/feed.xml\n", "https://ines.example/feed.xml"],
    ["http://ines.example/feed", "http://ines.example/feed"],
    ["HTTPS://Ines.Example/Feed?x=1#top", "https://ines.example/Feed?x=1"],
    ["feed://ines.example/feed.xml", "https://ines.example/feed.xml"],
    ["feed:https://ines.example/feed.xml", "https://ines.example/feed.xml"],
    ["https://ines.example:443/feed.xml", "https://ines.example/feed.xml"],
    ["bücher.example/feed", "https://xn--bcher-kva.example/feed"],
  ])("%s", (typed, address) => {
    expect(feedAddress.safeParse(typed).data).toBe(address);
  });

  it.each([
    ["", /is needed/],
    ["my blog", /not a web address/],
    ["https://", /not a web address/],
    ["ftp://ines.example/feed", /https:\/\/ or http:\/\//],
    ["javascript:alert(1)", /https:\/\/ or http:\/\//],
    ["file:///etc/passwd", /https:\/\/ or http:\/\//],
    ["https://ines:secret@ines.example/feed", /password/],
    ["https://ines.example:8443/feed", /usual ports/],
    ["ines.example:8080/feed", /usual ports/],
    ["localhost/feed", /open internet/],
    ["http://127.0.0.1/feed", /open internet/],
    ["http://0x7f.1/feed", /open internet/],
    ["http://2130706433/feed", /open internet/],
    ["http://[::1]/feed", /open internet/],
    ["http://169.254.169.254/latest/meta-data/", /open internet/],
    ["http://10.0.0.7/feed", /open internet/],
    ["https://router.local/feed", /open internet/],
    ["https://metadata.google.internal/feed", /open internet/],
    ["intranet", /open internet/],
    [`https://ines.example/${"x".repeat(3000)}`, /too long/],
  ])("%s is refused in a sentence", (typed, sentence) => {
    const { error } = feedAddress.safeParse(typed);
    expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
  });
});

describe("a page names its feeds", () => {
  it.each([
    ["none", "<html><body>x", []],
    [
      "in any order, with any case",
      `<LINK HREF='/feed' TYPE='application/rss+xml' REL='Alternate'>`,
      ["https://ines.example/feed"],
    ],
    [
      "relative to its base",
      `<base href="/blog/"><link rel="alternate" type="application/atom+xml" href="feed.xml">`,
      ["https://ines.example/blog/feed.xml"],
    ],
    [
      "the comments last, and nothing else",
      `<link rel="alternate" type="application/rss+xml" title="Comments" href="/c"><link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/s"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1"><link rel="alternate home" type="application/feed+json; charset=utf-8" href="/f"><link rel="alternate" type="application/rss+xml" href="javascript:x">`,
      ["https://ines.example/f", "https://ines.example/c"],
    ],
  ])("%s", (_name, page, feeds) => {
    expect(feedsOf(page, "https://ines.example/index.html")).toEqual(feeds);
  });
});

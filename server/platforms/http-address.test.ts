import { describe, expect, it } from "vitest";
import { allowed, isPublic, nextLink, resolved } from "./http-address.ts";

/** Spellings of one's own machine, of a network, and of what a cloud tells its machines. */
const INSIDE = [
  "http://localhost/",
  "http://LOCALHOST/",
  "http://localhost./",
  "http://localhost../",
  "http://feeds.localhost/",
  "http://127.0.0.1/",
  "http://127.0.0.1./",
  "http://127.1/",
  "http://127.0.1/",
  "http://0x7f.0.0.1/",
  "http://0x7f000001/",
  "http://2130706433/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://%31%32%37.0.0.1/",
  "http://１２７.０.０.１/",
  "http://①②⑦.⓪.⓪.①/",
  "http://127。0。0。1/",
  "http://0/",
  "http://0.0.0.0/",
  "http://10.0.0.1/",
  "http://100.64.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://198.18.0.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://[::1]/",
  "http://[::]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[fd00::1]/",
  "http://[fe80::1]/",
  "http://metadata.google.internal/",
  "http://METADATA.GOOGLE.INTERNAL./",
  "http://printer.local/",
  "http://router.lan/",
  "http://nas.home.arpa/",
  "http://nas.home/",
  "http://wiki.corp/",
  "http://wiki.intranet/",
  "http://db.private/",
  "http://host.localdomain/",
  "http://server.test/",
  "http://server.invalid/",
  "http://abcdefghij.onion/",
  "http://intranet/",
  "http://db/",
  "http://127.0.0.1.nip.io/",
  "http://10-0-0-1.SSLIP.io./",
  "http://7f000001.nip.io/",
  "http://anything.sslip.io/",
  "http://10.0.0.1.xip.io/",
  "http://localtest.me/",
  "http://feeds.lvh.me/",
  "http://192-168-1-7.example.org/",
  "http://app-172-20-0-3.example.org/",
  "http://169.254.169.254.example.org/",
];

/** Neither a web address nor on a usual port, or with a name and a word in it. */
const NO_WEB = [
  "https://example.org:444/feed",
  "http://example.org:8080/feed",
  "https://example.org:22/",
  "ftp://example.org/feed",
  "file:///etc/passwd",
  "gopher://example.org/",
  "data:text/xml,<rss/>",
  "javascript:alert(1)",
  "https://name@example.org/feed",
  "https://name:word@example.org/feed",
  "https://example.org@127.0.0.1/",
  "//example.org/feed",
  "/feed",
  "example.org/feed",
  "",
];

const OUTSIDE = [
  "https://example.org/feed",
  "http://example.org/feed",
  "https://example.org:443/feed",
  "http://example.org:80/feed",
  "https://EXAMPLE.org./feed?a=1#b",
  "https://bücher.example/feed",
  "https://xn--bcher-kva.example/feed",
  "https://local.example.org/",
  "https://localhost.example.org/",
  "https://internal.dev/",
  "https://1.example.org/",
  "https://0x7f.example.org/",
  "https://notlvh.me/",
  "https://nip.io.example/",
  "https://2010-1-2-3.example.org/",
  "https://172-15-0-3.example.org/",
  "https://10-1.example.org/",
];

describe("any host of the open internet", () => {
  it.each([...INSIDE, ...NO_WEB])("is not %s", (url) => {
    expect(() => allowed(url, "public")).toThrow("is not allowed");
  });

  it.each(OUTSIDE)("is that of %s", (url) => {
    expect(allowed(url, "public")).toBe(url);
  });

  it.each(["https://93.184.216.34/", "https://[2606:2800:220:1::1]/"])(
    "has a name, so %s is none",
    (url) => {
      expect(isPublic(new URL(url))).toBe(false);
    },
  );

  it("is what a redirect may lead to, and nothing else", () => {
    const ways = { upstreamOrigin: null, hosts: "public" as const };
    const from = "https://example.org/blog/feed";
    expect(resolved("../atom.xml", from, ways)).toBe("https://example.org/atom.xml");
    expect(resolved("//other.example/feed", from, ways)).toBe("https://other.example/feed");
    const inside = resolved("//127.0.0.1/feed", from, ways);
    expect(() => allowed(inside, "public")).toThrow("Calling 127.0.0.1 is not allowed.");
  });
});

describe("a host by name", () => {
  it.each([
    ["https://api.example.org/x", true],
    ["http://api.example.org/x", false],
    ["https://api.example.org:444/x", false],
    ["https://API.example.org/x", true],
    ["https://api.example.org./x", false],
    ["https://api.example.org.evil.example/x", false],
    ["https://evil.example/api.example.org", false],
    ["https://api.example.org@evil.example/", false],
  ])("takes %s: %s", (url, isTaken) => {
    const run = () => allowed(url, ["api.example.org"]);
    if (isTaken) expect(run()).toBe(url);
    else expect(run).toThrow("is not allowed");
  });
});

describe("the next page of a Link header", () => {
  it.each([
    ['<https://a.example/?page=2>; rel="next"', "https://a.example/?page=2"],
    [
      '<https://a.example/?max_id=9>; rel="next", <https://a.example/>; rel="prev"',
      "https://a.example/?max_id=9",
    ],
    [
      '<https://a.example/>; rel="prev", <https://a.example/?b=1,2>; rel=next',
      "https://a.example/?b=1,2",
    ],
    ['<https://a.example/>; title="the next"; rel="last"', null],
    ['<https://a.example/>; rel="first next"', "https://a.example/"],
    ["", null],
    [null, null],
  ])("in %s is %s", (header, next) => {
    expect(nextLink(header)).toBe(next);
  });
});

import { describe, expect, it } from "vitest";
import { decoderFor } from "./http-charset.ts";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const decode = (type: string | null, body: Uint8Array): string =>
  decoderFor(type, body).decode(body);

describe("decoderFor", () => {
  it.each([
    ["nothing said", null, "na\xc3\xafve", "naïve"],
    ["a header", "text/xml; charset=ISO-8859-1", "<a>na\xefve</a>", "<a>naïve</a>"],
    ["a header in quotes", 'text/xml; charset="windows-1252"', "\x93na\xefve\x94", "“naïve”"],
    [
      "a prolog",
      "application/rss+xml",
      '<?xml version="1.0" encoding="iso-8859-1"?><a>na\xefve</a>',
      '<?xml version="1.0" encoding="iso-8859-1"?><a>naïve</a>',
    ],
    [
      "a prolog of another alphabet",
      null,
      "<?xml version='1.0' encoding='koi8-r'?><a>\xc1</a>",
      "<?xml version='1.0' encoding='koi8-r'?><a>а</a>",
    ],
    [
      "a header and another prolog: the header",
      "text/xml; charset=utf-8",
      '<?xml version="1.0" encoding="iso-8859-1"?>\xc3\xaf',
      '<?xml version="1.0" encoding="iso-8859-1"?>ï',
    ],
    ["a mark of UTF-8", "text/xml; charset=latin1", "\xef\xbb\xbfna\xc3\xafve", "naïve"],
    ["a mark of UTF-16", null, "\xff\xfen\0a\0\xef\0", "naï"],
    ["a mark of UTF-16, the other way round", null, "\xfe\xff\0n\0a\0\xef", "naï"],
    ["JSON that claims otherwise", "application/json; charset=latin1", "\xc3\xaf", "ï"],
    ["an encoding nobody knows", "text/xml; charset=klingon", "\xc3\xaf", "ï"],
    ["nothing at all", null, "", ""],
  ])("%s", (_name, type, body, text) => {
    expect(decode(type, bytes(body))).toBe(text);
  });
});

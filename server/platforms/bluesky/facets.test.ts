import { expect, it } from "vitest";
import { toReadableText } from "./facets.ts";

const link = (byteStart: number, byteEnd: number, uri: string | null) => ({
  index: { byteStart, byteEnd },
  features: [{ uri }],
});

it.each([
  ["plain", [], "plain"],
  ["ab.example/lo...", [link(0, 16, "https://ab.example/long")], "https://ab.example/long"],
  ["Ab.example", [link(0, 10, "https://www.ab.example/")], "https://www.ab.example/"],
  ["ab.example", [link(0, 10, "https://ab.example")], "https://ab.example"],
  ["🧊 here", [link(5, 9, "https://a.example/x")], "🧊 here (https://a.example/x)"],
  ["here", [link(0, 4, "ftp://a.example/x"), link(0, 4, null)], "here"],
  ["other.example", [link(0, 13, "https://a.example/")], "other.example (https://a.example/)"],
  [
    "over lap",
    [link(0, 8, "https://a.example/"), link(5, 8, "https://b.example/")],
    "over lap (https://a.example/)",
  ],
  [
    "b a",
    [link(2, 3, "https://a.example/a"), link(0, 1, "https://b.example/b")],
    "b (https://b.example/b) a (https://a.example/a)",
  ],
  [
    "short",
    [link(3, 60, "https://a.example/"), link(Number.NaN, 2, "https://a.example/")],
    "short",
  ],
  ["", [link(0, 0, "https://a.example/")], ""],
])("%j reads well", (text, facets, readable) => {
  expect(toReadableText({ text, facets, createdAt: null })).toBe(readable);
});

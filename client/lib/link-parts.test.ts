import { expect, it } from "vitest";
import { toLinkParts } from "./link-parts.ts";

const hrefs = (text: string) => toLinkParts(text).flatMap((part) => part.href ?? []);

it.each([
  ["nothing here", []],
  ["see https://tarn.example/a.", ["https://tarn.example/a"]],
  ["(https://tarn.example/a)", ["https://tarn.example/a"]],
  ["https://en.example/Log_(storage) is", ["https://en.example/Log_(storage)"]],
  ["https://a.example/?q=1, https://b.example!", ["https://a.example/?q=1", "https://b.example"]],
  ["“https://a.example/x”", ["https://a.example/x"]],
  ["javascript:alert(1) http://", []],
])("%s", (text, expected) => {
  expect(hrefs(text)).toEqual(expected);
});

it("keeps every sign of the text between addresses, and shortens what is shown", () => {
  const parts = toLinkParts(`a https://www.tarn.example/${"x".repeat(80)} b\n`);
  expect(parts.map((part) => part.text)).toEqual([
    "a ",
    expect.stringMatching(/^tarn.*…$/),
    " b\n",
  ]);
  expect(parts[1]?.href).toBe(`https://www.tarn.example/${"x".repeat(80)}`);
});

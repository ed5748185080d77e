import { expect, it } from "vitest";
import { checkDevVars, freshDevVars } from "./dev-vars.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");

it("makes a file it accepts, with another key each time", () => {
  expect(() => checkDevVars(freshDevVars())).not.toThrow();
  expect(freshDevVars()).not.toBe(freshDevVars());
});

it.each([
  `EncryptionKey=${KEY}`,
  `# a comment\n\nexport EncryptionKey='${KEY}' # mine\r\nMEDIA_UPSTREAM_ORIGIN=\n`,
])("accepts %j", (text) => expect(() => checkDevVars(text)).not.toThrow());

it.each([
  ["", /no EncryptionKey/],
  [`EncryptionKey=${KEY}\nsome words`, /line 2, is not of the form NAME=value/],
  ["A=1\nEncryptionKey=short", /line 2: EncryptionKey is not 32 bytes/],
  ["EncryptionKey=", /line 1: EncryptionKey is not 32 bytes/],
  ['A="open\nB=2', /line 1: the quotation mark of A is never closed/],
])("refuses %j with the line and what to do", (text, sentence) =>
  expect(() => checkDevVars(text)).toThrow(sentence),
);

it("never repeats a value", () => {
  expect(() => checkDevVars("EncryptionKey=hunter2")).toThrow(/^(?!.*hunter2)/);
});

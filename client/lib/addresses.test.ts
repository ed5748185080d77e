import { expect, it } from "vitest";
import { connectHref, localPath, signInHref, webHref } from "./addresses.ts";

it.each([
  ["/connections?x=1", "/connections?x=1"],
  ["//evil.example", null],
  ["/\\evil.example", null],
  ["https://evil.example/", null],
  ["timeline", null],
  ["", null],
  [null, null],
])("%s stays on this site as %s", (path, expected) => {
  expect(localPath(path)).toBe(expected);
});

it("signs in and comes back", () => {
  expect(signInHref("/connections/c1")).toMatch(
    /^\/media\/api\/auth\/login\?next=%2Fconnections%2Fc1&zone=/,
  );
  expect(signInHref("//evil.example")).toMatch(
    /^\/media\/api\/auth\/login\?next=%2Ftimeline&zone=/,
  );
});

it("carries the chosen options", () => {
  expect(connectHref("/media/api/auth/forge", [])).toBe("/media/api/auth/forge");
  expect(connectHref("/media/api/auth/forge", ["private"])).toBe("/media/api/auth/forge?private=1");
  expect(connectHref("/media/api/auth/forge", ["private"], "c1")).toBe(
    "/media/api/auth/forge?private=1&reconnect=c1",
  );
});

it.each([
  ["https://forge.example/a", "https://forge.example/a"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  [null, undefined],
])("%s is a link to %s", (url, expected) => {
  expect(webHref(url)).toBe(expected);
});

import { describe, expect, it } from "vitest";
import { handleField } from "./handle-field.ts";

describe("the handle", () => {
  it.each([
    ["@ines@fosspond.example", "ines@fosspond.example"],
    [" ines@FossPond.example. ", "ines@fosspond.example"],
    ["acct:ines@fosspond.example", "ines@fosspond.example"],
    ["\u2068@ines_h@fosspond.example\u2069", "ines_h@fosspond.example"],
    ["https://fosspond.example/@ines", "ines@fosspond.example"],
    ["https://fosspond.example/@ines/114100000000000000?x=1#y", "ines@fosspond.example"],
    ["fosspond.example/@ines/", "ines@fosspond.example"],
    ["https://fosspond.example/users/ines", "ines@fosspond.example"],
    ["https://fosspond.example/web/@mara@birdnet.example", "mara@birdnet.example"],
    ["https://pleroma.example/ines", "ines@pleroma.example"],
    ["ines@bücher.example", "ines@xn--bcher-kva.example"],
    ["i.n-es@fosspond.example", "i.n-es@fosspond.example"],
  ])("%j is %s", (typed, handle) => {
    expect(handleField.parse(typed)).toBe(handle);
  });

  const inside = (server: string) =>
    `${server} is not a server on the open internet, so it cannot be read.`;
  it.each([
    ["", "A handle is needed."],
    ["@", "A handle is needed."],
    ["ines", "A Mastodon handle names its server too: @ines@mastodon.social, perhaps."],
    ["not a handle!", "A Mastodon handle names its server too, as in @ines@mastodon.social."],
    ["@ines@", "A Mastodon handle names its server too: @ines@mastodon.social, perhaps."],
    [
      "https://fosspond.example",
      "That address names a server and nobody on it. Add the name: @ines@mastodon.social.",
    ],
    [
      "fosspond.example/",
      "That address names a server and nobody on it. Add the name: @ines@mastodon.social.",
    ],
    ["in es@fosspond.example", "That name has signs in it that no Mastodon handle has."],
    ["ines@foss pond.example", "foss pond.example is not the name of a server."],
    ["ines@a@b.example", "a@b.example is not the name of a server."],
    ["ines@fosspond.example?x=1", "fosspond.example?x=1 is not the name of a server."],
    ["ines@localhost", inside("localhost")],
    ["ines@127.0.0.1", inside("127.0.0.1")],
    ["ines@0x7f.1", inside("0x7f.1")],
    ["ines@[::1]", inside("[::1]")],
    ["ines@fosspond.example:8443", inside("fosspond.example:8443")],
    ["https://printer.local/@ines", inside("printer.local")],
  ])("%j is refused", (typed, message) => {
    expect(handleField.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([
      message,
    ]);
  });

  it.each([
    ["x".repeat(3000), "A Mastodon handle names its server too, as in @ines@mastodon.social."],
    [`ines@${"x y".repeat(1000)}`, `${"x y".repeat(13)}x… is not the name of a server.`],
    [`ines@${"x".repeat(3000)}`, inside(`${"x".repeat(40)}…`)],
  ])("of a whole page is not repeated (%#)", (typed, message) => {
    expect(handleField.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([
      message,
    ]);
  });
});

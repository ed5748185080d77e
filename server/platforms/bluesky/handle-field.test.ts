import { describe, expect, it } from "vitest";
import { handleField } from "./handle-field.ts";

describe("the handle", () => {
  it.each([
    ["ines.bsky.social", "ines.bsky.social"],
    ["  @Ines.Quayside.Example ", "ines.quayside.example"],
    ["https://bsky.app/profile/ines.bsky.social", "ines.bsky.social"],
    ["bsky.app/profile/ines.bsky.social/post/3lk2?x=1", "ines.bsky.social"],
    ["https://staging.bsky.app/profile/@ines.bsky.social/", "ines.bsky.social"],
    [
      "https://bsky.app/profile/did%3Aplc%3Ainesh2kq7vw4xtzb5n6yrdaf",
      "did:plc:inesh2kq7vw4xtzb5n6yrdaf",
    ],
    ["did:plc:inesh2kq7vw4xtzb5n6yrdaf", "did:plc:inesh2kq7vw4xtzb5n6yrdaf"],
    ["did:web:ines.example", "did:web:ines.example"],
    ["at://ines.bsky.social", "ines.bsky.social"],
    ["\u2068@ines.bsky.social\u2069", "ines.bsky.social"],
    ["\u202aines.bsky.social\u202c", "ines.bsky.social"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
  ])("%j is %s", (typed, handle) => {
    expect(handleField.parse(typed)).toBe(handle);
  });

  it.each([
    ["", "A handle is needed."],
    [" @ ", "A handle is needed."],
    ["ines", "A Bluesky handle has a dot in it. Perhaps ines.bsky.social?"],
    ["Ines H!", "A Bluesky handle has a dot in it, as in ines.bsky.social."],
    ["not a handle!", "A Bluesky handle has a dot in it, as in ines.bsky.social."],
    ["-ines", "A Bluesky handle has a dot in it, as in ines.bsky.social."],
    ["x".repeat(19), "A Bluesky handle has a dot in it, as in ines.bsky.social."],
    ["ines@example.org", "A Bluesky handle has no @ in it: ines.bsky.social is one."],
    ["@ines@fosspond.example", "A Bluesky handle has no @ in it: ines.bsky.social is one."],
    [
      "https://example.org/ines",
      "That address is not a profile on bsky.app. Enter the handle instead.",
    ],
    ["did:key:zQ3sh", "That is no DID that Bluesky knows. Enter the handle instead."],
    [
      "127.0.0.1",
      "That is not a Bluesky handle: letters, digits, hyphens and dots, as in ines.bsky.social.",
    ],
    [
      "ines..social",
      "That is not a Bluesky handle: letters, digits, hyphens and dots, as in ines.bsky.social.",
    ],
    [
      "https://bsky.app/profile/%E0%A4%A",
      "A Bluesky handle has a dot in it, as in ines.bsky.social.",
    ],
  ])("%j is refused", (typed, message) => {
    expect(handleField.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([
      message,
    ]);
  });

  it.each([["x".repeat(3000), "A Bluesky handle has a dot in it, as in ines.bsky.social."]])(
    "of a whole page is not repeated (%#)",
    (typed, message) => {
      expect(handleField.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([
        message,
      ]);
    },
  );
});

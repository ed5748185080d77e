import { describe, expect, it } from "vitest";
import type { Connection } from "../../shared/connections.ts";
import { NOW, aConnection } from "../testing/samples.ts";
import { failureWords, freshnessWords } from "./freshness-words.ts";

const reader = {
  zone: "Europe/Berlin",
  now: NOW,
  nameOf: (id: string) => (id === "forge" ? "Forge" : id),
};
const problem = { code: "rate_limited", message: "Used up.", action: "wait" } as const;
const coverage = { since: null, limit: null };
const back = "complete back to 9 Feb 2021";
const first = aConnection({ isComplete: false, isSyncing: true });
const older = aConnection({ id: "c2", lastSuccessAt: "2026-05-13T12:20:00.000Z" });
const held = aConnection({ id: "c3", problem });
const gone = aConnection({ id: "c4", status: "needs_reconnect" });
const paused = aConnection({ id: "c5", status: "paused" });

describe("how fresh everything is", () => {
  it.each<[string, Connection[], string]>([
    ["nothing connected", [], "no sources yet"],
    ["one that works", [aConnection()], `updated 14:40, 1 of 1 sources, ${back}`],
    [
      "as of the oldest that works",
      [aConnection(), older],
      `updated 14:20, 2 of 2 sources, ${back}`,
    ],
    ["a first sync", [first], `first sync, 12,140 items so far, ${back}`],
    [
      "its beginning",
      [{ ...first, itemCount: 0, oldestItemAt: null, lastSuccessAt: null, coverage }],
      "first sync",
    ],
    [
      "two of them",
      [first, { ...first, id: "c6", itemCount: 60, coverage }],
      "first sync, 12,200 items so far, 0 of 2 sources",
    ],
    [
      "a first sync beside another",
      [first, older],
      `first sync, 12,140 items so far, 1 of 2 sources, ${back}`,
    ],
    [
      "a first sync held up",
      [{ ...first, problem }],
      `first sync, 12,140 items so far, Forge waits, ${back}`,
    ],
    ["one held up", [held], `updated 14:40, Forge waits, ${back}`],
    [
      "one held up before it ever worked",
      [{ ...held, lastSuccessAt: null }],
      `Forge waits, ${back}`,
    ],
    [
      "one held up that will need the person",
      [{ ...held, warning: { message: "Reconnect.", at: "2026-05-15T10:00:00.000Z" } }],
      `updated 14:40, Forge waits, ${back}`,
    ],
    ["one that needs the person", [gone], `Forge needs you, ${back}`],
    [
      "one that is not there any more",
      [older, { ...held, problem: { ...problem, code: "gone" } }],
      `updated 14:20, Forge needs you, ${back}`,
    ],
    ["that beside others", [older, gone, held], `updated 14:20, Forge needs you, ${back}`],
    ["several that need the person", [gone, { ...gone, id: "c6" }], `2 sources need you, ${back}`],
    ["one paused", [paused], `updated 14:40, Forge is paused, ${back}`],
    ["one paused beside another", [older, paused], `updated 14:20, 1 of 2 sources, ${back}`],
    [
      "all there is",
      [aConnection({ coverage: { ...coverage, since: "1970-01-01T00:00:00.000Z" } })],
      "updated 14:40, 1 of 1 sources, complete back to the first",
    ],
    [
      "as far back as the one that goes back least",
      [
        older,
        aConnection({ id: "c7", coverage: { ...coverage, since: "2026-02-03T10:00:00.000Z" } }),
      ],
      "updated 14:20, 2 of 2 sources, complete back to 3 Feb",
    ],
  ])("%s", (_, connections, words) => {
    expect(freshnessWords(connections, reader)).toBe(words);
  });
});

describe("why it cannot be told", () => {
  it.each([
    ["upstream", "The place where you sign in does not answer.", "sign-in service not answering"],
    ["network", "You are offline.", "offline"],
    ["network", "The server could not be reached.", "server not reached"],
    ["server", "The server answered 500 and nothing readable.", "server not answering"],
    ["limited", "Too many.", "asked too often, waiting"],
    ["signed_out", "Sign in first.", "signed out"],
  ] as const)("%s: %s", (kind, message, words) => {
    expect(failureWords({ kind, message })).toBe(words);
  });
});

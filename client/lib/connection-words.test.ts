import { describe, expect, it } from "vitest";
import { NOW, aConnection } from "../testing/samples.ts";
import { connectionWords } from "./connection-words.ts";
import { freshnessWords } from "./freshness-words.ts";

const ZONE = "Europe/Berlin";
const progress = { label: "commits of ines/tarn", done: 12, total: 31, unit: "repositories" };

describe("how a connection is doing", () => {
  it.each([
    ["at rest", aConnection(), "plain", "", "12,140 items, back to 9 Feb 2021. Next check 14:45."],
    [
      "due",
      aConnection({ nextCheckAt: "2026-05-13T12:00:00.000Z", oldestItemAt: null }),
      "plain",
      "",
      "12,140 items. Next check is due.",
    ],
    [
      "in its first sync",
      aConnection({ itemCount: 2140, isComplete: false, isSyncing: true, progress }),
      "plain",
      "First sync.",
      "2,140 items so far, commits of ines/tarn, 12 of 31 repositories.",
    ],
    [
      "without a known end",
      aConnection({ isComplete: false, progress: { ...progress, total: null, unit: "steps" } }),
      "plain",
      "First sync.",
      "12,140 items so far, commits of ines/tarn, 12 steps.",
    ],
    [
      "paused",
      aConnection({ status: "paused", nextCheckAt: null }),
      "plain",
      "Paused.",
      "12,140 items are kept. Nothing new comes until you resume it.",
    ],
    [
      "held up",
      aConnection({ problem: { code: "rate_limited", message: "Used up.", action: "wait" } }),
      "wait",
      "Waiting until 14:45.",
      "Used up.",
    ],
    [
      "signed out",
      aConnection({
        status: "needs_reconnect",
        problem: { code: "expired", message: "Access ended.", action: "reconnect" },
      }),
      "bad",
      "Signed out.",
      "Access ended.",
    ],
  ])("%s", (_, connection, tone, lead, text) => {
    expect(connectionWords(connection, ZONE, NOW)).toEqual({ tone, lead, text });
  });
});

describe("how fresh everything is", () => {
  it("names the oldest success of what works, and how many work", () => {
    const older = aConnection({ id: "c2", lastSuccessAt: "2026-05-13T12:20:00.000Z" });
    const gone = aConnection({ id: "c3", status: "needs_reconnect" });
    expect(freshnessWords([aConnection(), older, gone], ZONE, NOW)).toBe(
      "synced 14:20, 2 of 3 sources",
    );
  });

  it("does not claim a sync that has not been", () => {
    expect(freshnessWords([], ZONE, NOW)).toBe("no sources yet");
    expect(freshnessWords([aConnection({ lastSuccessAt: null })], ZONE, NOW)).toBe(
      "not synced yet, 0 of 1 sources",
    );
  });
});

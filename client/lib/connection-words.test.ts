import { describe, expect, it } from "vitest";
import { NOW, aConnection } from "../testing/samples.ts";
import { connectionWords } from "./connection-words.ts";

const ZONE = "Europe/Berlin";
const progress = { label: "commits of ines/tarn", done: 12, total: 31, unit: "repositories" };

describe("how a connection is doing", () => {
  it.each([
    [
      "at rest",
      aConnection(),
      "plain",
      "",
      "12,140 items, complete back to 9 Feb 2021. Next check 14:45.",
    ],
    [
      "at rest, as far back as its platform goes",
      aConnection({
        coverage: { since: "2024-03-01T12:00:00.000Z", limit: "Forge gives the newest 1,000." },
      }),
      "plain",
      "",
      "12,140 items, complete back to 1 Mar 2024. Forge gives the newest 1,000. Next check 14:45.",
    ],
    [
      "due",
      aConnection({
        nextCheckAt: "2026-05-13T12:00:00.000Z",
        oldestItemAt: null,
        coverage: { since: null, limit: null },
      }),
      "plain",
      "",
      "12,140 items.",
    ],
    [
      "in its first sync",
      aConnection({ itemCount: 2140, isComplete: false, isSyncing: true, progress }),
      "plain",
      "First sync.",
      "2,140 items so far, complete back to 9 Feb 2021, going further. Now commits of ines/tarn.",
    ],
    [
      "about to begin",
      aConnection({ isComplete: false, isSyncing: true, itemCount: 0, oldestItemAt: null }),
      "plain",
      "First sync.",
      "Reading starts in a moment.",
    ],
    [
      "between two parts of its first sync",
      aConnection({
        itemCount: 1178,
        isComplete: false,
        coverage: { since: null, limit: null },
      }),
      "plain",
      "First sync waits for its turn.",
      "1,178 items so far. Next check 14:45.",
    ],
    [
      "being checked",
      aConnection({ isSyncing: true, nextCheckAt: "2026-05-13T12:00:00.000Z" }),
      "plain",
      "Checking now.",
      "12,140 items, complete back to 9 Feb 2021.",
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
      "Waiting.",
      "Used up. It continues at 14:45.",
    ],
    [
      "held up until a moment ago",
      aConnection({
        nextCheckAt: "2026-05-13T12:40:50.000Z",
        problem: { code: "rate_limited", message: "Used up.", action: "wait" },
      }),
      "wait",
      "Waiting.",
      "Used up.",
    ],
    [
      "at its stop",
      aConnection({ problem: { code: "cap_reached", message: "All $5.00.", action: "wait" } }),
      "wait",
      "Stop reached.",
      "All $5.00.",
    ],
    [
      "broken off again and again",
      aConnection({ problem: { code: "stuck", message: "It ended the server.", action: "wait" } }),
      "wait",
      "Sync broke off.",
      "It ended the server. The next try is at 14:45.",
    ],
    [
      "tried again",
      aConnection({
        isSyncing: true,
        problem: { code: "unavailable", message: "It answered 503.", action: "wait" },
      }),
      "wait",
      "Waiting.",
      "It answered 503. It is tried again now.",
    ],
    [
      "not there any more",
      aConnection({
        problem: { code: "gone", message: "Nobody is called that.", action: "wait" },
      }),
      "bad",
      "Not found there.",
      "Nobody is called that. The next try is at 14:45.",
    ],
    [
      "closed",
      aConnection({ problem: { code: "closed", message: "Suspended.", action: "wait" } }),
      "bad",
      "Not open to us.",
      "Suspended. The next try is at 14:45.",
    ],
    [
      "sealed with a key that is not there",
      aConnection({
        problem: { code: "unreadable_token", message: "The key is gone.", action: "wait" },
      }),
      "bad",
      "Key missing.",
      "The key is gone. The next try is at 14:45.",
    ],
    [
      "signed out",
      aConnection({
        status: "needs_reconnect",
        problem: { code: "unauthorised", message: "Access ended.", action: "reconnect" },
      }),
      "bad",
      "Signed out since 13 May 14:40.",
      "Access ended.",
    ],
    [
      "without the answer that renewed it",
      aConnection({
        status: "needs_reconnect",
        problem: { code: "renewal_lost", message: "An answer was lost.", action: "reconnect" },
      }),
      "bad",
      "Reconnect needed.",
      "An answer was lost.",
    ],
  ])("%s", (_, connection, tone, lead, text) => {
    expect(connectionWords(connection, ZONE, NOW)).toEqual({ tone, lead, text });
  });
});

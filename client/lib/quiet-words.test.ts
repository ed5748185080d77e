import { expect, it } from "vitest";
import { NOW, aConnection, aRun } from "../testing/samples.ts";
import { quietWords } from "./quiet-words.ts";

const ago = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
const inHours = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();
const quiet = (hours: number) => aConnection({ nextCheckAt: inHours(hours) });
const idle = aRun({ id: "idle", outcome: "unchanged", itemsNew: 0, startedAt: ago(3) });
const brought = (days: number) => [idle, aRun({ finishedAt: ago(days) })];

it.each([
  ["is looked at as often as any", aConnection(), brought(9), null],
  [
    "brought something days ago",
    quiet(4),
    brought(9),
    "Nothing new for 9 days, so it is looked at about every 4 hours. Opening this page looks at once.",
  ],
  [
    "brought nothing for as long as anybody remembers",
    quiet(24),
    [idle],
    "Nothing new for at least 3 days, so it is looked at about every day. Opening this page looks at once.",
  ],
  [
    "never brought anything",
    quiet(1),
    [],
    "Nothing new for at least 12 days, so it is looked at about every hour. Opening this page looks at once.",
  ],
  [
    "is busy, and shares what may be used",
    quiet(0.4),
    brought(0.1),
    "So that what may be used lasts, it is looked at about every 25 minutes.",
  ],
  ["is paused", { ...quiet(4), status: "paused" as const }, brought(9), null],
  ["was never checked", { ...quiet(4), lastCheckedAt: null }, brought(9), null],
  ["is still being read", { ...quiet(4), isComplete: false }, brought(9), null],
  [
    "waits",
    { ...quiet(4), problem: { code: "unavailable", message: "503.", action: "wait" } as const },
    brought(9),
    null,
  ],
])("a source that %s", (_, connection, runs, words) => {
  expect(quietWords(connection, runs, NOW)).toBe(words);
});

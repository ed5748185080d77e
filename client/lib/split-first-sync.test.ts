import { expect, it } from "vitest";
import type { SyncRun } from "../../shared/connections.ts";
import { aRun } from "../testing/samples.ts";
import { splitFirstSync } from "./split-first-sync.ts";

const runs = (...triggers: SyncRun["trigger"][]) =>
  triggers.map((trigger, index) => aRun({ id: String(index), trigger }));
const shape = (list: SyncRun[], isComplete: boolean) => {
  const { later, first } = splitFirstSync(list, isComplete);
  const folded = first.length > 0 ? [first.map((run) => run.id).join("+")] : [];
  return [...later.map((run) => run.id), ...folded];
};

it.each([
  ["takes all that was read until now", runs("connect", "cron", "connect"), false, ["0+1+2"]],
  ["takes the oldest", runs("cron", "person", "connect", "connect"), true, ["0", "1", "2+3"]],
  [
    "takes what was asked for in between",
    runs("cron", "connect", "person", "connect"),
    true,
    ["0", "1+2+3"],
  ],
  ["is one run", runs("cron", "connect"), true, ["0", "1"]],
  ["is one run until now", runs("connect"), false, ["0"]],
  ["is too long ago", runs("cron", "person", "cron"), true, ["0", "1", "2"]],
  [
    "is not a later connecting",
    runs("connect", "connect", "cron", "connect"),
    true,
    ["0", "1", "2", "3"],
  ],
  [
    "is the oldest connecting only",
    runs("cron", "connect", "connect", "cron", "connect", "connect"),
    true,
    ["0", "1", "2", "3", "4+5"],
  ],
  ["has not begun", [], false, []],
])("a first sync %s", (_, list, isComplete, expected) => {
  expect(shape(list, isComplete)).toEqual(expected);
});

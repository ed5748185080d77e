import { expect, it } from "vitest";
import { compareIds, newerId, olderId, timeOfId } from "./post-id.ts";

it.each([
  ["9", "10"],
  ["999999999999999999", "1000000000000000000"],
  ["1657084352439259788", "1657084352439259789"],
])("%s is older than %s", (older, newer) => {
  expect(compareIds(older, newer)).toBeLessThan(0);
  expect(compareIds(newer, older)).toBeGreaterThan(0);
  expect([newerId(older, newer), olderId(older, newer)]).toEqual([newer, older]);
  expect([newerId(null, newer), olderId(older, null)]).toEqual([newer, older]);
});

it.each([
  ["1577730467436138524", "2022-10-05T18:40:30.000Z"],
  ["29700859247", "2010-11-04T01:43:01.000Z"],
  ["29700859246", null],
  ["20", null],
  ["99999999999999999999", null],
])("%s was given at %s", (id, time) => {
  const at = timeOfId(id);
  expect(at && new Date(at).toISOString()).toBe(time);
});

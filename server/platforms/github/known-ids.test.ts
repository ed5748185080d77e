import { expect, it } from "vitest";
import { idOf, readIds, writeIds } from "./known-ids.ts";

it.each([[[]], [[0]], [[7, 3, 1_150_000_000]], [[Number.MAX_SAFE_INTEGER, 1]]])(
  "%j are the same when they are read again",
  (ids) => {
    expect(readIds(writeIds(new Set(ids)))).toEqual(new Set(ids));
  },
);

it.each([
  [7, 7],
  ["1296269", 1_296_269],
  ["", null],
  ["R_kgDO", null],
  [-1, null],
  [1.5, null],
  [null, null],
  [undefined, null],
])("the id %j is %j", (given, id) => {
  expect(idOf(given)).toBe(id);
});

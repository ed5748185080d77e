import { expect, it } from "vitest";
import { takeTurns } from "./take-turns.ts";

it("one of each owner comes in turn, each owner's own in their order", () => {
  const rows = ["a1", "a2", "a3", "b1", "a4", "c1", "b2"].map((id) => ({
    id,
    userId: id.slice(0, 1),
  }));
  expect(takeTurns(rows).map((row) => row.id)).toEqual(["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
  expect(takeTurns([])).toEqual([]);
});

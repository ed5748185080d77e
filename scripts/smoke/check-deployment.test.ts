import { expect, it } from "vitest";
import { findDisorder, findDoubles } from "./check-deployment.ts";

it("finds what came twice", () => {
  expect(findDoubles(["a", "b", "a", "a"])).toEqual(["a", "a"]);
  expect(findDoubles(["a", "b"])).toEqual([]);
});

it("finds an entry that is newer than the one before it; equal times are in order", () => {
  const at = (id: string, minute: number) => ({
    id,
    occurredAt: `2026-05-14T10:0${minute}:00.000Z`,
  });
  expect(findDisorder([at("a", 3), at("b", 3), at("c", 1)])).toEqual([]);
  expect(findDisorder([at("a", 1), at("b", 2)])).toHaveLength(1);
});

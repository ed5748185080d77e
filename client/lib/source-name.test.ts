import { expect, it } from "vitest";
import { aConnection } from "../testing/samples.ts";
import { besideTheirOwn, sourceName } from "./source-name.ts";

const first = aConnection({ handle: "ines" });
const other = aConnection({ id: "c2", platform: "chatter", handle: "ines.example" });
const second = aConnection({ id: "c3", handle: "ines-work" });
const nameOf = (id: string) => id.toUpperCase();

it("names the account where there are several of one platform", () => {
  const all = [first, other, second];
  expect(sourceName(first, all, nameOf)).toEqual({ name: "FORGE", handle: "ines" });
  expect(sourceName(other, all, nameOf)).toEqual({ name: "CHATTER", handle: null });
});

it("keeps accounts of one platform together", () => {
  expect(besideTheirOwn([first, other, second])).toEqual([first, second, other]);
});

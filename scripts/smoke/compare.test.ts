import { expect, it } from "vitest";
import { compare } from "./compare.ts";

const thing = (externalId: string, occurredAt = 1, kind = "commit") => ({
  kind,
  externalId,
  occurredAt,
});

it("finds nothing where both sides agree", () => {
  const things = [thing("a"), thing("b", 2, "release")];
  const { differences, kinds } = compare(things, things.toReversed());
  expect(differences).toEqual([]);
  expect(Object.fromEntries(kinds)).toEqual({
    commit: { held: 1, shown: 1 },
    release: { held: 1, shown: 1 },
  });
});

it("names what is missing, extra, twice, of another kind or at another time", () => {
  const held = [thing("gone"), thing("late"), thing("twice"), thing("other")];
  const shown = [
    thing("late", 5),
    thing("twice"),
    thing("twice"),
    thing("new"),
    thing("other", 1, "x"),
  ];
  expect(compare(held, shown).differences).toEqual([
    "wrong time: late by 4 ms",
    "twice: twice",
    "extra: new",
    "wrong kind: other is commit, shown as x",
    "missing: gone",
  ]);
});

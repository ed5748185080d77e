import { expect, it } from "vitest";
import { aGroup, aSingle, platform } from "../testing/samples.ts";
import { entryName } from "./entry-name.ts";

it.each([
  [aSingle(), "your commit in ines/tarn"],
  [aSingle({ place: null }), "your commit"],
  [aSingle({ kind: "pinned_note", place: null }), "your pinned note"],
  [aSingle({ place: { name: "@noor", url: null } }), "your commit to @noor"],
  [
    aSingle({ author: { name: "Noor", handle: null, url: null } }),
    "the commit of Noor in ines/tarn",
  ],
  [aGroup(1200, "2026-05-13T12:00:00.000Z"), "1,200 commits in ines/tarn"],
])("names %# for a sentence", (entry, name) => {
  expect(entryName(entry, platform)).toBe(name);
});

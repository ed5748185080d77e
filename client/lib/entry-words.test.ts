import { describe, expect, it } from "vitest";
import { NOW, anItem, platform } from "../testing/samples.ts";
import { insideWords, openFor, unspokenState } from "./entry-words.ts";
import { toFigures } from "./figures.ts";

const now = () => NOW;

describe("words about an item", () => {
  it("says how long something was open, or has been", () => {
    const merged = anItem({ state: "merged", startedAt: "2026-05-10T12:32:00.000Z" });
    expect(openFor(merged, now)).toBe("open for 3 days");
    expect(openFor(anItem({ state: "open", occurredAt: "2026-05-13T10:41:00.000Z" }), now)).toBe(
      "open for 2 hours",
    );
    expect(openFor(anItem({ state: "closed" }), now)).toBeNull();
  });

  it("names a state that the verb does not tell", () => {
    expect(unspokenState(anItem({ kind: "issue", state: "closed" }), platform)).toBe("closed");
    expect(unspokenState(anItem({ kind: "request", state: "merged" }), platform)).toBeNull();
    expect(unspokenState(anItem({ kind: "new", state: "half_done" }), platform)).toBe("half done");
  });

  it("says what lies inside", () => {
    const commits = [anItem({ externalId: "1" }), anItem({ externalId: "2" })];
    const issue = anItem({ kind: "issue" });
    expect(insideWords(commits, 9, platform)).toBe("9 commits");
    expect(insideWords(commits.slice(1), 1, platform)).toBe("1 commit");
    expect(insideWords([issue, ...commits], 3, platform)).toBe("2 commits, 1 issue");
    expect(insideWords([issue, ...commits], 60, platform)).toBe("60 entries");
  });
});

describe("figures", () => {
  it("adds up lines, and says the rest in words", () => {
    const first = anItem({ figures: { additions: 1200, deletions: 3, comments: 1 } });
    const second = anItem({ figures: { additions: 1, comments: 0 } });
    expect(toFigures([first, second])).toEqual({
      lines: { added: 1201, removed: 3 },
      words: ["1 comment"],
    });
    expect(toFigures([anItem({ figures: { likes: 4, replies: 1, reposts: 2 } })]).words).toEqual([
      "4 likes",
      "2 reposts",
      "1 reply",
    ]);
    expect(toFigures([anItem({ figures: { review_comments: 2, files: 0 } })])).toEqual({
      lines: null,
      words: ["2 review comments"],
    });
  });

  it("does not count what is told elsewhere", () => {
    expect(
      toFigures([anItem({ figures: { commits: 9, comments: 2 } })], ["commits"]).words,
    ).toEqual(["2 comments"]);
  });
});

import { describe, expect, it } from "vitest";
import { github } from "../../platforms/github/index.ts";
import { earlierDays } from "./earlier-days.ts";
import { escapeMarkdown, toLink } from "./escape-markdown.ts";
import { kindWords } from "./kind-words.ts";
import { toMarkdown } from "./to-markdown.ts";

describe("a text in Markdown", () => {
  it.each([
    ["[click](https://evil.example)", String.raw`\[click\]\(https\://evil.example\)`],
    ["a | b", String.raw`a \| b`],
    ["<script>alert(1)</script> &amp;", String.raw`\<script\>alert\(1\)\</script\> \&amp;`],
    ["one\r\n\r\n# two\u2028three", String.raw`one \# two three`],
    ["**bold** `code` ~~no~~", String.raw`\*\*bold\*\* \`code\` \~\~no\~\~`],
    ["1. first", String.raw`1\. first`],
    ["- item", String.raw`\- item`],
    ["see www.example.org", String.raw`see www\.example.org`],
    ["@torvalds a@b.co", "@\u2060torvalds a@\u2060b.co"],
    ["mailto:x@y.zz", "mailto\\:x@\u2060y.zz"],
    ["a\\", "a\\\\"],
    ["   ", ""],
    ["plain words, and 3.5 of them", "plain words, and 3.5 of them"],
  ])("%j becomes %j", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it("is a link only to the web, and one that ends where it should", () => {
    expect(toLink("a", "https://x.org/a(b) c>|\n")).toBe(
      "[a](https://x.org/a%28b%29%20c%3E%7C%0A)",
    );
    expect(toLink("a]", "javascript:alert(1)")).toBe(String.raw`a\]`);
    expect(toLink("a", null)).toBe("a");
  });
});

describe("words for kinds", () => {
  const count = (kind: string, items: number, states: Record<string, number> | null = null) => ({
    kind,
    items,
    states: states && new Map(Object.entries(states)),
  });

  it("are those of the definition, and say what became of what was made", () => {
    expect(
      kindWords(github.kinds, [
        count("commit", 3, { "": 3 }),
        count("pull_request", 1, { merged: 1 }),
      ]),
    ).toBe("3 commits, 1 pull request merged");
    expect(kindWords(github.kinds, [count("pull_request", 4, { open: 1, merged: 3 })])).toBe(
      "3 pull requests merged, 1 pull request opened",
    );
    expect(kindWords(github.kinds, [count("pull_request", 1200)])).toBe("1,200 pull requests");
    expect(kindWords(github.kinds, [count("wish", 2), count("toString", 1)])).toBe(
      "2 wish, 1 tostring",
    );
  });
});

describe("a recap in Markdown", () => {
  const project = {
    name: "ineshal/tarn",
    platform: "GitHub",
    words: "3 commits, 1 pull request merged",
    highlights: [{ title: "Drop *it*", url: "https://x.org/1", verb: "Merged", weight: 6 }],
  };
  const told = {
    after: "2026-05-14",
    before: "2026-05-14",
    items: 4,
    words: "4 things",
    projects: [project],
    isCut: false,
    isExact: true,
  };

  it("of a day is a list for a stand-up", () => {
    expect(toMarkdown(told)).toBe(
      [
        "## 14 May 2026",
        "",
        "- **ineshal/tarn** (GitHub): 3 commits, 1 pull request merged",
        String.raw`  - Merged [Drop \*it\*](https://x.org/1)`,
        "",
      ].join("\n"),
    );
  });

  it("of a year is a review: counts, projects, what was made", () => {
    const projects = Array.from({ length: 22 }, () => project);
    const text = toMarkdown({ ...told, after: "2026-01-01", before: "2026-12-31", projects });
    expect(text).toMatch(/^## 2026\n\nIn all 4 things\.\n\n### Projects\n\n- \*\*ineshal/);
    expect(text).toContain("- and 2 more\n\n### Made\n\n- Merged [Drop");
  });

  it("says where nothing is, and where not everything was looked at", () => {
    const empty = { ...told, items: 0, projects: [], before: "2026-06-03" };
    expect(toMarkdown(empty)).toBe("## 14 May 2026 to 3 June 2026\n\nNothing is here.\n");
    expect(toMarkdown({ ...told, isCut: true })).toContain("Titles are of the newest items only.");
    const part = { ...told, isCut: true, isExact: false, after: "2026-01-01" };
    expect(toMarkdown(part)).toContain("At least 4 things.");
    expect(toMarkdown(part)).toContain("There are more: only the newest 4 items were counted.");
    expect(toMarkdown(part)).not.toContain("In all");
  });
});

describe("the same day of earlier years", () => {
  it("is there in each of twenty, but for 29 February", () => {
    expect(earlierDays("2026-05-14")).toHaveLength(20);
    expect(earlierDays("2026-05-14").slice(0, 2)).toEqual(["2025-05-14", "2024-05-14"]);
    expect(earlierDays("2024-02-29")).toEqual([
      "2020-02-29",
      "2016-02-29",
      "2012-02-29",
      "2008-02-29",
      "2004-02-29",
    ]);
    expect(earlierDays("2025-02-28")[0]).toBe("2024-02-28");
    expect(earlierDays("0002-01-01")).toEqual(["0001-01-01", "0000-01-01"]);
    expect(earlierDays("1904-02-29").includes("1900-02-29")).toBe(false);
  });
});

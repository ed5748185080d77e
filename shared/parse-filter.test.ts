import { describe, expect, it } from "vitest";
import { filter } from "./filter.ts";
import type { FilterTerm } from "./filter.ts";
import type { FilterWords } from "./filter-words.ts";
import { formatFilter } from "./format-filter.ts";
import { parseFilter } from "./parse-filter.ts";

const words: FilterWords = {
  platforms: [
    {
      id: "github",
      name: "GitHub",
      placeName: "repository",
      placeWords: ["repo"],
      kinds: { commit: { name: "commit" }, pull_request: { name: "pull request" } },
    },
    { id: "twitter", name: "X", placeName: "conversation", kinds: { post: { name: "post" } } },
    { id: "reddit", name: "Reddit", placeName: "subreddit", kinds: { post: { name: "post" } } },
  ],
  connections: [
    { id: "c1", platform: "github", handle: "mira" },
    { id: "c2", platform: "reddit", handle: "Mira" },
    { id: "c3", platform: "twitter", handle: "@mira_h" },
    { id: "c4", platform: "github", handle: "work" },
    { id: "c5", platform: "github", handle: "work" },
  ],
};

const term = (field: FilterTerm["field"], value: string, isExcluded = false): FilterTerm => ({
  field,
  value,
  isExcluded,
});

const READ: [string, FilterTerm[]][] = [
  ["", []],
  ["  \t\n ", []],
  ["rate limit", [term("text", "rate"), term("text", "limit")]],
  ['"rate limit"', [term("text", "rate limit")]],
  ['-"rate limit" x', [term("text", "rate limit", true), term("text", "x")]],
  ['"a \\"b\\" \\\\ c\\d"', [term("text", 'a "b" \\ c\\d')]],
  ["C:\\temp\\x", [term("text", "C:\\temp\\x")]],
  ["platform:github", [term("platform", "github")]],
  ["Platform:X", [term("platform", "twitter")]],
  ["-repo:me/dotfiles", [term("place", "me/dotfiles", true)]],
  ['repository:a,"b, c"', [term("place", "a"), term("place", "b, c")]],
  ["subreddit:r/rust", [term("place", "r/rust")]],
  ["kind:commit,pull_request", [term("kind", "commit"), term("kind", "pull_request")]],
  ['kind:"Pull request"', [term("kind", "pull_request")]],
  ["lang:DE language:pt-br", [term("language", "de"), term("language", "pt-br")]],
  ["is:private -is:sensitive", [term("is", "private"), term("is", "sensitive", true)]],
  ["after:2024-01 before:2024", [term("after", "2024-01"), term("before", "2024")]],
  ["connection:mira_h", [term("connection", "c3")]],
  ["connection:github/mira", [term("connection", "c1")]],
  ["connection:c5", [term("connection", "c5")]],
  ["http://x.example std::vector", [term("text", "http://x.example"), term("text", "std::vector")]],
  ["re: 12:30", [term("text", "re:"), term("text", "12:30")]],
  ["a - b & -* c", [term("text", "a"), term("text", "b"), term("text", "c")]],
  ["-", []],
  ['"-" -"*"', [term("text", "-"), term("text", "*", true)]],
  ["--x", [term("text", "-x", true)]],
  [
    "a* NEAR(b) AND OR NOT ^c {d}",
    "a* NEAR(b) AND OR NOT ^c {d}".split(" ").map((w) => term("text", w)),
  ],
  ['5"disk', [term("text", '5"disk')]],
  ['"platform:github"', [term("text", "platform:github")]],
  ['"a"b', [term("text", "a"), term("text", "b")]],
  ["日本語　検索", [term("text", "日本語"), term("text", "検索")]],
  ["constructor:x __proto__:y", [term("text", "constructor:x"), term("text", "__proto__:y")]],
];

const REFUSED: [string, number, number, string][] = [
  ["platform:githb", 9, 5, "No platform is called githb. Write github, twitter or reddit."],
  ["x platform:", 2, 9, 'After "platform:" comes github, twitter or reddit.'],
  ["repo:", 0, 5, 'After "repo:" comes a name.'],
  ["-kind:commit,", 12, 1, "After this comma comes commit, pull_request or post."],
  ["kind:comit", 5, 5, "No kind is called comit. Write commit, post or pull_request."],
  ['a "rate limit', 2, 11, 'This quote is never closed. Put a " where it ends.'],
  ['repo:"a', 5, 2, 'This quote is never closed. Put a " where it ends.'],
  ['a ""', 2, 2, "Put a word between these quotes, or leave them out."],
  ["is:open", 3, 4, "No mark is called open. Write noted, pinned, private or sensitive."],
  ["after:2024-13", 6, 7, "A date is written 2024, 2024-03 or 2024-03-14."],
  ["after:2023-02-29", 6, 10, "A date is written 2024, 2024-03 or 2024-03-14."],
  ["after:yesterday", 6, 9, "A date is written 2024, 2024-03 or 2024-03-14."],
  ["lang:de_DE", 5, 5, "A language is written de, or pt-br."],
  ["connection:mira", 11, 4, "Several sources are called mira. Write github/mira or reddit/Mira."],
  ["connection:work", 11, 4, "Several sources are called work. Write c4 or c5."],
  [`a ${"x".repeat(201)}`, 2, 201, "What is looked for has at most 200 characters."],
  [`${"a ".repeat(40)}b`, 80, 1, "At most 40 terms fit. Leave this out."],
];

describe("the query language", () => {
  it.each(READ)("reads %j", (text, terms) => {
    expect(parseFilter(text, words)).toEqual({ terms });
  });

  it.each(REFUSED)("points at what is wrong in %j", (text, at, length, message) => {
    expect(parseFilter(text, words)).toEqual({ problem: { message, at, length } });
  });

  it.each(READ)("writes what it reads: %j", (_text, terms) => {
    expect(parseFilter(formatFilter(terms, words), words)).toEqual({ terms });
  });

  it("writes short what belongs together", () => {
    const text = 'platform:github -repo:a,b "rate limit" x after:2024-01';
    const { terms } = parseFilter(text, words) as { terms: FilterTerm[] };
    expect(formatFilter(terms, words)).toBe(text.replace("repo:", "place:"));
  });

  it("takes any text without failing, and reads again what it writes", () => {
    const pieces = [
      '"',
      "\\",
      "-",
      ":",
      ",",
      " ",
      "a",
      "repo:",
      "is:",
      "after:",
      "2024",
      "日",
      "\u{1f600}",
      "*",
      "\n",
    ];
    let seed = 7;
    const next = (most: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % most;
    };
    let read = 0;
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]).join("");
      const parsed = parseFilter(text, words);
      if ("problem" in parsed) {
        const { at, length, message } = parsed.problem;
        expect(at + length, text).toBeLessThanOrEqual(text.length);
        expect(length, text).toBeGreaterThan(0);
        expect(message).toMatch(/\.$/);
        continue;
      }
      read += 1;
      expect(filter.safeParse(parsed.terms).success, text).toBe(true);
      expect(parseFilter(formatFilter(parsed.terms, words), words), text).toEqual(parsed);
    }
    expect(read).toBeGreaterThan(1000);
  });
});

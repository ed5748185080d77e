import { describe, expect, it } from "vitest";
import type { PlatformAccount } from "../page.ts";
import commitsPair from "./fixtures/commits.json";
import issuesPair from "./fixtures/issues.json";
import pullPair from "./fixtures/pull.json";
import { linksOfPull, timeOf, toCommit, toFoundPull, toIssue } from "./map.ts";
import * as schema from "./schema.ts";

const INES: PlatformAccount = {
  externalId: "4107",
  handle: "ines",
  displayName: null,
  url: "https://github.com/ines",
  email: "ines@example.org",
};
const TARN = { name: "ines/tarn" };

const commits = commitsPair.raw.body;
const issues = issuesPair.raw.body;
const pull = pullPair.raw.body;

describe("an item", () => {
  const [first] = schema.listOf(schema.commit).parse(commits);
  const [issue] = schema.listOf(schema.issue).parse(issues);

  it("holds no e-mail address of a person", () => {
    const entries = schema.listOf(schema.commit).parse(commits);
    const items = entries.map((entry) => toCommit(entry, TARN, INES));
    expect(JSON.stringify(items)).not.toMatch(/@example|noreply/);
  });

  it("of a fork is a poorer sight of the commit", () => {
    const item = first && toCommit(first, { name: "ines/fork", fork: true }, INES);
    expect(item).toMatchObject({ isSecondary: true, isPrivate: false });
  });

  it("keeps a long text short, and never cuts a character in two", () => {
    const body = `${"x".repeat(3998)}🌊🌊`;
    const item = issue && toIssue({ ...issue, body, title: "y".repeat(900) }, TARN, INES);
    expect(item?.body).toBe(`${"x".repeat(3998)}…`);
    expect(item?.title).toHaveLength(300);
  });

  it("is known by the name of its author where git knows nothing else", () => {
    const unknown = first && {
      ...first,
      author: null,
      commit: { ...first.commit, author: { name: "Ines Aldana", date: "2026-05-14T08:12:09Z" } },
    };
    expect(unknown && toCommit(unknown, TARN, INES)).toBeNull();
    const named = { ...INES, displayName: "Ines Aldana" };
    expect(unknown && toCommit(unknown, TARN, named)).not.toBeNull();
  });

  it("made of what the search found carries a name of its own", () => {
    const found = issue && { ...issue, pull_request: { merged_at: "2026-05-14T08:12:09Z" } };
    expect(found && toFoundPull(found, TARN, INES)).toMatchObject({
      externalId: "pull:issue-800400",
      state: "merged",
      isSecondary: true,
    });
  });
});

describe("the links of a pull request", () => {
  it("join the commit that its merge made, known or not", () => {
    const entry = schema.pull.parse(pull);
    expect(linksOfPull(entry)).toEqual([
      { child: `commit:${entry.merge_commit_sha}`, parent: "pull:900412" },
    ]);
    expect(linksOfPull({ ...entry, merged_at: null })).toEqual([]);
    expect(linksOfPull({ ...entry, merge_commit_sha: null })).toEqual([]);
  });
});

describe("timeOf", () => {
  it.each([
    ["2026-05-14T08:12:09Z", Date.UTC(2026, 4, 14, 8, 12, 9)],
    ["2026-05-14T08:12:09+02:00", Date.UTC(2026, 4, 14, 6, 12, 9)],
    ["1970-01-01T00:00:00Z", 0],
    ["1969-12-31T23:59:59Z", null],
    ["2100-01-01T00:00:00Z", null],
    ["soon", null],
    ["", null],
    [null, null],
    [undefined, null],
  ])("%s", (date, time) => {
    expect(timeOf(date)).toBe(time);
  });
});

describe("a page", () => {
  it("survives an odd entry, and is refused when nothing else is in it", () => {
    const list = schema.listOf(schema.commit);
    expect(list.safeParse([...commits, { sha: 7 }, null]).success).toBe(true);
    expect(list.safeParse([]).success).toBe(true);
    expect(list.safeParse([{ sha: 7 }]).error?.issues[0]?.path).toEqual([0, "sha"]);
    expect(list.safeParse({ message: "no list" }).success).toBe(false);
  });

  it.each(["../x", "a/..", "a/b/c", "a", "a/b?c", "a/b#c", "a /b"])(
    "names no repository %s",
    (name) => {
      expect(schema.repositoryName.safeParse(name).success).toBe(false);
    },
  );
});

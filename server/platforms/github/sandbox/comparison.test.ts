import { beforeAll, describe, expect, it } from "vitest";
import { visitSandbox } from "../../../testing/sandbox-visitor.ts";

interface FoundCommit {
  sha: string;
  parents: { sha: string }[];
}
interface Comparison {
  status: string;
  ahead_by: number;
  behind_by: number;
  total_commits: number;
  base_commit: { sha: string };
  merge_base_commit: { sha: string };
  commits: FoundCommit[];
  files?: unknown[];
}

const visitor = visitSandbox();
let token = "";
let name = "";
/** The first-parent line of a default branch, newest on top. */
const line: FoundCommit[] = [];

beforeAll(async () => {
  token = await visitor.signIn("ineshal", "read:user");
  const repositories = await visitor.walk<{ full_name: string; fork: boolean }>(
    "/user/repos?per_page=100&sort=pushed",
    token,
  );
  name = repositories.find((one) => !one.fork)?.full_name ?? "";
  const all = await visitor.walk<FoundCommit>(`/repos/${name}/commits?per_page=100`, token);
  const bySha = new Map(all.map((commit) => [commit.sha, commit]));
  const tip = await (await visitor.api(`/repos/${name}/commits/main`, token)).json<FoundCommit>();
  for (let next = bySha.get(tip.sha); next; next = bySha.get(next.parents[0]?.sha ?? ""))
    line.push(next);
});

async function compare(base: string | undefined, head: string | undefined, query = "") {
  return visitor.api(`/repos/${name}/compare/${base}...${head}${query}`, token);
}

describe("a comparison", () => {
  it("shows what the head has and the base has not, the head last", async () => {
    const answer = await (await compare(line[4]?.sha, line[0]?.sha)).json<Comparison>();
    expect(answer).toMatchObject({
      status: "ahead",
      behind_by: 0,
      ahead_by: answer.total_commits,
      base_commit: { sha: line[4]?.sha },
      merge_base_commit: { sha: line[4]?.sha },
    });
    const shas = answer.commits.map(({ sha }) => sha);
    expect(shas.at(-1)).toBe(line[0]?.sha);
    expect(shas).toEqual(expect.arrayContaining(line.slice(0, 4).map(({ sha }) => sha)));
    expect(shas).not.toContain(line[4]?.sha);
    expect(answer.commits).toHaveLength(answer.total_commits);
  });

  it("comes in pages when it is asked for by pages, its files on the first", async () => {
    const first = await compare(line[6]?.sha, line[0]?.sha, "?per_page=2");
    expect(first.headers.get("link")).toMatch(/\/compare\/.+&page=2>; rel="next"/);
    const body = await first.json<Comparison>();
    expect(body.commits).toHaveLength(2);
    expect(body.files?.length).toBeGreaterThan(0);
    const second = await (
      await compare(line[6]?.sha, line[0]?.sha, "?per_page=2&page=2")
    ).json<Comparison>();
    expect(second.total_commits).toBe(body.total_commits);
    expect(second.commits[0]?.sha).not.toBe(body.commits[0]?.sha);
    expect(second).not.toHaveProperty("files");
  });

  it("tells a branch that was set back, and one that stands still", async () => {
    const back = await (await compare(line[0]?.sha, line[2]?.sha)).json<Comparison>();
    expect(back).toMatchObject({ status: "behind", total_commits: 0, commits: [] });
    expect(back.behind_by).toBeGreaterThan(1);
    const same = await (await compare("main", line[0]?.sha)).json<Comparison>();
    expect(same).toMatchObject({ status: "identical", ahead_by: 0, behind_by: 0 });
  });

  it.each([
    ["0".repeat(40), "main"],
    ["main", "abc"],
  ])("of %s and %s is not there", async (base, head) => {
    expect((await compare(base, head)).status).toBe(404);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { SOME_DAY, visitSandbox } from "../../../testing/sandbox-visitor.ts";

interface FoundCommit {
  sha: string;
  author: { login: string } | null;
  commit: { committer: { date: string } };
  parents: { sha: string }[];
}
interface FoundRepository {
  full_name: string;
  private: boolean;
  archived: boolean;
  fork: boolean;
  pushed_at: string;
  open_issues_count: number;
}

const visitor = visitSandbox();
let token = "";
let wide = "";

beforeAll(async () => {
  token = await visitor.signIn("ineshal", "read:user");
  wide = await visitor.signIn("ineshal", "read:user repo");
});

async function repositories(key: string): Promise<FoundRepository[]> {
  return visitor.walk("/user/repos?per_page=100", key);
}

describe("what GitHub answers", () => {
  it("says who, with its usual headers", async () => {
    const answer = await visitor.api("/user", token);
    expect(answer.headers.get("x-oauth-scopes")).toBe("read:user");
    expect(answer.headers.get("x-ratelimit-resource")).toBe("core");
    expect(answer.headers.get("x-github-request-id")).toMatch(/^[0-9A-F:]+$/);
    expect(await answer.json()).toMatchObject({ login: "ineshal", type: "User" });
  });

  it("refuses those who do not say what they are, and tokens it does not know", async () => {
    const anonymous = await visitor.call("/api.github.com/user", { headers: { "user-agent": "" } });
    expect(anonymous.status).toBe(403);
    const unknown = await visitor.api("/user", "gho_unknown");
    expect(unknown.status).toBe(401);
    expect(await unknown.json()).toMatchObject({ message: "Bad credentials" });
  });

  it("answers 304 to a known ETag, and does not charge for it", async () => {
    const first = await visitor.api("/user/repos", token);
    const etag = first.headers.get("etag") ?? "";
    const second = await visitor.api("/user/repos", token, { "if-none-match": etag });
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    expect(second.status).toBe(304);
    expect(await second.text()).toBe("");
    expect(second.headers.get("x-ratelimit-used")).toBe(first.headers.get("x-ratelimit-used"));
    const strong = { "if-none-match": etag.replace("W/", "") };
    expect((await visitor.api("/user/repos", token, strong)).status).toBe(304);
    const other = await visitor.api("/user/repos", token, { "if-none-match": etag, accept: "*/*" });
    expect(other.status).toBe(200);
  });

  it("leads through a list by number, with first, prev, next and last", async () => {
    const link = (
      await visitor.api("/repos/ineshal/tarn/commits?per_page=50&page=2", token)
    ).headers.get("link");
    expect(link).toMatch(
      /^<https:\/\/api\.github\.com\/repositories\/\d+\/commits\?per_page=50&page=1>; rel="prev"/,
    );
    for (const rel of ["prev", "next", "last", "first"]) expect(link).toContain(`rel="${rel}"`);
  });

  it("redirects a former name to the number", async () => {
    const answer = await visitor.api("/repos/ineshal/hourglass/commits?per_page=1", token);
    expect(answer.status).toBe(301);
    const location = answer.headers.get("location") ?? "";
    expect(location).toMatch(
      /^https:\/\/api\.github\.com\/repositories\/\d+\/commits\?per_page=1$/,
    );
    expect((await visitor.api(location, token)).status).toBe(200);
  });

  it("hides private repositories from a token without the scope", async () => {
    expect((await repositories(token)).some((entry) => entry.private)).toBe(false);
    expect((await repositories(wide)).filter((entry) => entry.private)).toHaveLength(2);
    expect((await visitor.api("/repos/ineshal/journal", token)).status).toBe(404);
    expect((await visitor.api("/repos/ineshal/journal", wide)).status).toBe(200);
  });

  it("has the odd repositories of a real account", async () => {
    const all = await repositories(token);
    expect(all.filter((entry) => entry.archived)).toHaveLength(1);
    expect(all.filter((entry) => entry.fork)).toHaveLength(1);
    const empty = await visitor.api("/repos/ineshal/scratch/commits", token);
    expect(empty.status).toBe(409);
    expect(await empty.json()).toMatchObject({ message: "Git Repository is empty." });

    const shas = async (name: string) =>
      (
        await visitor.walk<FoundCommit>(`/repos/${name}/commits?author=ineshal&per_page=100`, token)
      ).map(({ sha }) => sha);
    const [fork, upstream] = [await shas("ineshal/fathom"), new Set(await shas("fathom/fathom"))];
    expect(fork.length).toBeGreaterThan(10);
    expect(fork.every((sha) => upstream.has(sha))).toBe(true);

    const attic = await visitor.walk<FoundCommit>(
      "/repos/ineshal/attic/commits?per_page=100",
      token,
    );
    const times = Map.groupBy(attic, (commit) => commit.commit.committer.date);
    expect(Math.max(...[...times.values()].map((group) => group.length))).toBe(150);
    const beacon = await visitor.walk<FoundCommit>(
      "/repos/quayside/beacon/commits?per_page=100",
      token,
    );
    expect(beacon.some((commit) => commit.author === null)).toBe(true);
  });

  it("gives every commit its parents, in one line to the first", async () => {
    const commits = await visitor.walk<FoundCommit>(
      "/repos/ineshal/larder/commits?per_page=100",
      token,
    );
    const known = new Map(commits.map((commit) => [commit.sha, commit]));
    let reached = commits[0];
    let steps = 0;
    for (; reached?.parents[0]; steps += 1) reached = known.get(reached.parents[0].sha);
    expect(reached?.parents).toEqual([]);
    expect(steps).toBeGreaterThan(500);
    expect(commits.some((commit) => commit.parents.length === 2)).toBe(true);
  });

  it("shows at most a thousand results of a search", async () => {
    const last = await visitor.api("/search/commits?q=author:ineshal&per_page=100&page=10", token);
    const body = await last.json<{ total_count: number; items: unknown[] }>();
    expect(body.total_count).toBeGreaterThan(5000);
    expect(body.items).toHaveLength(100);
    expect(last.headers.get("link")).not.toContain('rel="next"');
    const beyond = await visitor.api(
      "/search/commits?q=author:ineshal&per_page=100&page=11",
      token,
    );
    expect(beyond.status).toBe(422);
    expect((await visitor.api("/search/issues?q=author:nobody-at-all", token)).status).toBe(422);
  });

  it("tells events of a month, pushes without their commits", async () => {
    const answer = await visitor.api("/users/ineshal/events?per_page=100", token);
    expect(answer.headers.get("x-poll-interval")).toBe("60");
    const events = await visitor.walk<{
      type: string;
      payload: object;
      created_at: string;
      public: boolean;
    }>("/users/ineshal/events?per_page=100", token);
    expect(events.length).toBeLessThanOrEqual(300);
    expect(events.every((event) => event.public)).toBe(true);
    const push = events.find((event) => event.type === "PushEvent");
    expect(Object.keys(push?.payload ?? {}).toSorted()).toEqual([
      "before",
      "head",
      "push_id",
      "ref",
      "repository_id",
    ]);
    const types = new Set(events.map((event) => event.type));
    for (const type of ["PullRequestEvent", "PullRequestReviewEvent", "IssuesEvent", "CreateEvent"])
      expect(types).toContain(type);
    const oldest = Math.min(...events.map((event) => Date.parse(event.created_at)));
    expect(oldest).toBeGreaterThan(SOME_DAY - 31 * 86_400_000);
  });

  it("moves a repository's times and counts when a pull request is merged", async () => {
    const own = visitSandbox();
    await own.post("/clock", { freeze: true });
    const key = await own.signIn("ineshal", "read:user");
    const open = async () =>
      (await own.walk<{ number: number }>("/repos/quayside/beacon/pulls?per_page=100", key)).map(
        ({ number }) => number,
      );
    const look = async () => (await own.api("/repos/quayside/beacon", key)).json<FoundRepository>();
    const before = await look();
    let wasOpen = await open();
    let merged: { merged_at: string; merge_commit_sha: string } | undefined;
    for (let hours = 0; hours < 24 * 14 && !merged; hours += 1) {
      await own.post("/clock", { advance_ms: 3_600_000 });
      const isOpen = await open();
      for (const number of wasOpen.filter((entry) => !isOpen.includes(entry))) {
        const path = `/repos/quayside/beacon/pulls/${number}`;
        const pull = await (
          await own.api(path, key)
        ).json<{
          merged_at: string | null;
          merge_commit_sha: string;
        }>();
        if (pull.merged_at !== null) merged = { ...pull, merged_at: pull.merged_at };
      }
      wasOpen = isOpen;
    }
    const after = await look();
    expect(Date.parse(after.pushed_at)).toBeGreaterThanOrEqual(Date.parse(merged?.merged_at ?? ""));
    expect(after.pushed_at).not.toBe(before.pushed_at);
    const commits = await own.walk<FoundCommit>(
      `/repos/quayside/beacon/commits?since=${merged?.merged_at}&per_page=100`,
      key,
    );
    expect(commits.map(({ sha }) => sha)).toContain(merged?.merge_commit_sha);
  });
});

import { describe, expect, it } from "vitest";
import { visitSandbox } from "../../../testing/sandbox-visitor.ts";
import type { InventoryEntry } from "../../../testing/sandbox-visitor.ts";

interface Named {
  id: number;
  user: { login: string };
}
interface FoundCommit {
  sha: string;
  author: { login: string } | null;
  commit: { author: { date: string } };
}
interface FoundPull extends Named {
  number: number;
  html_url: string;
  repository_url: string;
  closed_at: string | null;
  created_at: string;
  pull_request?: { merged_at: string | null };
}
interface FoundRelease {
  id: number;
  draft: boolean;
  published_at: string;
  author: { login: string };
}

/** Everything a careful client finds with the API alone, as external ids with times. */
async function walkEverything(visitor: ReturnType<typeof visitSandbox>, login: string) {
  const token = await visitor.signIn(login, "read:user repo");
  const found = new Map<string, string>();
  const takeCommits = (commits: readonly FoundCommit[]): void => {
    for (const { sha, author, commit } of commits) {
      if (author?.login === login) found.set(`commit:${sha}`, commit.author.date);
    }
  };
  const path = (url: string): string => url.replace("https://api.github.com", "");

  const repositories = await visitor.walk<{ full_name: string }>(
    "/user/repos?affiliation=owner,collaborator,organization_member&per_page=3",
    token,
  );
  for (const { full_name } of repositories) {
    takeCommits(
      await visitor.walk(`/repos/${full_name}/commits?author=${login}&per_page=100`, token),
    );
    const releases = await visitor.walk<FoundRelease>(
      `/repos/${full_name}/releases?per_page=7`,
      token,
    );
    for (const { id, draft, published_at, author } of releases) {
      if (!draft && author.login === login) found.set(`release:${id}`, published_at);
    }
  }
  for (let year = 2021; year <= 2026; year += 1) {
    const dates = `${year}-01-01..${year}-12-31`;
    takeCommits(
      await visitor.walk(
        `/search/commits?q=author:${login}+committer-date:${dates}&per_page=100`,
        token,
      ),
    );
  }
  const authored = `/search/issues?q=author:${login}&sort=created&order=asc&per_page=50`;
  for (const entry of await visitor.walk<FoundPull>(authored, token)) {
    if (!entry.pull_request) {
      found.set(`issue:${entry.id}`, entry.created_at);
      continue;
    }
    const base = `${path(entry.repository_url)}/pulls/${entry.number}`;
    const pull = await (await visitor.api(base, token)).json<{ id: number }>();
    const end = entry.pull_request.merged_at ?? entry.closed_at ?? entry.created_at;
    found.set(`pull:${pull.id}`, end);
    takeCommits(await visitor.walk(`${base}/commits?per_page=2`, token));
  }
  const reviewed = `/search/issues?q=reviewed-by:${login}+is:pr&per_page=100`;
  for (const pull of await visitor.walk<FoundPull>(reviewed, token)) {
    const reviews = await visitor.walk<Named & { submitted_at: string }>(
      `${path(pull.repository_url)}/pulls/${pull.number}/reviews`,
      token,
    );
    for (const { id, user, submitted_at } of reviews) {
      if (user.login === login) found.set(`review:${id}`, submitted_at);
    }
  }
  return found;
}

describe("the answers", () => {
  it("add up to the inventory, page by page", async () => {
    const visitor = visitSandbox();
    await visitor.post("/people", { name: "Cleo Vance", login: "cleo", items: 700 });
    await visitor.post("/clock", { freeze: true });
    const inventory = await visitor.json<InventoryEntry[]>(
      "/inventory?platform=github&person=cleo&private=1",
    );
    const found = await walkEverything(visitor, "cleo");
    const expected = inventory.map((item) => [item.external_id, Date.parse(item.occurred_at)]);
    const seen = [...found].map(([id, time]) => [id, Date.parse(time)]);
    expect(new Map(seen as [string, number][])).toEqual(new Map(expected as [string, number][]));
  });
});

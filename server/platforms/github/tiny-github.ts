import { createHttp } from "../http.ts";
import type { ItemLink, Page, PlatformAccount, PlatformItem } from "../platform.ts";
import { fetchPage } from "./walk.ts";

/** A GitHub small enough to hold in a test: plain data, and an answer for every endpoint of the walk. */

export const INES: PlatformAccount = {
  externalId: "4107",
  handle: "ines",
  displayName: "Ines Aldana",
  url: "https://github.com/ines",
  email: "ines@example.org",
};

export interface World {
  now: number;
  pageSize: number;
  withEtags: boolean;
  repositories: Listed[];
  events: object[];
  /** Answers that stand before all else, by path: a status, or a whole response. */
  faults: Map<string, () => Response>;
  /** Answers a search instead, where it gives anything. */
  onSearch?: (url: URL) => Response | null;
  requests: string[];
}

export interface Listed {
  id: number;
  full_name: string;
  private: boolean;
  fork: boolean;
  /** In `/user/repos`; else it is somebody's, and only the search knows it. */
  listed: boolean;
  pushed_at: string;
  updated_at: string;
  open_issues_count: number;
  commits: Dated[];
  pulls: TinyPull[];
  issues: TinyIssue[];
  releases: object[];
}

interface Dated {
  sha: string;
  date: string;
  author: object | null;
  name?: string;
  email?: string;
}

export interface TinyPull {
  id: number;
  number: number;
  title: string;
  user: object;
  state: string;
  created_at: string;
  updated_at: string;
  merged_at: string | null;
  closed_at: string | null;
  merge_commit_sha: string | null;
  commits: Dated[];
  reviews: { id: number; user: object; state: string; submitted_at: string }[];
}

interface TinyIssue {
  id: number;
  number: number;
  title: string;
  user: object;
  state: string;
  created_at: string;
  updated_at: string;
}

export const ines = { id: 4107, login: "ines" };
export const juno = { id: 5210, login: "juno-b" };

export function iso(time: number): string {
  return new Date(time).toISOString().replace(".000", "");
}

export function repositoryNamed(full_name: string, given: Partial<Listed> = {}): Listed {
  const id = [...full_name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7);
  const at = "2026-05-01T00:00:00Z";
  const lists = { commits: [], pulls: [], issues: [], releases: [] };
  const flags = { private: false, fork: false, listed: true, open_issues_count: 0 };
  return { id, full_name, pushed_at: at, updated_at: at, ...flags, ...lists, ...given };
}

export function pullNumbered(number: number, given: Partial<TinyPull> = {}): TinyPull {
  const at = "2026-04-01T09:00:00Z";
  return {
    id: 900_000 + number,
    number,
    title: `Change ${number}`,
    user: ines,
    state: "open",
    created_at: at,
    updated_at: at,
    merged_at: null,
    closed_at: null,
    merge_commit_sha: null,
    commits: [],
    reviews: [],
    ...given,
  };
}

export function worldOf(repositories: Listed[], given: Partial<World> = {}): World {
  return {
    now: Date.UTC(2026, 4, 14, 9),
    pageSize: 100,
    withEtags: true,
    repositories,
    events: [],
    faults: new Map(),
    requests: [],
    ...given,
  };
}

export function answerOf(world: World, url: URL, headers: Headers): Response {
  const path = url.pathname.replace(/^\/repositories\/(\d+)/, (_all, id) => {
    const found = world.repositories.find((repository) => String(repository.id) === id);
    return `/repos/${found?.full_name}`;
  });
  world.requests.push(`${path}${headers.has("if-none-match") ? " if changed" : ""}`);
  const fault = world.faults.get(path);
  if (fault) return fault();
  if (path === `/users/ines/events`) return listing(world, url, headers, world.events);
  if (path === "/user/repos") {
    const all = world.repositories.filter((repository) => repository.listed);
    const shown = all.filter(
      (one) => !one.private || url.searchParams.get("visibility") !== "public",
    );
    return listing(
      world,
      url,
      headers,
      newestFirst(shown, (one) => one.pushed_at),
    );
  }
  if (path.startsWith("/search/")) return world.onSearch?.(url) ?? search(world, url, path);
  const [, owner, name, what, number, part] = path.split("/").slice(1);
  const repository = world.repositories.find((one) => one.full_name === `${owner}/${name}`);
  if (!repository) return json({ message: "Not Found" }, 404);
  const pull = repository.pulls.find((one) => String(one.number) === number);
  const since = url.searchParams.get("since") ?? "";
  if (what === "commits") {
    const mine = repository.commits.filter((one) => one.date >= since);
    return listing(
      world,
      url,
      headers,
      mine.map((one) => commitOf(repository, one)),
    );
  }
  if (what === "releases") return listing(world, url, headers, repository.releases);
  if (what === "issues") {
    const all = issuesOf(repository).filter((one) => one.user === ines && one.updated_at >= since);
    return listing(world, url, headers, all);
  }
  if (what === "pulls" && number === undefined) {
    const all = newestFirst(repository.pulls, (one) => one.updated_at);
    return listing(
      world,
      url,
      headers,
      all.map((one) => pullOf(repository, one)),
    );
  }
  if (!pull) return json({ message: "Not Found" }, 404);
  if (part === "commits") {
    return listing(
      world,
      url,
      headers,
      pull.commits.map((one) => commitOf(repository, one)),
    );
  }
  if (part === "reviews") return listing(world, url, headers, pull.reviews);
  return json({ ...pullOf(repository, pull), additions: 5, deletions: 2, changed_files: 1 });
}

function search(world: World, url: URL, path: string): Response {
  const q = url.searchParams.get("q") ?? "";
  const repositories = world.repositories.filter((one) => !one.private || !q.includes("is:public"));
  if (path === "/search/commits") {
    const found = repositories.flatMap((one) => one.commits.map((entry) => ({ one, entry })));
    const mine = found.filter(({ entry }) => entry.author === ines);
    const items = mine.map(({ one, entry }) => ({ ...commitOf(one, entry), repository: one }));
    return json({ total_count: items.length, incomplete_results: false, items });
  }
  const pulls = repositories.flatMap((one) => one.pulls.map((entry) => ({ one, entry })));
  const reviewed = q.includes("reviewed-by:ines");
  const wanted = new Set(
    pulls
      .filter(({ entry }) =>
        reviewed ? entry.reviews.some((review) => review.user === ines) : entry.user === ines,
      )
      .map(({ entry }) => entry.id),
  );
  const items = repositories.flatMap((one) =>
    issuesOf(one).filter((entry) =>
      q.includes("type:pr") ? wanted.has(entry.pullId ?? 0) : entry.user === ines && !entry.pullId,
    ),
  );
  return json({ total_count: items.length, incomplete_results: false, items });
}

function issuesOf(repository: Listed) {
  const repository_url = `https://api.github.com/repos/${repository.full_name}`;
  const pulls = repository.pulls.map((one) => ({
    id: one.id + 50_000,
    pullId: one.id,
    number: one.number,
    title: one.title,
    user: one.user,
    state: one.state,
    created_at: one.created_at,
    updated_at: one.updated_at,
    closed_at: one.closed_at,
    repository_url,
    pull_request: { merged_at: one.merged_at },
  }));
  const issues = repository.issues.map((one) => ({ ...one, pullId: null, repository_url }));
  return [...pulls, ...issues];
}

function commitOf(repository: Listed, { sha, date, author, name, email }: Dated) {
  const signature = { name: name ?? "Ines", email: email ?? "x@example.org", date };
  return {
    sha,
    html_url: `https://github.com/${repository.full_name}/commit/${sha}`,
    commit: { message: `Commit ${sha}`, author: signature, committer: signature },
    author,
  };
}

function pullOf(repository: Listed, { commits: _commits, reviews: _reviews, ...pull }: TinyPull) {
  const { full_name, private: isPrivate, fork } = repository;
  return { ...pull, base: { repo: { full_name, private: isPrivate, fork } } };
}

/** Pages by the opaque addresses that GitHub gives, and conditional answers. */
function listing(world: World, url: URL, headers: Headers, all: readonly object[]): Response {
  const page = Number(url.searchParams.get("page") ?? 1);
  const shown = all.slice((page - 1) * world.pageSize, page * world.pageSize);
  const body = JSON.stringify(shown);
  const answer = new Headers({ "content-type": "application/json" });
  if (page * world.pageSize < all.length) {
    const next = new URL(url);
    next.searchParams.set("page", String(page + 1));
    const name = url.pathname.match(/^\/repos\/([^/]+\/[^/]+)/)?.[1];
    const id = world.repositories.find((one) => one.full_name === name)?.id;
    if (name) next.pathname = url.pathname.replace(`/repos/${name}`, `/repositories/${id}`);
    answer.set("link", `<${next}>; rel="next"`);
  }
  if (world.withEtags) {
    const etag = `W/"${[...body].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)}"`;
    answer.set("etag", etag);
    if (headers.get("if-none-match") === etag)
      return new Response(null, { status: 304, headers: answer });
  }
  return new Response(body, { headers: answer });
}

function json(body: object, status = 200): Response {
  return Response.json(body, { status });
}

function newestFirst<T>(all: readonly T[], by: (one: T) => string): T[] {
  return all.toSorted((a, b) => by(b).localeCompare(by(a)));
}

/** What a store would hold after the pages, and the pages themselves. */
export interface Run {
  cursor: unknown;
  pages: Page[];
  items: Map<string, PlatformItem>;
  links: ItemLink[];
  requests: string[];
}

interface RunOptions {
  includePrivate?: boolean;
  /** How many failures in a row are borne, as by an engine that comes back. */
  patience?: number;
  account?: PlatformAccount;
}

/** Calls `fetchPage` until it is up to date, with a cursor that went through JSON each time. */
export async function run(
  world: World,
  before: Run | null = null,
  options: RunOptions = {},
): Promise<Run> {
  const { includePrivate = false, patience = 0, account = INES } = options;
  const http = createHttp({
    fetch: async (url, init) => answerOf(world, new URL(String(url)), new Headers(init?.headers)),
    upstreamOrigin: null,
    hosts: ["api.github.com"],
    authorization: null,
    now: () => world.now,
  });
  const result: Run = {
    cursor: before?.cursor ?? null,
    pages: [],
    items: new Map(before?.items),
    links: [...(before?.links ?? [])],
    requests: [],
  };
  const asked = world.requests.length;
  let failures = 0;
  for (let more = true; more;) {
    try {
      const { cursor } = result;
      const page = await fetchPage({
        http,
        account,
        includePrivate,
        cursor,
        now: world.now,
        failures,
      });
      failures = 0;
      result.pages.push(page);
      result.cursor = JSON.parse(JSON.stringify(page.cursor));
      for (const item of page.items) {
        if (!item.isSecondary || result.items.get(item.externalId)?.isSecondary !== false) {
          result.items.set(item.externalId, item);
        }
      }
      result.links.push(...page.links);
      ({ more } = page);
    } catch (error) {
      failures += 1;
      if (failures > patience) throw Object.assign(error as Error, { run: result });
    }
    if (result.pages.length > 500) throw new Error("the walk does not end");
  }
  result.requests = world.requests.slice(asked);
  return result;
}

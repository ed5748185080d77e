import { type Dated, ines, type Listed, type TinyPull, type World } from "./tiny-github.ts";

export function answerOf(world: World, url: URL, headers: Headers): Response {
  const path = url.pathname.replace(/^\/repositories\/(\d+)/, (_all, id) => {
    const found = world.repositories.find((repository) => String(repository.id) === id);
    return `/repos/${found?.full_name}`;
  });
  world.requests.push(`${path}${headers.has("if-none-match") ? " if changed" : ""}`);
  const fault = world.faults.get(path);
  if (fault) return fault();
  const list = (all: readonly object[], around?: (shown: readonly object[]) => object) =>
    listing(world, url, headers, all, around);
  if (path === "/users/ines/events") return list(world.events);
  if (path === "/user/repos") {
    const all = world.repositories.filter((repository) => repository.listed);
    const shown = all.filter(
      (one) => !one.private || url.searchParams.get("visibility") !== "public",
    );
    return list(newestFirst(shown, (one) => one.pushed_at));
  }
  if (path.startsWith("/search/")) return world.onSearch?.(url) ?? search(world, url, path);
  const [, owner, name, ...rest] = path.split("/").slice(1);
  const repository = world.repositories.find((one) => one.full_name === `${owner}/${name}`);
  if (!repository) return json({ message: "Not Found" }, 404);
  return inRepository(repository, rest, url, list);
}

function inRepository(
  repository: Listed,
  [what, id, part]: readonly string[],
  url: URL,
  list: (all: readonly object[], around?: (shown: readonly object[]) => object) => Response,
): Response {
  const since = url.searchParams.get("since") ?? "";
  const commits = (all: readonly Dated[]) => all.map((one) => commitOf(repository, one));
  if (what === "commits")
    return list(commits(repository.commits.filter((one) => one.date >= since)));
  if (what === "compare") {
    const between = compared(repository, id ?? "");
    if (between === null) return json({ message: "Not Found" }, 404);
    const total_commits = between.length;
    return list(commits(between), (shown) => ({ status: "ahead", total_commits, commits: shown }));
  }
  if (what === "releases") return list(repository.releases);
  if (what === "issues") {
    return list(issuesOf(repository).filter((one) => one.user === ines && one.updated_at >= since));
  }
  if (what === "pulls" && id === undefined) {
    const all = newestFirst(repository.pulls, (one) => one.updated_at);
    return list(all.map((one) => pullOf(repository, one)));
  }
  const pull = repository.pulls.find((one) => String(one.number) === id);
  if (!pull) return json({ message: "Not Found" }, 404);
  if (part === "commits") return list(commits(pull.commits));
  if (part === "reviews") return list(pull.reviews);
  return json({ ...pullOf(repository, pull), additions: 5, deletions: 2, changed_files: 1 });
}

/** What the head reaches and the base does not, oldest first. */
function compared({ commits }: Listed, range: string): Dated[] | null {
  const [base, head] = range.split("...").map((sha) => commits.findIndex((one) => one.sha === sha));
  if (base === undefined || head === undefined || base < 0 || head < 0) return null;
  return commits.slice(head, base).toReversed();
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
function listing(
  world: World,
  url: URL,
  headers: Headers,
  all: readonly object[],
  around: (shown: readonly object[]) => object = (shown) => shown,
): Response {
  const page = Number(url.searchParams.get("page") ?? 1);
  const shown = all.slice((page - 1) * world.pageSize, page * world.pageSize);
  const body = JSON.stringify(around(shown));
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

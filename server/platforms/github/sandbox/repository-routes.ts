import { NOT_FOUND, ok, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { commitBody, fullCommitBody } from "./commit-body.ts";
import { answerComparison } from "./comparison-body.ts";
import { issueBody, pullAsIssueBody } from "./issue-body.ts";
import { listing } from "./listing.ts";
import { fullPullBody, pullBody, reviewBody } from "./pull-body.ts";
import { defaultCommits, tipAt, viewIssue, viewPull } from "./reading.ts";
import { releaseBody } from "./release-body.ts";
import { repositoryBody } from "./repository-body.ts";
import type { Universe } from "./universe.ts";
import type { Commit, Issue, Pull, Repository } from "./world.ts";

/** `GET /repos/{owner}/{name}/…`, with what follows the name as `rest`. */
export function answerInRepository(
  universe: Universe,
  repository: Repository,
  rest: readonly string[],
  query: URLSearchParams,
): Answer {
  const { now } = universe;
  const [section, id, part] = rest;
  const path = `/repositories/${repository.id}/${rest.join("/")}`;
  const number = Number(id);
  const show = remembering((entry: Repository) => repositoryBody(entry, now));
  const pull = repository.pulls.find((entry) => entry.number === number && entry.createdAt <= now);

  switch (section) {
    case undefined:
      return ok({ ...repositoryBody(repository, now), ...parentBody(repository, now) });
    case "commits":
      if (tipAt(repository, now) === null) return refusal(409, "Git Repository is empty.");
      if (id !== undefined) return answerCommit(repository, id, now);
      return listing(selectCommits(repository, query, now), query, path, (commit) =>
        commitBody(commit, repository),
      );
    case "compare":
      return answerComparison(repository, rest.slice(1).join("/"), query, now);
    case "pulls":
      if (id === undefined)
        return listing(selectPulls(repository, query, now), query, path, (entry) =>
          pullBody(entry, now, show),
        );
      if (!pull) return NOT_FOUND;
      if (part === undefined) return ok(fullPullBody(pull, now, show));
      if (part === "commits")
        return listing(viewPull(pull, now).commits, query, path, (commit) =>
          commitBody(commit, repository),
        );
      if (part === "reviews")
        return listing(viewPull(pull, now).reviews, query, path, (review) =>
          reviewBody(review, pull, now),
        );
      return NOT_FOUND;
    case "issues": {
      if (id === undefined)
        return listing(selectIssues(repository, query, now), query, path, (entry) =>
          toIssueBody(entry, now),
        );
      const issue = repository.issues.find(
        (entry) => entry.number === number && entry.createdAt <= now,
      );
      if (part !== undefined || (!issue && !pull)) return NOT_FOUND;
      return ok(issue ? issueBody(issue, now) : pull && pullAsIssueBody(pull, now));
    }
    case "releases": {
      const releases = selectReleases(universe, repository);
      if (id === undefined)
        return listing(releases, query, path, (release) => releaseBody(release, now));
      const release = releases.find((entry) => entry.id === number);
      return release ? ok(releaseBody(release, now)) : NOT_FOUND;
    }
    default:
      return NOT_FOUND;
  }
}

function parentBody(repository: Repository, now: number) {
  if (!repository.forkOf) return {};
  const parent = repositoryBody(repository.forkOf, now);
  return { parent, source: parent };
}

function answerCommit(repository: Repository, sha: string, now: number): Answer {
  const branches = (repository.forkOf ?? repository).pulls.flatMap(
    (pull) => viewPull(pull, now).commits,
  );
  const known = [...defaultCommits(repository, now), ...branches];
  const commit =
    sha === "main" || sha === "HEAD"
      ? tipAt(repository, now)
      : known.find((entry) => entry.sha.startsWith(sha) && sha.length >= 7);
  return commit
    ? ok(fullCommitBody(commit, repository))
    : refusal(422, `No commit found for SHA: ${sha}`);
}

/** `since` and `until` compare the committer date, both included; `author` a login or an e-mail. */
function selectCommits(repository: Repository, query: URLSearchParams, now: number): Commit[] {
  const since = Date.parse(query.get("since") ?? "") || Number.NEGATIVE_INFINITY;
  const until = Date.parse(query.get("until") ?? "") || Number.POSITIVE_INFINITY;
  const author = query.get("author")?.toLowerCase();
  const isAuthor = (commit: Commit): boolean =>
    author === undefined ||
    author === "" ||
    commit.author.account?.login.toLowerCase() === author ||
    commit.author.email.toLowerCase() === author;
  return startingAt(repository, query.get("sha"), now).filter(
    (commit) => commit.committedAt >= since && commit.committedAt <= until && isAuthor(commit),
  );
}

/** What a branch or a commit reaches: the default branch, an older state of it, or a pull request's branch. */
function startingAt(repository: Repository, sha: string | null, now: number): Commit[] {
  const all = defaultCommits(repository, now);
  if (sha === null || sha === "" || sha === "main" || sha === "HEAD") return all;
  const pull = repository.pulls.find(
    (entry) => entry.branch === sha && entry.headRepository === repository,
  );
  if (pull)
    return [
      ...viewPull(pull, now).commits.toReversed(),
      ...all.filter((commit) => commit.committedAt <= pull.createdAt),
    ];
  const from = all.findIndex((commit) => commit.sha === sha);
  return from < 0 ? [] : all.slice(from);
}

function selectPulls(repository: Repository, query: URLSearchParams, now: number): Pull[] {
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const views = new Map(
    repository.pulls
      .filter((pull) => pull.createdAt <= now)
      .map((pull) => [pull, viewPull(pull, now)]),
  );
  const chosen = [...views.keys()].filter(
    (pull) =>
      (state === "all" || views.get(pull)?.state === state) &&
      (head === null || head === `${pull.headOwner.login}:${pull.branch}`),
  );
  const by = query.get("sort") ?? "created";
  const direction = query.get("direction") ?? (by === "created" ? "desc" : "asc");
  return sorted(
    chosen,
    (pull) => (by === "updated" ? (views.get(pull)?.updatedAt ?? 0) : pull.createdAt),
    direction,
  );
}

/** Issues and pull requests together, as GitHub's issues API has them. */
function selectIssues(
  repository: Repository,
  query: URLSearchParams,
  now: number,
): (Issue | Pull)[] {
  const state = query.get("state") ?? "open";
  const creator = query.get("creator")?.toLowerCase();
  const since = Date.parse(query.get("since") ?? "") || Number.NEGATIVE_INFINITY;
  const by = query.get("sort") ?? "created";
  const viewed = [...repository.issues, ...repository.pulls]
    .filter((entry) => entry.createdAt <= now)
    .map((entry) => ({ entry, view: isPull(entry) ? viewPull(entry, now) : viewIssue(entry, now) }))
    .filter(
      ({ entry, view }) =>
        (state === "all" || view.state === state) &&
        view.updatedAt >= since &&
        (creator === undefined || entry.author.login.toLowerCase() === creator),
    );
  const key = (one: (typeof viewed)[number]): number =>
    by === "updated"
      ? one.view.updatedAt
      : by === "comments"
        ? one.view.comments
        : one.entry.createdAt;
  return sorted(viewed, key, query.get("direction") ?? "desc").map(({ entry }) => entry);
}

/** Drafts are shown to those who may push. */
function selectReleases(universe: Universe, repository: Repository) {
  const { now, viewer } = universe;
  const mayPush =
    repository.relation !== "none" &&
    viewer !== null &&
    viewer.history.repositories.includes(repository);
  const seen = repository.releases.filter(
    (release) => release.createdAt <= now && (mayPush || (release.publishedAt ?? Infinity) <= now),
  );
  return sorted(seen, (release) => release.createdAt, "desc");
}

function toIssueBody(entry: Issue | Pull, now: number) {
  return isPull(entry) ? pullAsIssueBody(entry, now) : issueBody(entry, now);
}

function isPull(entry: Issue | Pull): entry is Pull {
  return "mergedAt" in entry;
}

function sorted<T>(list: readonly T[], key: (entry: T) => number, direction: string): T[] {
  const sign = direction === "asc" ? 1 : -1;
  return [...list].sort((a, b) => sign * (key(a) - key(b)));
}

function remembering<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

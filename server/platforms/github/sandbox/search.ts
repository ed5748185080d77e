import { ok, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { foundCommitBody } from "./commit-body.ts";
import { issueBody, pullAsIssueBody } from "./issue-body.ts";
import { linkHeader, pageOf } from "./listing.ts";
import { defaultCommits, viewIssue, viewPull } from "./reading.ts";
import { parseRange, parseSearch } from "./search-query.ts";
import type { SearchQuery } from "./search-query.ts";
import type { Universe } from "./universe.ts";
import { fullName } from "./world.ts";
import type { Account, Commit, Issue, Pull, Repository } from "./world.ts";

/** GitHub shows the first thousand matches of a search and no more. */
const SHOWN = 1000;
const NAMES_OF_PEOPLE: ReadonlySet<string> = new Set([
  "author",
  "reviewed-by",
  "committer",
  "user",
  "org",
  "involves",
  "commenter",
  "assignee",
]);

type Test<T> = (entry: T) => boolean;

interface Found {
  readonly entry: Issue | Pull;
  readonly isPull: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly mergedAt: number | null;
  readonly isDraft: boolean;
  readonly comments: number;
}

export function searchIssues(universe: Universe, params: URLSearchParams): Answer {
  return search(universe, params, "issues", (query, logins) => {
    const { now } = universe;
    const found: Found[] = universe.repositoriesAround(logins).flatMap((repository) => [
      ...repository.pulls
        .filter((pull) => pull.createdAt <= now)
        .map((pull) => ({
          ...viewPull(pull, now),
          entry: pull,
          isPull: true,
          createdAt: pull.createdAt,
        })),
      ...repository.issues
        .filter((issue) => issue.createdAt <= now)
        .map((issue) => ({
          ...viewIssue(issue, now),
          entry: issue,
          isPull: false,
          createdAt: issue.createdAt,
          mergedAt: null,
          isDraft: false,
        })),
    ]);
    const tests = combine(query, (name, value) => testIssue(universe, name, value));
    const words = query.words.map(
      (word): Test<Found> =>
        ({ entry }) =>
          `${entry.title} ${entry.body ?? ""}`.toLowerCase().includes(word),
    );
    const by = params.get("sort");
    const key = (one: Found): number =>
      by === "updated" ? one.updatedAt : by === "comments" ? one.comments : one.createdAt;
    const matches = [...tests, ...words].reduce((list, test) => list.filter(test), found);
    return inOrder(matches, key, params).map(({ entry, isPull }) => () => ({
      ...(isPull ? pullAsIssueBody(entry as Pull, now) : issueBody(entry as Issue, now)),
      score: 1,
    }));
  });
}

export function searchCommits(universe: Universe, params: URLSearchParams): Answer {
  return search(universe, params, "commits", (query, logins) => {
    // Forks are not searched: what they share with their upstream is found there.
    const repositories = universe
      .repositoriesAround(logins)
      .filter((repository) => !repository.forkOf);
    const commits = repositories.flatMap((repository) => defaultCommits(repository, universe.now));
    const tests = combine(query, testCommit);
    const words = query.words.map(
      (word): Test<Commit> =>
        ({ message }) =>
          message.toLowerCase().includes(word),
    );
    const key = (commit: Commit): number =>
      params.get("sort") === "author-date" ? commit.authoredAt : commit.committedAt;
    const matches = [...tests, ...words].reduce((list, test) => list.filter(test), commits);
    return inOrder(matches, key, params).map((commit) => () => foundCommitBody(commit));
  });
}

function search(
  universe: Universe,
  params: URLSearchParams,
  kind: "issues" | "commits",
  find: (query: SearchQuery, logins: readonly string[]) => readonly (() => unknown)[],
): Answer {
  const text = (params.get("q") ?? "").trim();
  if (text === "") return invalid("missing", "Search");
  const query = resolveMe(universe, parseSearch(text));
  const logins = query.qualifiers
    .filter(({ name }) => NAMES_OF_PEOPLE.has(name))
    .map(({ value }) => value);
  const unknown = logins.some((login) => universe.findAccount(login) === null);
  if (unknown)
    return invalid(
      "invalid",
      "Search",
      "The listed users cannot be searched either because the users do not exist or you do not have permission to view the users.",
    );
  const isBadDate = query.qualifiers.some(
    ({ name, value }) => DATES.has(name) && parseRange(value) === null,
  );
  if (isBadDate)
    return invalid("invalid", "Search", "The search contains a date that could not be read.");

  const { page, perPage } = pageOf(params);
  if ((page - 1) * perPage >= SHOWN)
    return refusal(422, "Only the first 1000 search results are available");
  const found = find(query, logins);
  const shown = found.slice(0, SHOWN).slice((page - 1) * perPage, page * perPage);
  const last = Math.ceil(Math.min(found.length, SHOWN) / perPage);
  const link = linkHeader(params, `/search/${kind}`, page, last);
  const body = {
    total_count: found.length,
    incomplete_results: false,
    items: shown.map((make) => make()),
  };
  return ok(body, { "cache-control": "no-cache", ...(link === null ? {} : { link }) });
}

const DATES: ReadonlySet<string> = new Set([
  "created",
  "updated",
  "closed",
  "merged",
  "author-date",
  "committer-date",
]);

function testIssue(universe: Universe, name: string, value: string): Test<Found> {
  const range = DATES.has(name) ? parseRange(value) : null;
  const within = (time: number | null): boolean => time !== null && (range?.(time) ?? false);
  switch (name) {
    case "author":
      return ({ entry }) => isCalled(entry.author, value);
    case "reviewed-by":
      return ({ entry }) =>
        "reviews" in entry &&
        entry.reviews.some(
          (review) => review.submittedAt <= universe.now && isCalled(review.author, value),
        );
    case "involves":
      return ({ entry }) =>
        isCalled(entry.author, value) ||
        ("reviews" in entry && entry.reviews.some((review) => isCalled(review.author, value)));
    case "created":
      return ({ createdAt }) => within(createdAt);
    case "updated":
      return ({ updatedAt }) => within(updatedAt);
    case "closed":
      return ({ closedAt }) => within(closedAt);
    case "merged":
      return ({ mergedAt }) => within(mergedAt);
    case "type":
    case "is":
    case "state":
      return testState(value);
    case "draft":
      return ({ isDraft }) => String(isDraft) === value;
    default:
      return ({ entry }) => isPlace(entry.repository, name, value);
  }
}

function testState(value: string): Test<Found> {
  const tests: Readonly<Record<string, Test<Found>>> = {
    pr: ({ isPull }) => isPull,
    "pull-request": ({ isPull }) => isPull,
    issue: ({ isPull }) => !isPull,
    open: ({ closedAt }) => closedAt === null,
    closed: ({ closedAt }) => closedAt !== null,
    merged: ({ mergedAt }) => mergedAt !== null,
    unmerged: ({ isPull, mergedAt }) => isPull && mergedAt === null,
    draft: ({ isDraft }) => isDraft,
    public: ({ entry }) => !entry.repository.isPrivate,
    private: ({ entry }) => entry.repository.isPrivate,
  };
  return tests[value.toLowerCase()] ?? (() => true);
}

function testCommit(name: string, value: string): Test<Commit> {
  const range = DATES.has(name) ? parseRange(value) : null;
  switch (name) {
    case "author":
      return ({ author }) => author.account !== null && isCalled(author.account, value);
    case "committer":
      return ({ committer }) => committer.account !== null && isCalled(committer.account, value);
    case "author-email":
      return ({ author }) => author.email === value;
    case "author-date":
      return ({ authoredAt }) => range?.(authoredAt) ?? false;
    case "committer-date":
      return ({ committedAt }) => range?.(committedAt) ?? false;
    case "hash":
      return ({ sha }) => sha.startsWith(value);
    case "is":
      return ({ repository }) => (value === "private") === repository.isPrivate;
    default:
      return ({ repository }) => isPlace(repository, name, value);
  }
}

/** The qualifiers that name a place; any other is let pass, as GitHub does with those it ignores. */
function isPlace(repository: Repository, name: string, value: string): boolean {
  if (name === "repo") return fullName(repository).toLowerCase() === value.toLowerCase();
  if (name === "user" || name === "org") return isCalled(repository.owner, value);
  return true;
}

function isCalled(account: Account, login: string): boolean {
  return account.login.toLowerCase() === login.toLowerCase();
}

/** Several authors, or several places, mean any of them; everything else has to hold at once. */
function combine<T>(query: SearchQuery, test: (name: string, value: string) => Test<T>): Test<T>[] {
  const groups = new Map<string, Test<T>[]>();
  const strict: Test<T>[] = [];
  for (const { name, value, isNegated } of query.qualifiers) {
    const one = test(name, value);
    const group = ["repo", "user", "org"].includes(name)
      ? "place"
      : name === "author"
        ? name
        : null;
    if (isNegated) strict.push((entry) => !one(entry));
    else if (group === null) strict.push(one);
    else groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [
    ...strict,
    ...[...groups.values()].map(
      (any): Test<T> =>
        (entry) =>
          any.some((one) => one(entry)),
    ),
  ];
}

/** Newest first unless asked otherwise; among equals the order stays what it was. */
function inOrder<T>(list: readonly T[], key: (entry: T) => number, params: URLSearchParams): T[] {
  const sign = params.get("order") === "asc" ? 1 : -1;
  return [...list].sort((a, b) => sign * (key(a) - key(b)));
}

function resolveMe(universe: Universe, query: SearchQuery): SearchQuery {
  const me = universe.viewer?.person.login ?? "@me";
  return {
    ...query,
    qualifiers: query.qualifiers.map((entry) =>
      entry.value === "@me" ? { ...entry, value: me } : entry,
    ),
  };
}

function invalid(code: string, resource: string, message?: string): Answer {
  return refusal(422, "Validation Failed", {
    errors: [{ ...(message ? { message } : {}), resource, field: "q", code }],
  });
}

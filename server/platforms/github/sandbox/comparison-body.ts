import { NOT_FOUND, ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { commitBody, fullCommitBody } from "./commit-body.ts";
import { linkHeader, pageOf } from "./listing.ts";
import { defaultCommits, parentsOf, tipAt, viewPull } from "./reading.ts";
import { repositoryUrl } from "./repository-body.ts";
import { SITE } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Commit, Repository } from "./world.ts";

/** A comparison that is not asked for by pages shows so many commits. */
const SHOWN = 250;
const MOST_FILES = 300;

/** `GET …/compare/{base}...{head}`: what the head reaches and the base does not, oldest first. */
export function answerComparison(
  repository: Repository,
  range: string,
  query: URLSearchParams,
  now: number,
): Answer {
  const [base, head] = range.split("...").map((name) => findCommit(repository, name, now));
  if (!base || !head) return NOT_FOUND;
  const behind = reachOf(base);
  const ahead = reachOf(head);
  const commits = [...ahead].filter((commit) => !behind.has(commit)).toReversed();
  const common = [...ahead].find((commit) => behind.has(commit));
  if (!common) return NOT_FOUND;
  const isPaged = query.has("page") || query.has("per_page");
  const { page, perPage } = isPaged ? pageOf(query) : { page: 1, perPage: SHOWN };
  const path = `/repositories/${repository.id}/compare/${range}`;
  const last = Math.ceil(commits.length / perPage);
  const link = isPaged ? linkHeader(query, path, page, last) : null;
  const body = {
    ...addresses(repository, range, base, head),
    base_commit: commitBody(base, repository),
    merge_base_commit: commitBody(common, repository),
    ...counts(commits.length, [...behind].filter((commit) => !ahead.has(commit)).length),
    commits: commits
      .slice((page - 1) * perPage, page * perPage)
      .map((commit) => commitBody(commit, repository)),
    // The files of the whole comparison, on its first page.
    ...(page === 1 ? { files: filesOf(commits, repository) } : {}),
  };
  return ok(body, link === null ? {} : { link });
}

function addresses(repository: Repository, range: string, base: Commit, head: Commit) {
  const page = `${SITE}/${fullName(repository)}/compare`;
  const named = (commit: Commit) => `${repository.owner.login}:${commit.sha.slice(0, 7)}`;
  return {
    url: `${repositoryUrl(repository)}/compare/${range}`,
    html_url: `${page}/${range}`,
    permalink_url: `${page}/${named(base)}...${named(head)}`,
    diff_url: `${page}/${range}.diff`,
    patch_url: `${page}/${range}.patch`,
  };
}

function counts(ahead: number, behind: number) {
  const moved = ahead > 0 ? "ahead" : "behind";
  const status = ahead > 0 && behind > 0 ? "diverged" : ahead + behind === 0 ? "identical" : moved;
  return { status, ahead_by: ahead, behind_by: behind, total_commits: ahead };
}

function filesOf(commits: readonly Commit[], repository: Repository) {
  const files = commits
    .slice(0, MOST_FILES)
    .flatMap((commit) => fullCommitBody(commit, repository).files);
  return [...new Map(files.map((file) => [file.filename, file])).values()];
}

/** By branch, or by a commit's name or the beginning of it. */
function findCommit(repository: Repository, name: string, now: number): Commit | null {
  if (name === "main" || name === "HEAD") return tipAt(repository, now);
  const { pulls } = repository.forkOf ?? repository;
  const branch = pulls.find((pull) => pull.branch === name && pull.headRepository === repository);
  if (branch) return viewPull(branch, now).commits.at(-1) ?? null;
  if (name.length < 7) return null;
  const known = [
    ...defaultCommits(repository, now),
    ...pulls.flatMap((pull) => viewPull(pull, now).commits),
  ];
  return known.find((commit) => commit.sha.startsWith(name)) ?? null;
}

/** The commit and all before it; those that are nearest first. */
function reachOf(commit: Commit): Set<Commit> {
  const reached = new Set([commit]);
  // A set is walked in the order in which it grows.
  for (const one of reached) for (const parent of parentsOf(one)) reached.add(parent);
  return reached;
}

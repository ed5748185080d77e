import type { Commit, Issue, Pull, Repository, Review } from "./world.ts";

/** How things stand at a time. Everything here only looks at what has happened by `now`. */

export function isThere(repository: Repository, now: number): boolean {
  return repository.createdAt <= now;
}

/** What the default branch reaches, newest committer date first. A fork has what it last took over. */
export function defaultCommits(repository: Repository, now: number): Commit[] {
  const until = repository.forkOf ? syncedAt(repository, now) : now;
  const commits = (repository.forkOf ?? repository).commits.filter(
    (commit) => commit.onDefaultAt !== null && commit.onDefaultAt <= until,
  );
  return commits.reverse().sort((a, b) => b.committedAt - a.committedAt);
}

/** A fork takes its upstream over at its birth and on the first of each month. */
export function syncedAt(fork: Repository, now: number): number {
  const date = new Date(now);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1, 9);
  const last = month <= now ? month : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1, 9);
  return Math.max(last, fork.createdAt);
}

const mainlines = new WeakMap<
  Repository,
  { size: number; line: Commit[]; places: Map<Commit, number> }
>();

/** The first-parent line of the default branch, oldest first, with what is still to come. */
function mainlineOf(repository: Repository) {
  const known = mainlines.get(repository);
  if (known?.size === repository.commits.length) return known;
  const line = repository.commits
    .filter((commit) => commit.isMainline)
    .sort((a, b) => (a.onDefaultAt ?? 0) - (b.onDefaultAt ?? 0));
  const places = new Map(line.map((commit, index) => [commit, index]));
  const made = { size: repository.commits.length, line, places };
  mainlines.set(repository, made);
  return made;
}

export function parentsOf(commit: Commit): Commit[] {
  const { line, places } = mainlineOf(commit.repository);
  if (!commit.isMainline) {
    const base = commit.branchParent ?? tipAt(commit.repository, commit.committedAt);
    return base ? [base] : [];
  }
  const before = line[(places.get(commit) ?? 0) - 1];
  return [before, commit.mergedTip].filter((parent) => parent !== undefined && parent !== null);
}

/** The head of the default branch; null for an empty repository. */
export function tipAt(repository: Repository, now: number): Commit | null {
  const source = repository.forkOf ?? repository;
  const until = repository.forkOf ? syncedAt(repository, now) : now;
  return mainlineOf(source).line.findLast((commit) => (commit.onDefaultAt ?? 0) <= until) ?? null;
}

export interface PullView {
  readonly state: "open" | "closed";
  readonly isDraft: boolean;
  readonly closedAt: number | null;
  readonly mergedAt: number | null;
  readonly commits: readonly Commit[];
  readonly reviews: readonly Review[];
  readonly comments: number;
  readonly updatedAt: number;
}

export function viewPull(pull: Pull, now: number): PullView {
  const past = (time: number): boolean => time <= now;
  const closedAt = pull.closedAt !== null && past(pull.closedAt) ? pull.closedAt : null;
  const mergedAt = pull.mergedAt !== null && past(pull.mergedAt) ? pull.mergedAt : null;
  const commits = pull.commits.filter((commit) => past(commit.pushedAt));
  const reviews = pull.reviews.filter((review) => past(review.submittedAt));
  const comments = pull.comments.filter(past);
  const times = [
    pull.createdAt,
    ...commits.map((commit) => commit.pushedAt),
    ...reviews.map((review) => review.submittedAt),
    ...comments,
    ...[pull.readyAt, pull.closedAt ?? Infinity].filter(past),
  ];
  return {
    state: closedAt === null ? "open" : "closed",
    isDraft: pull.readyAt > now,
    closedAt,
    mergedAt,
    commits,
    reviews,
    comments: comments.length,
    updatedAt: Math.max(...times),
  };
}

export function viewIssue(issue: Issue, now: number) {
  const closedAt = issue.closedAt !== null && issue.closedAt <= now ? issue.closedAt : null;
  const comments = issue.comments.filter((time) => time <= now);
  return {
    state: closedAt === null ? ("open" as const) : ("closed" as const),
    closedAt,
    comments: comments.length,
    updatedAt: Math.max(issue.createdAt, closedAt ?? 0, ...comments),
  };
}

/** The times and counts that a repository shows of itself, and that its ETag moves with. */
export function viewRepository(repository: Repository, now: number) {
  let pushedAt = repository.forkOf ? syncedAt(repository, now) : repository.createdAt;
  let updatedAt = pushedAt;
  let openIssues = 0;
  for (const { pushedAt: pushed, onDefaultAt } of repository.commits) {
    if (onDefaultAt === null || onDefaultAt > now) continue;
    updatedAt = Math.max(updatedAt, onDefaultAt);
    pushedAt = Math.max(pushedAt, pushed, onDefaultAt);
  }
  for (const pull of (repository.forkOf ?? repository).pulls) {
    if (pull.headRepository !== repository) continue;
    for (const { pushedAt: pushed } of pull.commits)
      if (pushed <= now) pushedAt = Math.max(pushedAt, pushed);
  }
  for (const release of repository.releases) {
    const at = release.publishedAt ?? Infinity;
    if (at <= now) [pushedAt, updatedAt] = [Math.max(pushedAt, at), Math.max(updatedAt, at)];
  }
  for (const entry of [...repository.pulls, ...repository.issues]) {
    if (entry.createdAt <= now && (entry.closedAt ?? Infinity) > now) openIssues += 1;
  }
  const isArchived = repository.archivedAt !== null && repository.archivedAt <= now;
  if (isArchived) updatedAt = Math.max(updatedAt, repository.archivedAt ?? 0);
  return { pushedAt, updatedAt, openIssues, isArchived };
}

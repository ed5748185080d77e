import type { ItemLink, PlatformAccount, PlatformItem } from "../page.ts";
import type {
  GithubCommit,
  GithubIssue,
  GithubPull,
  GithubRelease,
  GithubReview,
  GithubUser,
} from "./schema.ts";

/**
 * Theirs to items. Pure and total: what has no valid date, or is not the account's, is null.
 * No e-mail address leaves this file.
 */

/** Where something was seen. */
export interface Repository {
  readonly name: string;
  readonly private?: boolean | undefined;
  readonly fork?: boolean | undefined;
}

const LONGEST_TITLE = 300;
const LONGEST_BODY = 4000;
const LAST_TIME = Date.UTC(2100, 0);

/** By id where there is one; names can change hands. */
export function isAccount(user: GithubUser | null | undefined, account: PlatformAccount): boolean {
  if (!user) return false;
  if (user.id !== null && user.id !== undefined) return String(user.id) === account.externalId;
  return user.login?.toLowerCase() === account.handle.toLowerCase();
}

/**
 * Git knows names and addresses only; without an account they must be clearly his. A full name is
 * taken for that, because the listing was asked for his commits; a single word is not.
 */
export function isAuthoredBy(commit: GithubCommit, account: PlatformAccount): boolean {
  if (commit.author?.login || commit.author?.id) return isAccount(commit.author, account);
  const name = commit.commit.author?.name?.trim().toLowerCase();
  const email = commit.commit.author?.email?.trim().toLowerCase();
  if (email && email === account.email?.toLowerCase()) return true;
  const alias = email?.match(/^(?:(\d+)\+)?(.+)@users\.noreply\.github\.com$/);
  if (alias) return alias[1] === account.externalId || alias[2] === account.handle.toLowerCase();
  const fullName = account.displayName?.trim().toLowerCase() ?? "";
  return fullName.includes(" ") && name === fullName;
}

export function toCommit(
  commit: GithubCommit,
  repository: Repository,
  account: PlatformAccount,
): PlatformItem | null {
  const { author, committer, message } = commit.commit;
  const occurredAt = timeOf(author?.date) ?? timeOf(committer?.date);
  if (occurredAt === null || !isAuthoredBy(commit, account)) return null;
  const [title, ...rest] = withoutAddresses(message ?? "")
    .trim()
    .split(/\r?\n/);
  return {
    ...itemIn(repository),
    kind: "commit",
    externalId: `commit:${commit.sha}`,
    occurredAt,
    title: titleOf(title, "(no message)"),
    body: bodyOf(rest.join("\n")),
    url: webAddress(commit.html_url, `${repository.name}/commit/${commit.sha}`),
    reference: commit.sha.slice(0, 7),
    isSecondary: repository.fork === true,
  };
}

/** A listing shows less of a pull request than its own page does: its figures are missing. */
export function toPull(
  pull: GithubPull,
  repository: Repository,
  account: PlatformAccount,
  seenIn: "listing" | "page",
): PlatformItem | null {
  const createdAt = timeOf(pull.created_at);
  if (createdAt === null || !isAccount(pull.user, account)) return null;
  const endedAt = timeOf(pull.merged_at) ?? timeOf(pull.closed_at);
  return {
    ...itemIn(repository),
    kind: "pull_request",
    externalId: `pull:${pull.id}`,
    occurredAt: endedAt ?? createdAt,
    startedAt: endedAt === null ? null : createdAt,
    title: titleOf(pull.title, `#${pull.number}`),
    body: bodyOf(pull.body),
    url: webAddress(pull.html_url, `${repository.name}/pull/${pull.number}`),
    state: pullState(pull) || null,
    reference: `#${pull.number}`,
    figures: figuresOf({
      additions: pull.additions,
      deletions: pull.deletions,
      files: pull.changed_files,
      comments: pull.comments,
    }),
    isSecondary: seenIn === "listing",
  };
}

export function toIssue(
  issue: GithubIssue,
  repository: Repository,
  account: PlatformAccount,
): PlatformItem | null {
  const occurredAt = timeOf(issue.created_at);
  if (occurredAt === null || issue.pull_request || !isAccount(issue.user, account)) return null;
  return {
    ...itemIn(repository),
    kind: "issue",
    externalId: `issue:${issue.id}`,
    occurredAt,
    title: titleOf(issue.title, `#${issue.number}`),
    body: bodyOf(issue.body),
    url: webAddress(issue.html_url, `${repository.name}/issues/${issue.number}`),
    state: issue.state.toLowerCase() || null,
    reference: `#${issue.number}`,
    figures: figuresOf({ comments: issue.comments }),
  };
}

/** A review carries no title of its own; it takes that of the pull request. */
export function toReview(
  review: GithubReview,
  pull: { readonly number: number; readonly title: string },
  repository: Repository,
  account: PlatformAccount,
): PlatformItem | null {
  const occurredAt = timeOf(review.submitted_at);
  const state = review.state.toLowerCase();
  if (occurredAt === null || state === "pending" || !isAccount(review.user, account)) return null;
  return {
    ...itemIn(repository),
    kind: "review",
    externalId: `review:${review.id}`,
    occurredAt,
    title: titleOf(pull.title, `#${pull.number}`),
    body: bodyOf(review.body),
    url: webAddress(review.html_url, `${repository.name}/pull/${pull.number}`),
    state: state || null,
    reference: `#${pull.number}`,
  };
}

export function toRelease(
  release: GithubRelease,
  repository: Repository,
  account: PlatformAccount,
): PlatformItem | null {
  const occurredAt = timeOf(release.published_at);
  if (occurredAt === null || release.draft || !isAccount(release.author, account)) return null;
  return {
    ...itemIn(repository),
    kind: "release",
    externalId: `release:${release.id}`,
    occurredAt,
    title: titleOf(release.name, release.tag_name),
    body: bodyOf(release.body),
    url: webAddress(
      release.html_url,
      `${repository.name}/releases/tag/${encodeURIComponent(release.tag_name)}`,
    ),
    state: release.prerelease ? "prerelease" : null,
    reference: release.tag_name.slice(0, LONGEST_TITLE),
    figures: figuresOf({ assets: release.assets?.length }),
  };
}

/** A pull request found by the search, whose own page does not answer: all that is known of it. */
export function toFoundPull(
  issue: GithubIssue,
  repository: Repository,
  account: PlatformAccount,
): PlatformItem | null {
  const pull: GithubPull = {
    ...issue,
    id: `issue-${issue.id}`,
    body: null,
    merged_at: issue.pull_request?.merged_at,
  };
  return toPull(pull, repository, account, "listing");
}

/** The commit that a merge made belongs inside its pull request, squashed ones above all. */
export function linksOfPull(pull: GithubPull): ItemLink[] {
  if (timeOf(pull.merged_at) === null || !pull.merge_commit_sha) return [];
  return [{ child: `commit:${pull.merge_commit_sha}`, parent: `pull:${pull.id}` }];
}

export function pullState(pull: GithubPull): string {
  if (timeOf(pull.merged_at) !== null) return "merged";
  if (pull.state === "open" && pull.draft) return "draft";
  return pull.state.toLowerCase();
}

/** `owner/name` out of `https://api.github.com/repos/owner/name`. */
export function repositoryOf(issue: GithubIssue): string | null {
  return issue.repository_url?.match(/\/repos\/([\w.-]+\/[\w.-]+)\/?$/)?.[1] ?? null;
}

/** Epoch milliseconds, or null for what is no date or none that a person could mean. */
export function timeOf(date: string | null | undefined): number | null {
  const time = date ? Date.parse(date) : Number.NaN;
  return time >= 0 && time < LAST_TIME ? time : null;
}

function itemIn(repository: Repository) {
  return {
    place: { name: repository.name, url: `https://github.com/${repository.name}` },
    isPrivate: repository.private === true,
    state: null,
    startedAt: null,
    figures: {},
    isSecondary: false,
  };
}

/** Trailers such as `Co-authored-by: Name <address>` keep the name only. */
function withoutAddresses(message: string): string {
  return message.replace(/[ \t]*<[^<>\s@]+@[^<>\s]+>/g, "");
}

function titleOf(title: string | null | undefined, otherwise: string): string {
  return cut(title?.replace(/\s+/g, " ").trim() || otherwise, LONGEST_TITLE);
}

function bodyOf(body: string | null | undefined): string | null {
  const text = body?.trim();
  return text ? cut(text, LONGEST_BODY) : null;
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Only what a browser may safely open; else the address as GitHub builds it. */
function webAddress(given: string | null | undefined, path: string): string {
  return given && /^https?:\/\//i.test(given) ? given : `https://github.com/${path}`;
}

function figuresOf(counts: Record<string, number | null | undefined>): Record<string, number> {
  const known = Object.entries(counts).filter(([, count]) => Number.isFinite(count));
  return Object.fromEntries(known.map(([name, count]) => [name, Number(count)]));
}

import { hexOf } from "../../../sandbox/random.ts";
import { accountBody } from "./account-body.ts";
import { associationOf, labelBodies } from "./issue-body.ts";
import { parentsOf, tipAt, viewPull } from "./reading.ts";
import { repositoryUrl } from "./repository-body.ts";
import { SITE, nodeId, toIso, toIsoOrNull } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Account, Pull, Repository, Review } from "./world.ts";

/** Bodies of repositories, made once for an answer: a list of pull requests repeats them. */
export type ShowRepository = (repository: Repository) => unknown;

export function pullBody(pull: Pull, now: number, show: ShowRepository) {
  const view = viewPull(pull, now);
  const { repository } = pull;
  const base = repositoryUrl(repository);
  const url = `${base}/pulls/${pull.number}`;
  const issue = `${base}/issues/${pull.number}`;
  const page = `${SITE}/${fullName(repository)}/pull/${pull.number}`;
  const tip = view.commits.at(-1);
  const head = tip?.sha ?? hexOf(`head ${pull.id}`, 40);
  const first = view.commits[0];
  const baseSha =
    (first ? parentsOf(first)[0]?.sha : tipAt(repository, pull.createdAt)?.sha) ??
    hexOf(`base ${pull.id}`, 40);
  return {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number: pull.number,
    state: view.state,
    locked: false,
    title: pull.title,
    user: accountBody(pull.author),
    body: pull.body,
    created_at: toIso(pull.createdAt),
    updated_at: toIso(view.updatedAt),
    closed_at: toIsoOrNull(view.closedAt),
    merged_at: toIsoOrNull(view.mergedAt),
    // Before the merge this is the sha of a test merge that nobody sees in a list of commits.
    merge_commit_sha:
      view.mergedAt === null ? hexOf(`test merge ${head}`, 40) : (pull.mergeCommit?.sha ?? null),
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: labelBodies(repository, pull.labels),
    milestone: null,
    draft: view.isDraft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${base}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${base}/statuses/${head}`,
    head: sideBody(pull.headOwner, pull.branch, head, pull.headRepository, show),
    base: sideBody(repository.owner, "main", baseSha, repository, show),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${base}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${base}/statuses/${head}` },
    },
    author_association: associationOf(repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** The form of `GET …/pulls/{number}`: with sizes and what merging would mean. */
export function fullPullBody(pull: Pull, now: number, show: ShowRepository) {
  const view = viewPull(pull, now);
  const isOpen = view.state === "open";
  return {
    ...pullBody(pull, now, show),
    merged: view.mergedAt !== null,
    mergeable: isOpen ? true : null,
    rebaseable: isOpen ? true : null,
    mergeable_state: isOpen ? (view.isDraft ? "draft" : "clean") : "unknown",
    merged_by: view.mergedAt !== null && pull.mergedBy ? accountBody(pull.mergedBy) : null,
    comments: view.comments,
    review_comments: view.reviews.filter((review) => review.state !== "APPROVED").length,
    maintainer_can_modify: false,
    commits: view.commits.length,
    additions: view.commits.reduce((sum, commit) => sum + commit.additions, 0),
    deletions: view.commits.reduce((sum, commit) => sum + commit.deletions, 0),
    changed_files: Math.max(1, view.commits.length),
  };
}

export function reviewBody(review: Review, pull: Pull, now: number) {
  const url = `${repositoryUrl(pull.repository)}/pulls/${pull.number}`;
  const page = `${SITE}/${fullName(pull.repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const seen = viewPull(pull, Math.min(now, review.submittedAt)).commits.at(-1);
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: accountBody(review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: associationOf(pull.repository, review.author),
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: toIso(review.submittedAt),
    commit_id: seen?.sha ?? null,
  };
}

function sideBody(
  owner: Account,
  ref: string,
  sha: string,
  repository: Repository | null,
  show: ShowRepository,
) {
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: accountBody(owner),
    repo: repository ? show(repository) : null,
  };
}

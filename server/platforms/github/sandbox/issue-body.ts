import { numberOf } from "../../../sandbox/random.ts";
import { accountBody } from "./account-body.ts";
import { viewIssue, viewPull } from "./reading.ts";
import { repositoryUrl } from "./repository-body.ts";
import { SITE, nodeId, toIso, toIsoOrNull } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Account, Issue, Pull, Repository } from "./world.ts";

export function issueBody(issue: Issue, now: number) {
  const view = viewIssue(issue, now);
  return {
    ...commonBody(issue, view, "issues"),
    id: issue.id,
    node_id: nodeId("I", issue.id),
    state_reason: view.closedAt === null ? null : issue.stateReason,
    closed_by: view.closedAt !== null && issue.closedBy ? accountBody(issue.closedBy) : null,
  };
}

/** A pull request as the issues API shows it: with an id of its own. */
export function pullAsIssueBody(pull: Pull, now: number) {
  const view = viewPull(pull, now);
  const page = `${SITE}/${fullName(pull.repository)}/pull/${pull.number}`;
  return {
    ...commonBody(pull, view, "pull"),
    id: pull.issueId,
    node_id: nodeId("PR", pull.id),
    draft: view.isDraft,
    pull_request: {
      url: `${repositoryUrl(pull.repository)}/pulls/${pull.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: toIsoOrNull(view.mergedAt),
    },
    state_reason: null,
    closed_by: null,
  };
}

interface View {
  readonly state: "open" | "closed";
  readonly closedAt: number | null;
  readonly updatedAt: number;
  readonly comments: number;
}

function commonBody(entry: Issue | Pull, view: View, page: "issues" | "pull") {
  const base = repositoryUrl(entry.repository);
  const url = `${base}/issues/${entry.number}`;
  return {
    url,
    repository_url: base,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${SITE}/${fullName(entry.repository)}/${page}/${entry.number}`,
    number: entry.number,
    title: entry.title,
    user: accountBody(entry.author),
    labels: labelBodies(entry.repository, entry.labels),
    state: view.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: view.comments,
    created_at: toIso(entry.createdAt),
    updated_at: toIso(view.updatedAt),
    closed_at: toIsoOrNull(view.closedAt),
    author_association: associationOf(entry.repository, entry.author),
    active_lock_reason: null,
    body: entry.body,
    reactions: {
      url: `${url}/reactions`,
      total_count: 0,
      "+1": 0,
      "-1": 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
  };
}

export function labelBodies(repository: Repository, names: readonly string[]) {
  return names.map((name) => {
    const id = numberOf(`label ${repository.id} ${name}`, 2_000_000_000);
    return {
      id,
      node_id: nodeId("LA", id),
      url: `${repositoryUrl(repository)}/labels/${encodeURIComponent(name)}`,
      name,
      color: "d4c5f9",
      default: false,
      description: null,
    };
  });
}

export function associationOf(repository: Repository, account: Account): string {
  if (account.id === repository.owner.id) return "OWNER";
  if (repository.owner.type === "Organization" && repository.relation !== "none") return "MEMBER";
  return "CONTRIBUTOR";
}

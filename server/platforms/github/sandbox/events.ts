import { hexOf } from "../../../sandbox/random.ts";
import { accountBody } from "./account-body.ts";
import { issueBody } from "./issue-body.ts";
import { makeId } from "./make-id.ts";
import { reviewBody } from "./pull-body.ts";
import { parentsOf, syncedAt, tipAt, viewPull } from "./reading.ts";
import { releaseBody } from "./release-body.ts";
import { repositoryUrl } from "./repository-body.ts";
import { DAY, SECOND } from "../../../sandbox/times.ts";
import { fullName } from "./world.ts";
import { API, toIso } from "./wire.ts";
import type { Account, Commit, Pull, Repository } from "./world.ts";

/** Events show up half a minute late, and go when they are a month old. */
const LATENCY = 30 * SECOND;
const KEPT = 30 * DAY;
const SHOWN = 300;

interface Event {
  readonly at: number;
  readonly key: string;
  readonly type: string;
  readonly repository: Repository;
  readonly payload: () => unknown;
}

/** What an account did in these repositories, newest first, as the events API tells it. */
export function eventsOf(
  account: Account,
  repositories: readonly Repository[],
  now: number,
): unknown[] {
  const until = now - LATENCY;
  const isRecent = (at: number): boolean => at <= until && at > now - KEPT;
  return repositories
    .flatMap((repository) => [
      ...pushes(account, repository, now),
      ...pulls(account, repository, now),
      ...rest(account, repository, now),
    ])
    .filter((event) => isRecent(event.at))
    .sort((a, b) => b.at - a.at)
    .slice(0, SHOWN)
    .map((event) => eventBody(event, account));
}

function eventBody({ at, key, type, repository, payload }: Event, account: Account) {
  const { login, id, avatar_url } = accountBody(account);
  return {
    id: String(makeId("event", at, key)),
    type,
    actor: {
      id,
      login,
      display_login: login,
      gravatar_id: "",
      url: `${API}/users/${login}`,
      avatar_url,
    },
    repo: { id: repository.id, name: fullName(repository), url: repositoryUrl(repository) },
    payload: payload(),
    public: !repository.isPrivate,
    created_at: toIso(at),
    ...(repository.owner.type === "Organization"
      ? {
          org: {
            id: repository.owner.id,
            login: repository.owner.login,
            gravatar_id: "",
            url: `${API}/orgs/${repository.owner.login}`,
            avatar_url: `https://avatars.githubusercontent.com/u/${repository.owner.id}?v=4`,
          },
        }
      : {}),
  };
}

/** A push names where the branch was and is, and no longer its commits. */
function push(
  commit: Commit,
  repository: Repository,
  at: number,
  branch: string,
  before: string,
): Event {
  return {
    at,
    key: `push ${commit.sha}`,
    type: "PushEvent",
    repository,
    payload: () => ({
      repository_id: repository.id,
      push_id: makeId("event", at, `push ${commit.sha}`),
      ref: `refs/heads/${branch}`,
      head: commit.sha,
      before,
    }),
  };
}

function pushes(account: Account, repository: Repository, now: number): Event[] {
  if (repository.forkOf) {
    const at = syncedAt(repository, now);
    const tip = repository.forkOf.commits.findLast(
      (commit) => (commit.onDefaultAt ?? Infinity) <= at,
    );
    return tip && repository.owner === account
      ? [push(tip, repository, at, "main", tipAt(repository, at - SECOND)?.sha ?? tip.sha)]
      : [];
  }
  return repository.commits
    .filter(
      (commit) =>
        commit.isMainline && commit.committer.account === account && commit.pushedAt > now - KEPT,
    )
    .map((commit) =>
      push(
        commit,
        repository,
        commit.pushedAt,
        "main",
        parentsOf(commit)[0]?.sha ?? "0".repeat(40),
      ),
    );
}

function pulls(account: Account, repository: Repository, now: number): Event[] {
  return repository.pulls.flatMap((pull) => {
    const events: Event[] = [];
    const add = (
      at: number | null,
      type: string,
      action: string,
      by: Account | null,
      more: Readonly<Record<string, unknown>> = {},
    ): void => {
      if (at === null || by !== account) return;
      events.push({
        at,
        key: `${type} ${action} ${pull.id}`,
        type,
        repository,
        payload: () => ({
          action,
          number: pull.number,
          pull_request: shortPull(pull, now),
          ...more,
        }),
      });
    };
    add(pull.createdAt, "PullRequestEvent", "opened", pull.author);
    add(pull.mergedAt, "PullRequestEvent", "merged", pull.mergedBy);
    if (pull.mergedAt === null) add(pull.closedAt, "PullRequestEvent", "closed", pull.author);
    for (const review of pull.reviews) {
      if (review.author !== account) continue;
      events.push({
        at: review.submittedAt,
        key: `review ${review.id}`,
        type: "PullRequestReviewEvent",
        repository,
        payload: () => ({
          action: "created",
          review: { ...reviewBody(review, pull, now), state: review.state.toLowerCase() },
          pull_request: shortPull(pull, now),
        }),
      });
    }
    if (pull.author === account && pull.headRepository) {
      const head = pull.headRepository;
      events.push({
        at: pull.createdAt - 5 * SECOND,
        key: `branch ${pull.id}`,
        type: "CreateEvent",
        repository: head,
        payload: () => ({
          ref: pull.branch,
          ref_type: "branch",
          full_ref: `refs/heads/${pull.branch}`,
          master_branch: "main",
          description: head.description,
          pusher_type: "user",
        }),
      });
      for (const commit of pull.commits.filter((entry) => entry.pushedAt > pull.createdAt)) {
        events.push(
          push(
            commit,
            head,
            commit.pushedAt,
            pull.branch,
            commit.branchParent?.sha ?? hexOf(`before ${commit.sha}`, 40),
          ),
        );
      }
    }
    return events;
  });
}

function rest(account: Account, repository: Repository, now: number): Event[] {
  const issues = repository.issues.flatMap((issue) => {
    const event = (at: number, action: string): Event => ({
      at,
      key: `issue ${action} ${issue.id}`,
      type: "IssuesEvent",
      repository,
      payload: () => ({ action, issue: issueBody(issue, now) }),
    });
    return [
      ...(issue.author === account ? [event(issue.createdAt, "opened")] : []),
      ...(issue.closedBy === account && issue.closedAt !== null
        ? [event(issue.closedAt, "closed")]
        : []),
    ];
  });
  const releases = repository.releases
    .filter((release) => release.author === account && release.publishedAt !== null)
    .map((release): Event => ({
      at: release.publishedAt ?? 0,
      key: `release ${release.id}`,
      type: "ReleaseEvent",
      repository,
      payload: () => ({ action: "published", release: releaseBody(release, now) }),
    }));
  return [...issues, ...releases];
}

/** Since late 2025 events carry only this much of a pull request. */
function shortPull(pull: Pull, now: number) {
  const side = (ref: string, sha: string, repository: Repository) => ({
    ref,
    sha,
    repo: { id: repository.id, name: repository.name, url: repositoryUrl(repository) },
  });
  const tip = viewPull(pull, now).commits.at(-1)?.sha ?? hexOf(`head ${pull.id}`, 40);
  return {
    id: pull.id,
    url: `${repositoryUrl(pull.repository)}/pulls/${pull.number}`,
    number: pull.number,
    head: side(pull.branch, tip, pull.headRepository ?? pull.repository),
    base: side("main", hexOf(`base ${pull.id}`, 40), pull.repository),
  };
}

import { accountBody } from "./account-body.ts";
import { viewRepository } from "./reading.ts";
import { API, SITE, nodeId, toIso } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Repository } from "./world.ts";

const LINKS: Readonly<Record<string, string>> = {
  forks_url: "/forks",
  keys_url: "/keys{/key_id}",
  collaborators_url: "/collaborators{/collaborator}",
  teams_url: "/teams",
  hooks_url: "/hooks",
  issue_events_url: "/issues/events{/number}",
  events_url: "/events",
  assignees_url: "/assignees{/user}",
  branches_url: "/branches{/branch}",
  tags_url: "/tags",
  blobs_url: "/git/blobs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  git_refs_url: "/git/refs{/sha}",
  trees_url: "/git/trees{/sha}",
  statuses_url: "/statuses/{sha}",
  languages_url: "/languages",
  stargazers_url: "/stargazers",
  contributors_url: "/contributors",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  commits_url: "/commits{/sha}",
  git_commits_url: "/git/commits{/sha}",
  comments_url: "/comments{/number}",
  issue_comment_url: "/issues/comments{/number}",
  contents_url: "/contents/{+path}",
  compare_url: "/compare/{base}...{head}",
  merges_url: "/merges",
  archive_url: "/{archive_format}{/ref}",
  downloads_url: "/downloads",
  issues_url: "/issues{/number}",
  pulls_url: "/pulls{/number}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  labels_url: "/labels{/name}",
  releases_url: "/releases{/id}",
  deployments_url: "/deployments",
};

export function repositoryUrl(repository: Repository): string {
  return `${API}/repos/${fullName(repository)}`;
}

/** The form of search results: who and where, and no more. */
export function minimalRepositoryBody(repository: Repository) {
  const url = repositoryUrl(repository);
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
    owner: accountBody(repository.owner),
    html_url: `${SITE}/${fullName(repository)}`,
    description: repository.description === "" ? null : repository.description,
    fork: repository.forkOf !== null,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([key, path]) => [key, url + path])),
  };
}

export function repositoryBody(repository: Repository, now: number) {
  const view = viewRepository(repository, now);
  const path = fullName(repository);
  const isWriter = repository.relation !== "none";
  const stars = Math.floor(
    repository.stars * Math.min(1, (view.updatedAt - repository.createdAt) / 1e11 + 0.1),
  );
  return {
    ...minimalRepositoryBody(repository),
    created_at: toIso(repository.createdAt),
    updated_at: toIso(view.updatedAt),
    pushed_at: toIso(view.pushedAt),
    git_url: `git://github.com/${path}.git`,
    ssh_url: `git@github.com:${path}.git`,
    clone_url: `${SITE}/${path}.git`,
    svn_url: `${SITE}/${path}`,
    homepage: null,
    size: repository.commits.filter((commit) => (commit.onDefaultAt ?? Infinity) <= now).length * 7,
    stargazers_count: stars,
    watchers_count: stars,
    language: repository.language,
    has_issues: repository.forkOf === null,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: repository.name.endsWith(".github.io"),
    has_discussions: false,
    forks_count: Math.floor(stars / 20),
    mirror_url: null,
    archived: view.isArchived,
    disabled: false,
    open_issues_count: view.openIssues,
    license: repository.isPrivate
      ? null
      : {
          key: "mit",
          name: "MIT License",
          spdx_id: "MIT",
          url: `${API}/licenses/mit`,
          node_id: "MDc6TGljZW5zZTEz",
        },
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.isPrivate ? "private" : "public",
    forks: Math.floor(stars / 20),
    open_issues: view.openIssues,
    watchers: stars,
    default_branch: "main",
    permissions: {
      admin: repository.relation === "owner",
      maintain: repository.relation === "owner",
      push: isWriter,
      triage: isWriter,
      pull: true,
    },
  };
}

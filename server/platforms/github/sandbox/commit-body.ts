import { hexOf } from "../../../sandbox/random.ts";
import { accountBody } from "./account-body.ts";
import { parentsOf } from "./reading.ts";
import { minimalRepositoryBody, repositoryUrl } from "./repository-body.ts";
import { SITE, nodeId, toIso } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Commit, Repository } from "./world.ts";

/** As lists show it. `repository` is where it was asked for: a fork has its upstream's commits. */
export function commitBody(commit: Commit, repository: Repository) {
  const base = repositoryUrl(repository);
  const page = `${SITE}/${fullName(repository)}/commit`;
  const tree = hexOf(`tree ${commit.sha}`, 40);
  const isByButton = commit.committer.account?.login === "web-flow";
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha.slice(0, 16)),
    commit: {
      author: {
        name: commit.author.name,
        email: commit.author.email,
        date: toIso(commit.authoredAt),
      },
      committer: {
        name: commit.committer.name,
        email: commit.committer.email,
        date: toIso(commit.committedAt),
      },
      message: commit.message,
      tree: { sha: tree, url: `${base}/git/trees/${tree}` },
      url: `${base}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: {
        verified: isByButton,
        reason: isByButton ? "valid" : "unsigned",
        signature: null,
        payload: null,
        verified_at: isByButton ? toIso(commit.committedAt) : null,
      },
    },
    url: `${base}/commits/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    comments_url: `${base}/commits/${commit.sha}/comments`,
    author: commit.author.account ? accountBody(commit.author.account) : null,
    committer: commit.committer.account ? accountBody(commit.committer.account) : null,
    parents: parentsOf(commit).map(({ sha }) => ({
      sha,
      url: `${base}/commits/${sha}`,
      html_url: `${page}/${sha}`,
    })),
  };
}

/** As `GET …/commits/{sha}` shows it: with sizes. */
export function fullCommitBody(commit: Commit, repository: Repository) {
  const { additions, deletions } = commit;
  const filename = `src/${commit.sha.slice(0, 2)}.txt`;
  return {
    ...commitBody(commit, repository),
    stats: { total: additions + deletions, additions, deletions },
    files: [
      {
        sha: hexOf(`blob ${commit.sha}`, 40),
        filename,
        status: "modified",
        additions,
        deletions,
        changes: additions + deletions,
        blob_url: `${SITE}/${fullName(repository)}/blob/${commit.sha}/${filename}`,
        raw_url: `${SITE}/${fullName(repository)}/raw/${commit.sha}/${filename}`,
        contents_url: `${repositoryUrl(repository)}/contents/${filename}?ref=${commit.sha}`,
      },
    ],
  };
}

export function foundCommitBody(commit: Commit) {
  return {
    ...commitBody(commit, commit.repository),
    repository: minimalRepositoryBody(commit.repository),
    score: 1,
  };
}

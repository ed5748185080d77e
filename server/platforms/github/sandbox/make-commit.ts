import { createRandom, hexOf } from "../../../sandbox/random.ts";
import type { Commit, Repository, Signature } from "./world.ts";

interface CommitInput extends Partial<
  Pick<Commit, "committer" | "authoredAt" | "pushedAt" | "mergedTip" | "branchParent">
> {
  repository: Repository;
  /** Names the commit for ever: its sha comes from this and nothing else. */
  key: string;
  author: Signature;
  committedAt: number;
  message: string;
  onDefaultAt: number | null;
  isMainline: boolean;
}

/** Makes a commit, and puts it into its repository if the default branch ever reaches it. */
export function makeCommit(input: CommitInput): Commit {
  const random = createRandom(`size of ${input.key}`);
  const additions = Math.ceil(Math.exp(random.next() * 5.5));
  const commit: Commit = {
    sha: hexOf(`commit ${input.key}`, 40),
    repository: input.repository,
    author: input.author,
    committer: input.committer ?? input.author,
    authoredAt: input.authoredAt ?? input.committedAt,
    committedAt: input.committedAt,
    message: input.message,
    pushedAt: input.pushedAt ?? input.committedAt,
    onDefaultAt: input.onDefaultAt,
    isMainline: input.isMainline,
    mergedTip: input.mergedTip ?? null,
    branchParent: input.branchParent ?? null,
    additions,
    deletions: Math.floor(additions * random.next()),
  };
  if (commit.onDefaultAt !== null) input.repository.commits.push(commit);
  return commit;
}

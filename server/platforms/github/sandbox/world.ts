/** What the stand-in's world is made of. Times are epoch milliseconds on whole seconds. */

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly type: "User" | "Organization" | "Bot";
  readonly createdAt: number;
}

/** An author as git knows them; `account` is null where GitHub knows no account for the e-mail. */
export interface Signature {
  readonly account: Account | null;
  readonly name: string;
  readonly email: string;
}

export type Relation = "owner" | "collaborator" | "organization_member" | "none";

export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  /** Addresses with this name are redirected. */
  readonly formerName: string | null;
  readonly description: string;
  readonly language: string | null;
  readonly isPrivate: boolean;
  /** What the person of this world is to it. */
  readonly relation: Relation;
  readonly forkOf: Repository | null;
  readonly merges: "squash" | "merge";
  readonly createdAt: number;
  readonly archivedAt: number | null;
  readonly stars: number;
  /** Those that the default branch reaches, now or one day. */
  readonly commits: Commit[];
  readonly pulls: Pull[];
  readonly issues: Issue[];
  readonly releases: Release[];
}

export interface Commit {
  readonly sha: string;
  readonly repository: Repository;
  readonly author: Signature;
  readonly committer: Signature;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly message: string;
  /** When the server first had it. */
  readonly pushedAt: number;
  /** From when on the default branch reaches it; null for a squashed or unmerged branch. */
  readonly onDefaultAt: number | null;
  /** On the first-parent line of the default branch. */
  readonly isMainline: boolean;
  /** The last commit of the branch that a merge commit brought in. */
  readonly mergedTip: Commit | null;
  /** The commit before it on its branch; null for the first one and on the default branch. */
  readonly branchParent: Commit | null;
  readonly additions: number;
  readonly deletions: number;
}

export interface Pull {
  readonly id: number;
  readonly issueId: number;
  readonly number: number;
  readonly repository: Repository;
  /** Where its branch is: the repository itself or a fork. */
  readonly headOwner: Account;
  readonly headRepository: Repository | null;
  readonly branch: string;
  readonly author: Account;
  readonly title: string;
  readonly body: string | null;
  readonly labels: readonly string[];
  readonly createdAt: number;
  /** A draft until then; the same as `createdAt` for one that never was. */
  readonly readyAt: number;
  readonly closedAt: number | null;
  readonly mergedAt: number | null;
  readonly mergedBy: Account | null;
  readonly mergeCommit: Commit | null;
  readonly commits: readonly Commit[];
  readonly reviews: readonly Review[];
  readonly comments: readonly number[];
}

export interface Review {
  readonly id: number;
  readonly author: Account;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED";
  readonly body: string;
  readonly submittedAt: number;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  readonly title: string;
  readonly body: string | null;
  readonly labels: readonly string[];
  readonly createdAt: number;
  readonly closedAt: number | null;
  readonly closedBy: Account | null;
  readonly stateReason: "completed" | "not_planned";
  readonly comments: readonly number[];
}

export interface Release {
  readonly id: number;
  readonly repository: Repository;
  readonly author: Account;
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly isPrerelease: boolean;
  readonly createdAt: number;
  /** From then on it is public; null for a draft that stays one. */
  readonly publishedAt: number | null;
  readonly assets: readonly {
    readonly name: string;
    readonly size: number;
    readonly downloads: number;
  }[];
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

import type { PlatformAccount } from "../platforms/page.ts";

/** A GitHub small enough to hold in a test: plain data, which `tiny-github-answers.ts` serves. */

export const INES: PlatformAccount = {
  externalId: "4107",
  handle: "ines",
  displayName: "Ines Aldana",
  url: "https://github.com/ines",
  email: "ines@example.org",
};

export interface World {
  now: number;
  pageSize: number;
  withEtags: boolean;
  repositories: Listed[];
  events: object[];
  /** Answers that stand before all else, by path: a status, or a whole response. */
  faults: Map<string, () => Response>;
  /** Answers a search instead, where it gives anything. */
  onSearch?: (url: URL) => Response | null;
  requests: string[];
}

export interface Listed {
  id: number;
  full_name: string;
  private: boolean;
  fork: boolean;
  /** In `/user/repos`; else it is somebody's, and only the search knows it. */
  listed: boolean;
  pushed_at: string;
  updated_at: string;
  open_issues_count: number;
  default_branch: string;
  /** Those of the default branch, the newest on top. */
  commits: Dated[];
  pulls: TinyPull[];
  issues: TinyIssue[];
  releases: object[];
}

export interface Dated {
  sha: string;
  date: string;
  author: object | null;
  name?: string;
  email?: string;
}

export interface TinyPull {
  id: number;
  number: number;
  title: string;
  user: object;
  state: string;
  created_at: string;
  updated_at: string;
  merged_at: string | null;
  closed_at: string | null;
  merge_commit_sha: string | null;
  commits: Dated[];
  reviews: { id: number; user: object; state: string; submitted_at: string }[];
}

interface TinyIssue {
  id: number;
  number: number;
  title: string;
  user: object;
  state: string;
  created_at: string;
  updated_at: string;
}

export const ines = { id: 4107, login: "ines" };
export const juno = { id: 5210, login: "juno-b" };

export function iso(time: number): string {
  return new Date(time).toISOString().replace(".000", "");
}

export function repositoryNamed(full_name: string, given: Partial<Listed> = {}): Listed {
  const id = [...full_name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7);
  const at = "2026-05-01T00:00:00Z";
  const lists = { commits: [], pulls: [], issues: [], releases: [] };
  const flags = { private: false, fork: false, listed: true, open_issues_count: 0 };
  const times = { pushed_at: at, updated_at: at };
  return { id, full_name, default_branch: "main", ...times, ...flags, ...lists, ...given };
}

export function pullNumbered(number: number, given: Partial<TinyPull> = {}): TinyPull {
  const at = "2026-04-01T09:00:00Z";
  return {
    id: 900_000 + number,
    number,
    title: `Change ${number}`,
    user: ines,
    state: "open",
    created_at: at,
    updated_at: at,
    merged_at: null,
    closed_at: null,
    merge_commit_sha: null,
    commits: [],
    reviews: [],
    ...given,
  };
}

export function worldOf(repositories: Listed[], given: Partial<World> = {}): World {
  return {
    now: Date.UTC(2026, 4, 14, 9),
    pageSize: 100,
    withEtags: true,
    repositories,
    events: [],
    faults: new Map(),
    requests: [],
    ...given,
  };
}

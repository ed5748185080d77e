import * as z from "zod";

/**
 * The parts of GitHub's answers that are read. Everything else is ignored, and a word that is not
 * known yet (a new review state) survives as it is.
 * https://docs.github.com/rest · shapes checked against the OpenAPI description of api.github.com.
 */

/** It becomes part of addresses, so nothing that could lead elsewhere in a path is taken. */
export const repositoryName = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/)
  .refine((name) => !name.split("/").some((part) => part === "." || part === ".."));

const id = z.union([z.number(), z.string().min(1).max(100)]);
/** What is not known yet survives, and is not longer than a word. */
const state = z.string().transform((word) => word.slice(0, 60));

export const user = z.object({ id: id.nullish(), login: z.string().nullish() });

export const viewer = z.object({
  id,
  login: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  html_url: z.string().nullish(),
});

export const repository = z.object({
  id: id.nullish(),
  full_name: repositoryName,
  private: z.boolean().nullish(),
  fork: z.boolean().nullish(),
  pushed_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  open_issues_count: z.number().nullish(),
  default_branch: z.string().nullish(),
});

const signature = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  date: z.string().nullish(),
});

export const commit = z.object({
  sha: z.string().min(7).max(64),
  html_url: z.string().nullish(),
  commit: z.object({
    message: z.string().nullish(),
    author: signature.nullish(),
    committer: signature.nullish(),
  }),
  /** Null when the e-mail address belongs to no account. */
  author: user.nullish(),
  /** Only in answers of the search. */
  repository: repository.nullish(),
});

export const pull = z.object({
  id,
  number: z.int(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  state,
  draft: z.boolean().nullish(),
  user: user.nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  base: z.object({ repo: repository.nullish() }).nullish(),
  additions: z.number().nullish(),
  deletions: z.number().nullish(),
  changed_files: z.number().nullish(),
  comments: z.number().nullish(),
  review_comments: z.number().nullish(),
});

/** A pull request is an issue too; `pull_request` tells. */
export const issue = z.object({
  id,
  number: z.int(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  state,
  draft: z.boolean().nullish(),
  user: user.nullish(),
  comments: z.number().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  repository_url: z.string().nullish(),
  pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
});

export const review = z.object({
  id,
  user: user.nullish(),
  body: z.string().nullish(),
  state,
  html_url: z.string().nullish(),
  submitted_at: z.string().nullish(),
});

export const release = z.object({
  id,
  tag_name: z.string(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  draft: z.boolean().nullish(),
  prerelease: z.boolean().nullish(),
  author: user.nullish(),
  published_at: z.string().nullish(),
  assets: z.array(z.unknown()).nullish(),
});

/** It becomes part of addresses. */
const sha = z
  .string()
  .regex(/^[0-9a-f]{40,64}$/)
  .nullish()
  .catch(null);

/** Payloads differ by type and have been cut down over the years: only what points somewhere is read. */
export const event = z.object({
  id,
  type: z.string(),
  public: z.boolean().nullish(),
  created_at: z.string().nullish(),
  repo: z.object({ name: repositoryName }),
  payload: z
    .object({
      ref: z.string().nullish(),
      before: sha,
      head: sha,
      number: z.int().nullish(),
      pull_request: z.object({ number: z.int().nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
});

/** One odd entry must not hide the rest of its page; a page of nothing but odd entries is an error. */
export function listOf<T>(entry: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(z.unknown()).transform((entries, context) => {
    const results = entries.map((value) => entry.safeParse(value));
    const good = results.flatMap((result) => (result.success ? [result.data] : []));
    const issue = results[0]?.error?.issues[0];
    if (good.length === 0 && issue) {
      context.addIssue({ code: "custom", message: issue.message, path: [0, ...issue.path] });
    }
    return good;
  });
}

export function searchOf<T>(entry: z.ZodType<T>) {
  return z.object({ total_count: z.number().catch(0), items: listOf(entry) });
}

export const comparison = z.object({
  total_commits: z.number().catch(0),
  commits: listOf(commit),
});

export type GithubUser = z.infer<typeof user>;
export type GithubRepository = z.infer<typeof repository>;
export type GithubCommit = z.infer<typeof commit>;
export type GithubPull = z.infer<typeof pull>;
export type GithubIssue = z.infer<typeof issue>;
export type GithubReview = z.infer<typeof review>;
export type GithubRelease = z.infer<typeof release>;
export type GithubEvent = z.infer<typeof event>;

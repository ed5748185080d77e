import type { SandboxRequest } from "../../../sandbox/platform-sandbox.ts";

/** Names of endpoints by path; the first that fits. */
const PATHS: readonly (readonly [name: string, host: string, path: RegExp])[] = [
  ["authorize", "github.com", /^\/login\/oauth\/authorize$/],
  ["token", "github.com", /^\/login\/oauth\/access_token$/],
  ["revoke", "api.github.com", /^\/applications\//],
  ["user", "api.github.com", /^\/user$/],
  ["repos", "api.github.com", /^\/user\/repos$/],
  ["events", "api.github.com", /^\/users?\/[^/]+\/events/],
  ["users", "api.github.com", /^\/users\//],
  ["search", "api.github.com", /^\/search\//],
  ["commits", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/commits$/],
  ["commit", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/commits\/[^/]+$/],
  ["compare", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/compare\/.+$/],
  ["pulls", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/pulls$/],
  ["pull", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/pulls\/\d+$/],
  ["pull_commits", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/pulls\/\d+\/commits$/],
  ["reviews", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/pulls\/\d+\/reviews$/],
  ["issues", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/issues/],
  ["releases", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+\/releases/],
  ["repo", "api.github.com", /^\/(repos\/[^/]+|repositories)\/[^/]+$/],
];

export const endpoints: readonly string[] = PATHS.map(([name]) => name);

export function endpointOf({ host, url }: SandboxRequest): string {
  const found = PATHS.find(([, of, path]) => of === host && path.test(url.pathname));
  return found?.[0] ?? "other";
}

import type { SandboxRequest } from "../../../sandbox/platform-sandbox.ts";

export const SITE_HOST = "www.reddit.com";
export const API_HOST = "oauth.reddit.com";

/** Names of endpoints by path; the first that fits. */
const PATHS: readonly (readonly [name: string, host: string, path: RegExp])[] = [
  ["authorize", SITE_HOST, /^\/api\/v1\/authorize(\.compact)?$/],
  ["token", SITE_HOST, /^\/api\/v1\/access_token$/],
  ["revoke", SITE_HOST, /^\/api\/v1\/revoke_token$/],
  ["me", API_HOST, /^\/api\/v1\/me$/],
  ["overview", API_HOST, /^\/user\/[^/]+\/overview$/],
  ["submitted", API_HOST, /^\/user\/[^/]+\/submitted$/],
  ["comments", API_HOST, /^\/user\/[^/]+\/comments$/],
];

export const endpoints: readonly string[] = PATHS.map(([name]) => name);

export function endpointOf({ host, url }: SandboxRequest): string {
  const found = PATHS.find(([, of, path]) => of === host && path.test(url.pathname));
  return found?.[0] ?? "other";
}

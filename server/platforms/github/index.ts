import type { PlatformHttp } from "../http.ts";
import * as z from "zod";
import { defineSettings, flag, places } from "../define-settings.ts";
import type { PlatformAccount } from "../page.ts";
import type { Platform } from "../platform.ts";
import { API, get } from "./requests.ts";
import { viewer } from "./schema.ts";
import { fetchPage, mapAnswer } from "./walk.ts";

export const github: Platform = {
  id: "github",
  name: "GitHub",
  glyph: "gh",
  hue: "gh",
  reads: "Your commits, pull requests, issues, reviews and releases.",
  placeName: "repository",
  placeWords: ["repo"],
  kinds: {
    commit: {
      name: "commit",
      plural: "commits",
      verb: "Pushed",
      weight: 1,
      made: false,
      states: {},
    },
    pull_request: {
      name: "pull request",
      plural: "pull requests",
      verb: "Opened",
      weight: 3,
      made: true,
      states: {
        open: { verb: "Opened", weight: 3 },
        draft: { verb: "Drafted", weight: 2 },
        merged: { verb: "Merged", weight: 6 },
        closed: { verb: "Closed", weight: 2 },
      },
    },
    issue: {
      name: "issue",
      plural: "issues",
      verb: "Opened",
      weight: 1,
      made: false,
      states: {
        open: { verb: "Opened", weight: 1 },
        // Its time is when it was opened, whatever became of it.
        closed: { verb: "Opened", weight: 1 },
      },
    },
    review: {
      name: "review",
      plural: "reviews",
      verb: "Reviewed",
      weight: 2,
      made: false,
      states: {
        approved: { verb: "Approved", weight: 2 },
        changes_requested: { verb: "Asked for changes on", weight: 2 },
        commented: { verb: "Reviewed", weight: 2 },
      },
    },
    release: {
      name: "release",
      plural: "releases",
      verb: "Released",
      weight: 4,
      made: true,
      states: { prerelease: { verb: "Pre-released", weight: 3 } },
    },
  },
  groupedKinds: ["commit"],
  parentKinds: ["pull_request"],
  marks: {},
  hosts: ["api.github.com", "github.com"],
  endpoints: [
    "GET https://github.com/login/oauth/authorize · https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
    "POST https://github.com/login/oauth/access_token · the same page",
    "DELETE https://api.github.com/applications/{client_id}/token · https://docs.github.com/rest/apps/oauth-applications",
    "DELETE https://api.github.com/applications/{client_id}/grant · the same page",
    "GET https://api.github.com/user · https://docs.github.com/rest/users/users",
    "GET https://api.github.com/user/repos · https://docs.github.com/rest/repos/repos",
    "GET https://api.github.com/users/{login}/events · https://docs.github.com/rest/activity/events",
    "GET https://api.github.com/repos/{owner}/{repo}/commits · https://docs.github.com/rest/commits/commits",
    "GET https://api.github.com/repos/{owner}/{repo}/compare/{before}...{head} · the same page",
    "GET https://api.github.com/repos/{owner}/{repo}/pulls · https://docs.github.com/rest/pulls/pulls",
    "GET https://api.github.com/repos/{owner}/{repo}/pulls/{number} · the same page",
    "GET https://api.github.com/repos/{owner}/{repo}/pulls/{number}/commits · the same page",
    "GET https://api.github.com/repos/{owner}/{repo}/pulls/{number}/reviews · https://docs.github.com/rest/pulls/reviews",
    "GET https://api.github.com/repos/{owner}/{repo}/issues · https://docs.github.com/rest/issues/issues",
    "GET https://api.github.com/repos/{owner}/{repo}/releases · https://docs.github.com/rest/releases/releases",
    "GET https://api.github.com/search/issues · https://docs.github.com/rest/search/search",
    "GET https://api.github.com/search/commits · the same page",
  ],
  connect: {
    type: "oauth",
    authorizeUrl: "https://github.com/login/oauth/authorize",
    tokenUrl: "https://github.com/login/oauth/access_token",
    clientAuth: "body",
    pkce: true,
    scopeSeparator: " ",
    scopes: ["read:user"],
    requiredScopes: [],
    privateAccess: {
      scopes: ["repo"],
      label: "Private repositories too",
      help: "GitHub has no read-only access to private repositories: it will say that writing is allowed as well. Nothing is ever written, and what is private is marked private.",
    },
    authorizeParams: {},
    tokenErrors: {
      bad_verification_code: "code_expired",
      incorrect_client_credentials: "wrong_client",
      redirect_uri_mismatch: "redirect_mismatch",
    },
    refresh: "rotating",
    revoke: {
      token: {
        method: "DELETE",
        url: "https://api.github.com/applications/{client_id}/token",
        body: "json",
        basic: true,
      },
      grant: {
        method: "DELETE",
        url: "https://api.github.com/applications/{client_id}/grant",
        body: "json",
        basic: true,
      },
    },
    ownApp: {
      url: "https://github.com/settings/developers",
      steps: [
        "Choose “New OAuth app”.",
        "Enter any name, and this server's address as the homepage.",
        "Enter the redirect address below as the authorization callback URL, and register.",
        "Choose “Generate a new client secret”, and copy both here.",
      ],
    },
  },
  settings: defineSettings(
    z.object({
      hiddenPlaces: places("Hide repositories", "Nothing of these repositories is shown anywhere."),
      hideReviews: flag("Hide reviews", "Reviews of others' pull requests are left out."),
      hideIssues: flag("Hide issues", "Issues you opened are left out."),
    }),
    ({ hiddenPlaces, hideReviews, hideIssues }) => [
      { places: hiddenPlaces },
      ...(hideReviews ? [{ kinds: ["review"] }] : []),
      ...(hideIssues ? [{ kinds: ["issue"] }] : []),
    ],
  ),
  limitScope: "connection",
  usageNames: {},
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: by user, for all of
  // his apps together; a 304 is free. Searches have a limit of their own, and wait for it by themselves.
  quota: {
    meter: "requests",
    rates: { request: 1 },
    period: { ms: 3_600_000 },
    granted: 5000,
    sharedBy: "connection",
    mostPerRequest: 1,
    resource: "core",
  },
  isRateLimit,
  identify,
  fetchPage,
  map: mapAnswer,
};

/** Its secondary limits: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimit(status: number, body: string): boolean {
  return status === 403 && /secondary rate limit|rate limit exceeded|abuse detection/i.test(body);
}

async function identify(http: PlatformHttp): Promise<PlatformAccount> {
  const user = (await http.send(get(`${API}/user`))).json(viewer);
  return {
    externalId: String(user.id),
    handle: user.login,
    displayName: user.name?.trim() || null,
    url: `https://github.com/${user.login}`,
    email: user.email?.trim() || null,
  };
}

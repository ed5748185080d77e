import * as z from "zod";
import { PlatformError } from "../../errors.ts";
import { defineSettings, flag, places } from "../define-settings.ts";
import type { PlatformHttp } from "../http.ts";
import { toTitle } from "../item-text.ts";
import type { PlatformAccount } from "../page.ts";
import type { Platform } from "../platform.ts";
import { mapAnswer } from "./map.ts";
import { ask, suspended } from "./requests.ts";
import { viewer } from "./schema.ts";
import { fetchPage } from "./walk.ts";

const REVOKE = {
  method: "POST",
  url: "https://www.reddit.com/api/v1/revoke_token",
  body: "form",
  basic: true,
} as const;

export const reddit: Platform = {
  id: "reddit",
  name: "Reddit",
  glyph: "rd",
  hue: "rd",
  reads: "Your posts, crossposts and comments: the newest thousand of each, and all that come.",
  placeName: "subreddit",
  placeWords: ["sub"],
  kinds: {
    post: { name: "post", plural: "posts", verb: "Posted", weight: 2, made: true, states: {} },
    crosspost: {
      name: "crosspost",
      plural: "crossposts",
      verb: "Crossposted",
      weight: 2,
      made: true,
      states: {},
    },
    comment: {
      name: "comment",
      plural: "comments",
      verb: "Commented on",
      weight: 1,
      made: false,
      states: {},
    },
  },
  groupedKinds: [],
  parentKinds: ["post", "crosspost"],
  marks: { sensitive: "sensitive", spoiler: "spoiler" },
  hosts: ["www.reddit.com", "oauth.reddit.com"],
  endpoints: [
    "GET https://www.reddit.com/api/v1/authorize · https://github.com/reddit-archive/reddit/wiki/OAuth2",
    "POST https://www.reddit.com/api/v1/access_token · the same page",
    "POST https://www.reddit.com/api/v1/revoke_token · the same page",
    "GET https://oauth.reddit.com/api/v1/me · https://www.reddit.com/dev/api#GET_api_v1_me",
    "GET https://oauth.reddit.com/user/{name}/overview · https://www.reddit.com/dev/api#GET_user_{username}_overview",
    "GET https://oauth.reddit.com/user/{name}/submitted · the same page",
    "GET https://oauth.reddit.com/user/{name}/comments · the same page",
  ],
  // Reddit slows down whoever does not say this: https://github.com/reddit-archive/reddit/wiki/API
  userAgent: "web:tools.devpad.media:v0.1.0 (by /u/devpad)",
  connect: {
    type: "oauth",
    authorizeUrl: "https://www.reddit.com/api/v1/authorize",
    tokenUrl: "https://www.reddit.com/api/v1/access_token",
    clientAuth: "basic",
    pkce: false,
    scopeSeparator: " ",
    scopes: ["identity", "history", "read"],
    requiredScopes: [],
    privateAccess: {
      scopes: [],
      label: "Private subreddits too",
      help: "Reddit asks for no further permission. What you wrote in private subreddits is then kept too, and marked private.",
    },
    authorizeParams: { duration: "permanent" },
    tokenErrors: {
      // A refresh token that is not known, or not any more: recorded, and as its source has it.
      "400": "code_expired",
      invalid_request: "code_expired",
      "401": "wrong_client",
    },
    refresh: "kept",
    // The refresh token carries the grant: with it every access token of it ends.
    revoke: { token: REVOKE, grant: REVOKE },
    ownApp: {
      url: "https://www.reddit.com/prefs/apps",
      steps: [
        "Reddit must approve new apps first: ask under its Responsible Builder Policy, and expect to wait. An app you had before works at once.",
        "Choose “create another app…”, and the type “web app”.",
        "Enter any name, and the redirect address below as the redirect uri.",
        "Create it. The client id stands under the app's name, the client secret beside “secret”: copy both here.",
      ],
    },
  },
  settings: defineSettings(
    z.object({
      hiddenPlaces: places("Hide subreddits", "Nothing of these subreddits is shown anywhere."),
      hideComments: flag("Hide comments", "Only what you posted yourself is shown."),
      hideCrossposts: flag(
        "Hide crossposts",
        "What you passed on from another subreddit is left out.",
      ),
      hideSensitive: flag(
        "Hide sensitive things",
        "Posts and comments that Reddit marks as not safe for work are left out.",
      ),
    }),
    ({ hiddenPlaces, hideComments, hideCrossposts, hideSensitive }) => [
      { places: hiddenPlaces },
      ...(hideComments ? [{ kinds: ["comment"] }] : []),
      ...(hideCrossposts ? [{ kinds: ["crosspost"] }] : []),
      ...(hideSensitive ? [{ marks: ["sensitive"] }] : []),
    ],
  ),
  limitScope: "client",
  usageNames: {},
  // 100 a minute by client id, averaged over ten minutes:
  // https://support.reddithelp.com/hc/en-us/articles/16160319875092-Reddit-Data-API-Wiki
  quota: {
    meter: "requests",
    rates: { request: 1 },
    period: { ms: 600_000 },
    granted: 1000,
    sharedBy: "client",
    mostPerRequest: 1,
  },
  identify,
  fetchPage,
  map: mapAnswer,
};

async function identify(http: PlatformHttp): Promise<PlatformAccount> {
  const me = (await ask(http, "/api/v1/me?raw_json=1", null)).json(viewer);
  if (me.is_suspended === true) {
    throw new PlatformError("forbidden", "The account is suspended.", { told: suspended(me.name) });
  }
  return {
    externalId: me.id,
    handle: me.name,
    displayName: toTitle(me.subreddit?.title) || null,
    url: `https://www.reddit.com/user/${encodeURIComponent(me.name)}`,
    email: null,
  };
}

import * as z from "zod";
import { PlatformError } from "../../errors.ts";
import { defineSettings, flag } from "../define-settings.ts";
import type { PlatformHttp } from "../http.ts";
import type { PlatformAccount } from "../page.ts";
import type { Platform } from "../platform.ts";
import { mapAnswer } from "./map.ts";
import { accountProblem, connectRefusalOf, paidWait } from "./problems.ts";
import { LEAST_PRICE, MOST_PRICE, PRICES, viewerRequest } from "./requests.ts";
import { viewer } from "./schema.ts";
import { fetchPage, privacyIn } from "./walk.ts";

const REVOKE = {
  method: "POST",
  url: "https://api.x.com/2/oauth2/revoke",
  body: "form",
  basic: true,
} as const;

const plain = { made: false, states: {} } as const;

export const twitter: Platform = {
  id: "twitter",
  name: "X",
  glyph: "x",
  hue: "x",
  reads: "Your posts, replies and reposts, as far back as the newest 3,200.",
  placeName: "conversation",
  kinds: {
    post: { name: "post", plural: "posts", verb: "", weight: 2, ...plain },
    reply: { name: "reply", plural: "replies", verb: "Replied", weight: 1, ...plain },
    repost: { name: "repost", plural: "reposts", verb: "Reposted", weight: 1, ...plain },
  },
  groupedKinds: [],
  parentKinds: ["post"],
  repeatedKinds: ["post"],
  marks: { sensitive: "Sensitive" },
  hosts: ["api.x.com", "x.com"],
  endpoints: [
    "GET https://x.com/i/oauth2/authorize · https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
    "POST https://api.x.com/2/oauth2/token · the same page",
    "POST https://api.x.com/2/oauth2/revoke · the same page",
    "GET https://api.x.com/2/users/me · https://docs.x.com/x-api/users/get-my-user",
    "GET https://api.x.com/2/users/{id}/tweets · https://docs.x.com/x-api/users/get-posts",
  ],
  connect: {
    type: "oauth",
    authorizeUrl: "https://x.com/i/oauth2/authorize",
    tokenUrl: "https://api.x.com/2/oauth2/token",
    clientAuth: "basic",
    pkce: true,
    scopeSeparator: " ",
    // Without the last, access would end after two hours.
    scopes: ["tweet.read", "users.read", "offline.access"],
    requiredScopes: [],
    privateAccess: null,
    authorizeParams: {},
    // A code lives 30 seconds; one that is too old is called so.
    tokenErrors: { invalid_request: "code_expired" },
    refresh: "rotating",
    revoke: { token: REVOKE, grant: REVOKE },
    ownApp: {
      url: "https://developer.x.com/en/portal/dashboard",
      steps: [
        "Sign in with your X account, and create a project with an app in it.",
        "Reading is paid by the app's owner: X asks $0.005 for each post, and $0.001 for a post of your own that is read with an app of your own. Buy credit there, and set a limit for what may be spent.",
        "Set up “User authentication settings”: permission “Read”, type “Web App, Automated App or Bot”.",
        "Enter the redirect address below as the callback URI, and this server's address as the website.",
        "Copy the OAuth 2.0 client id and client secret here. The API key is something else.",
        "The first sync reads up to 3,200 posts and those they refer to. After it only new posts are read; looking when there are none is free.",
      ],
    },
  },
  settings: defineSettings(
    z.object({
      hideReplies: flag(
        "Hide replies",
        "What you answered to others is left out; your own threads stay.",
      ),
      hideReposts: flag("Hide reposts", "What you passed on of others is left out; quotes stay."),
      hideSensitive: flag(
        "Hide sensitive posts",
        "Posts that are marked as sensitive on X are left out.",
      ),
    }),
    ({ hideReplies, hideReposts, hideSensitive }) => [
      ...(hideReplies ? [{ kinds: ["reply"] }] : []),
      ...(hideReposts ? [{ kinds: ["repost"] }] : []),
      ...(hideSensitive ? [{ marks: ["sensitive"] }] : []),
    ],
  ),
  limitScope: "connection",
  usageNames: { posts: "posts read", users: "people read" },
  identifyUsage: { users: 1 },
  // https://docs.x.com/x-api/getting-started/pricing: by what is read; nothing is given, so only the bill
  // ends it.
  quota: {
    meter: "dollars",
    rates: PRICES,
    period: { unit: "month", zone: "UTC" },
    granted: null,
    sharedBy: "client",
    mostPerRequest: MOST_PRICE,
    leastPerRequest: LEAST_PRICE,
  },
  isRateLimit: paidWait,
  identify,
  fetchPage,
  map: mapAnswer,
  privacyIn,
};

async function identify(http: PlatformHttp): Promise<PlatformAccount> {
  const response = await http.send(viewerRequest());
  if (response.status >= 400) throw connectRefusalOf(response.status, response.body);
  const { data, errors } = response.json(viewer);
  if (!data) throw accountProblem(errors) ?? new PlatformError("bad_response", "X named nobody.");
  return {
    externalId: data.id,
    handle: data.username,
    displayName: data.name?.trim() || null,
    url: `https://x.com/${data.username}`,
    email: null,
  };
}

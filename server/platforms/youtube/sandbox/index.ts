import { page } from "../../../sandbox/page.ts";
import { findPerson } from "../../../sandbox/people.ts";
import type {
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { AUTH_ERROR, QUOTA_EXCEEDED, refusal, SCOPE_MISSING, toResponse } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { answerApi } from "./api.ts";
import { channelOf, hasChannel } from "./channel.ts";
import { failureOf } from "./failures.ts";
import { createHistories } from "./history.ts";
import { inventoryOf } from "./inventory.ts";
import { answerRevoke, answerToken, createGoogle, READ_SCOPES, refusalOf } from "./oauth.ts";
import { createQuota } from "./quota.ts";

const CONSENT_HOST = "accounts.google.com";
const TOKEN_HOST = "oauth2.googleapis.com";
const API_HOST = "www.googleapis.com";
const API_PATH = "/youtube/v3/";

const PLACES: Readonly<Record<string, string>> = {
  authorize: `${CONSENT_HOST}/o/oauth2/v2/auth`,
  token: `${TOKEN_HOST}/token`,
  revoke: `${TOKEN_HOST}/revoke`,
  channels: `${API_HOST}${API_PATH}channels`,
  playlistItems: `${API_HOST}${API_PATH}playlistItems`,
  videos: `${API_HOST}${API_PATH}videos`,
};

/** YouTube, as far as a channel's owner can read it, and Google's OAuth in front of it. */
export function createStandIn(): PlatformSandbox {
  const google = createGoogle();
  const histories = createHistories();
  const quota = createQuota();

  const answer = async (request: SandboxRequest, world: SandboxWorld): Promise<Answer> => {
    const grant = await google.find(request, world);
    const person = grant && findPerson(world.people, grant.login);
    if (!person) return request.headers.has("authorization") ? AUTH_ERROR : UNREGISTERED;
    if (!grant.scopes.some((scope) => READ_SCOPES.includes(scope))) return SCOPE_MISSING;
    // A refused call costs a unit as well, and so does a 304.
    if (!quota.take(world.now, world.faults)) return QUOTA_EXCEEDED;
    const endpoint = endpointOf(request);
    if (endpoint === "other" || request.method !== "GET") return NOT_FOUND;
    const viewer = {
      channel: hasChannel(person, world) ? channelOf(person) : null,
      videos: histories(person, world),
      now: world.now,
      publicOrigin: world.publicOrigin,
    };
    return answerApi(viewer, endpoint, request.url.searchParams);
  };

  return {
    id: "youtube",
    hosts: [CONSENT_HOST, TOKEN_HOST, API_HOST],
    endpoints: Object.keys(PLACES),
    endpointOf,
    async handle(request, world) {
      switch (endpointOf(request)) {
        case "authorize":
          return google.authorize(request, world);
        case "token":
          return answerToken(google, request, world);
        case "revoke":
          return answerRevoke(google, request, world);
        default:
          if (request.host !== API_HOST) return nothingHere();
          return toResponse(await answer(request, world), {
            headers: request.headers,
            now: world.now,
          });
      }
    },
    async fail(fault, request, world) {
      const isToken = endpointOf(request) === "token";
      if (isToken && fault.fault === "revoked") return refusalOf("refresh");
      const failure = request.host === API_HOST ? failureOf(fault) : null;
      return failure && toResponse(failure, { headers: request.headers, now: world.now });
    },
    failures: ["quota_exceeded", "invalid_page_token"],
    switches: ["limit", "no_channel", "no_refresh_token", "testing"],
    accountOf: ({ login }) => ({ type: "oauth", login }),
    inventory: (person, world) =>
      hasChannel(person, world) ? inventoryOf(histories(person, world), world.now) : [],
  };
}

function endpointOf({ host, url }: SandboxRequest): string {
  const place = `${host}${url.pathname}`;
  return Object.entries(PLACES).find(([, path]) => path === place)?.[0] ?? "other";
}

const UNREGISTERED = refusal(403, {
  domain: "global",
  reason: "forbidden",
  message:
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  status: "PERMISSION_DENIED",
});

const NOT_FOUND = refusal(404, {
  domain: "global",
  reason: "notFound",
  message: "Method not found.",
  status: "NOT_FOUND",
});

function nothingHere(): Response {
  return page("Not found", "<h1>404</h1><p>The sandbox’s Google has no such page.</p>", 404);
}

import type { Fault } from "../../../sandbox/faults.ts";
import type { Grant } from "../../../sandbox/oauth-stand-in.ts";
import { findPerson } from "../../../sandbox/people.ts";
import type {
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { toMeBody } from "./account-body.ts";
import { badToken, bareRefusal, json, missingScope, refusal, tooManyPage } from "./answers.ts";
import { API_HOST, endpointOf, endpoints, SITE_HOST } from "./endpoints.ts";
import { failureOf } from "./failures.ts";
import { createHistories } from "./history.ts";
import { inventoryOf } from "./inventory.ts";
import { LISTINGS, toListing } from "./listing.ts";
import { authorize, exchange, findGrant, revoke } from "./oauth.ts";
import { createRateLimit } from "./rate-limit.ts";

/** What libraries call themselves when nobody told them a name. */
const NAMELESS = /^(python|curl|wget|node|undici|axios|okhttp|java|go-http|libwww|$)/i;

/** Reddit, as far as an app can see it that reads what its users posted and said. */
export function createStandIn(): PlatformSandbox {
  const histories = createHistories();
  const allow = createRateLimit();

  const answerApi = async (request: SandboxRequest, world: SandboxWorld): Promise<Response> => {
    const grant = await findGrant(request, world);
    if (grant === null) return badToken();
    const { isOver, headers } = allow(grant.clientId, world.now, world.faults);
    if (isOver) return refusal(429, headers);
    const answer = answerTo(request, world, grant);
    if (answer instanceof Response) return answer;
    const isRaw = request.url.searchParams.get("raw_json") === "1";
    return json(isRaw ? answer.body : escaped(answer.body), { headers });
  };

  const answerTo = (
    request: SandboxRequest,
    world: SandboxWorld,
    grant: Grant,
  ): Response | { body: unknown } => {
    const { now, publicOrigin } = world;
    const { method, url } = request;
    const name = endpointOf(request);
    const listing = LISTINGS.find((one) => one === name);
    if (method !== "GET" || (name !== "me" && listing === undefined)) return refusal(404);
    if (!grant.scopes.includes(listing === undefined ? "identity" : "history")) {
      return missingScope();
    }
    const login = listing === undefined ? grant.login : (url.pathname.split("/")[2] ?? "");
    const person = findPerson(world.people, decodeURIComponent(login));
    if (person === null) return refusal(404);
    const isStruck = (fault: string): boolean =>
      world.faults.some(
        (one) =>
          one.platform === "reddit" &&
          one.fault === fault &&
          (one.match === undefined || one.match === person.login),
      );
    if (isStruck("deleted_account")) {
      return listing === undefined ? badToken() : refusal(404);
    }
    const things = histories(person, person.lives ? world.sessions : [], now);
    const isSuspended = isStruck("suspended");
    if (listing === undefined) return { body: toMeBody(person, things, { now, isSuspended }) };
    if (isSuspended) return bareRefusal(403);
    const isOwn = person.login === grant.login;
    const asked = { name: listing, query: url.searchParams, now, publicOrigin, isOwn };
    return { body: toListing(things, asked) };
  };

  return {
    id: "reddit",
    hosts: [SITE_HOST, API_HOST],
    endpoints,
    endpointOf,
    async handle(request, world) {
      const endpoint = endpointOf(request);
      // People come to the consent page with a browser; everything else is a program.
      if (endpoint === "authorize") return authorize(request, world);
      if (NAMELESS.test(request.headers.get("user-agent") ?? "")) return tooManyPage(4);
      if (endpoint === "token") return exchange(request, world);
      if (endpoint === "revoke") return revoke(request, world);
      return request.host === API_HOST ? answerApi(request, world) : refusal(404);
    },
    fail: (fault: Fault) => Promise.resolve(failureOf(fault)),
    failures: ["forbidden", "blocked"],
    switches: ["limit", "suspended", "deleted_account"],
    accountOf: ({ login }) => ({ type: "oauth", login }),
    inventory: (person, world) =>
      inventoryOf(histories(person, person.lives ? world.sessions : [], world.now), world.now),
  };
}

/** Without `raw_json=1` every text comes as if it were to be put into a page. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, escaped(entry)]));
}

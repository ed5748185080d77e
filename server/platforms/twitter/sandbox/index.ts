import { page } from "../../../sandbox/page.ts";
import { findPerson } from "../../../sandbox/people.ts";
import type {
  Person,
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { accountOf } from "./account.ts";
import { failureOf, failures } from "./failures.ts";
import { createHistories } from "./history.ts";
import { inventoryOf } from "./inventory.ts";
import { createOAuth, exchange, revoke } from "./oauth.ts";
import { parseAsked } from "./parameters.ts";
import { userBody } from "./post-body.ts";
import {
  invalid,
  notPermitted,
  ok,
  partial,
  refusal,
  SUSPENDED,
  TOO_MANY,
  UNAUTHORIZED,
} from "./problem.ts";
import type { Answer } from "./problem.ts";
import { createRateLimits } from "./rate-limits.ts";
import { answerTimeline } from "./timeline.ts";
import { toResponse } from "./to-response.ts";

const SITE_HOST = "x.com";
const API_HOST = "api.x.com";
const TIMELINE = /^\/2\/users\/([^/]+)\/tweets$/;
const PATHS: readonly (readonly [name: string, host: string, path: RegExp])[] = [
  ["authorize", SITE_HOST, /^\/i\/oauth2\/authorize$/],
  ["token", API_HOST, /^\/2\/oauth2\/token$/],
  ["revoke", API_HOST, /^\/2\/oauth2\/revoke$/],
  ["me", API_HOST, /^\/2\/users\/me$/],
  ["tweets", API_HOST, TIMELINE],
];

/** X, as far as an app that reads one person's posts can see it. */
export function createStandIn(): PlatformSandbox {
  const histories = createHistories();
  const limits = createRateLimits();
  const oauth = createOAuth();

  const respond = async (
    request: SandboxRequest,
    world: SandboxWorld,
    answer: (viewer: Person) => Answer,
  ): Promise<Response> => {
    const grant = await oauth.find(request, world);
    const viewer = grant && findPerson(world.people, grant.login);
    if (!viewer) return toResponse(UNAUTHORIZED, null, world.now);
    const limit = limits.take(viewer.login, endpointOf(request), world.now, world.faults);
    const missing = ["tweet.read", "users.read"].filter((scope) => !grant.scopes.includes(scope));
    const said = limit.isOver
      ? TOO_MANY
      : missing.length > 0
        ? notPermitted(
            "Your client app is not configured with the appropriate oauth2 scopes for this endpoint.",
          )
        : answer(viewer);
    return toResponse(said, limit, world.now);
  };

  const answerApi = (request: SandboxRequest, world: SandboxWorld, viewer: Person): Answer => {
    const { pathname, searchParams } = request.url;
    if (pathname === "/2/users/me") return answerMe(searchParams, world, viewer);
    const id = TIMELINE.exec(pathname)?.[1];
    return id === undefined
      ? refusal(404, "Not Found", "Not Found")
      : answerPosts(id, searchParams, world);
  };

  const answerMe = (query: URLSearchParams, world: SandboxWorld, viewer: Person): Answer => {
    if (isOn(world, "suspended")) return SUSPENDED;
    const { account, posts } = histories(viewer, world.sessions, world.now);
    const fields = new Set((query.get("user.fields") ?? "").split(","));
    const isProtected = isOn(world, "protected");
    const names = isOn(world, "post_names") ? "post" : "tweet";
    return ok({ data: userBody(account, fields, { isProtected, posts: posts.length, names }) });
  };

  const answerPosts = (id: string, query: URLSearchParams, world: SandboxWorld): Answer => {
    if (!/^\d{1,19}$/.test(id))
      return invalid("id", id, `The \`id\` query parameter value [${id}] is not valid`);
    const asked = parseAsked(query, isOn(world, "no_tweet_names"));
    if ("parameter" in asked) return invalid(asked.parameter, asked.value, asked.message);
    const person = world.people.find((one) => accountOf(one).id === id);
    const about = { type: "user", parameter: "id", id } as const;
    if (!person) return ok({ errors: [partial("missing", about)] });
    if (isOn(world, "suspended"))
      return ok({ errors: [partial("missing", about, `User has been suspended: [${id}].`)] });
    return answerTimeline(
      histories(person, world.sessions, world.now),
      asked,
      {
        names: isOn(world, "post_names") ? "post" : asked.dialect,
        shortPages: isOn(world, "short_pages"),
        emptyPages: isOn(world, "no_data_page"),
        partialErrors: isOn(world, "partial_errors"),
        isProtected: isOn(world, "protected"),
      },
      world,
    );
  };

  return {
    id: "twitter",
    hosts: [SITE_HOST, API_HOST],
    endpoints: PATHS.map(([name]) => name),
    endpointOf,
    async handle(request, world) {
      switch (endpointOf(request)) {
        case "authorize":
          return oauth.authorize(request, world);
        case "token":
          return exchange(oauth, request, world);
        case "revoke":
          return revoke(oauth, request, world);
        default:
          return request.host === SITE_HOST
            ? page("Page not found", "<h1>404</h1><p>The sandbox’s X has no such page.</p>", 404)
            : respond(request, world, (viewer) => answerApi(request, world, viewer));
      }
    },
    async fail(fault, request, world) {
      if (fault.fault === "stale_token" && !request.url.searchParams.has("pagination_token"))
        return this.handle(request, world);
      const failure = failureOf(fault, request.url.searchParams, world.now);
      const isApi = ["me", "tweets"].includes(endpointOf(request));
      return failure && isApi ? respond(request, world, () => failure) : null;
    },
    failures,
    switches: [
      "limit",
      "post_names",
      "no_tweet_names",
      "short_pages",
      "no_data_page",
      "partial_errors",
      "protected",
      "suspended",
    ],
    accountOf: ({ login }) => ({ type: "oauth", login }),
    inventory: (person, world) =>
      inventoryOf(
        histories(person, world.sessions, world.now),
        world.now,
        isOn(world, "protected"),
      ),
  };
}

function endpointOf({ host, url }: SandboxRequest): string {
  return PATHS.find(([, of, path]) => of === host && path.test(url.pathname))?.[0] ?? "other";
}

function isOn({ faults }: SandboxWorld, name: string): boolean {
  return faults.some(({ platform, fault }) => platform === "twitter" && fault === name);
}

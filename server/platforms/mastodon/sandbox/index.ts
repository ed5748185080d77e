import type { Fault } from "../../../sandbox/faults.ts";
import { page } from "../../../sandbox/page.ts";
import type {
  Person,
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { createRateWindow } from "../../../sandbox/rate-window.ts";
import { MINUTE } from "../../../sandbox/times.ts";
import { accountView, friendMember, HOST, memberOf } from "./accounts.ts";
import { NOT_FOUND, refuse, toResponse } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { createHistory } from "./history.ts";
import { statusIdOf } from "./ids.ts";
import { answerStatuses } from "./statuses.ts";

const REQUESTS = 300;
const WINDOW = 5 * MINUTE;
const SIGN_IN = refuse(401, "This method requires an authenticated user");

/** A Mastodon server of some size, as it shows itself to strangers. */
export function createStandIn(): PlatformSandbox {
  const history = createHistory();
  const windows = createRateWindow(WINDOW);

  const respond = (
    request: SandboxRequest,
    world: SandboxWorld,
    answer: () => Answer,
  ): Response => {
    const limit = settingOf(world, "limit")?.limit ?? REQUESTS;
    const window = windows.take("everybody", world.now, limit);
    const given = window.isOver ? refuse(429, "Too many requests") : answer();
    return toResponse(given, { request: request.headers, window });
  };

  const viewOf = (person: Person, world: SandboxWorld): unknown =>
    accountView(memberOf(person), {
      count: history(person, world).length,
      isSuspended: settingOf(world, "suspended") !== undefined,
      movedTo: settingOf(world, "moved")
        ? friendMember({ login: "ines", name: person.name })
        : null,
    });

  const answer = (request: SandboxRequest, world: SandboxWorld): Answer => {
    const { pathname, searchParams: query } = request.url;
    const endpoint = endpointOf(request);
    if (endpoint === "webfinger") return webfinger(query, world);
    if (settingOf(world, "signed_in_only")) return SIGN_IN;
    const [, , , , id] = pathname.split("/");
    const acct = (query.get("acct") ?? "").replace(/^@/, "").toLowerCase();
    const person = world.people.find((one) => {
      const { id: own, username } = memberOf(one);
      return endpoint === "lookup" ? [username, `${username}@${HOST}`].includes(acct) : own === id;
    });
    if (person === undefined) return NOT_FOUND;
    if (endpoint !== "statuses") return { status: 200, body: viewOf(person, world) };
    const posts = settingOf(world, "suspended") ? [] : history(person, world);
    return answerStatuses(posts, memberOf(person), {
      query,
      world,
      isShort: settingOf(world, "short_pages") !== undefined,
    });
  };

  return {
    id: "mastodon",
    hosts: [HOST],
    endpoints: ["lookup", "account", "statuses", "webfinger"],
    endpointOf,
    async handle(request, world) {
      if (request.method !== "GET" || endpointOf(request) === "other") {
        const text = "<h1>404</h1><p>The sandbox’s Mastodon has no such page.</p>";
        return page("Page not found", text, 404);
      }
      return respond(request, world, () => answer(request, world));
    },
    async fail(fault, request, world) {
      const failure = failureOf(fault);
      if (failure === null) return null;
      const response = respond(request, world, () => failure);
      if (fault.fault === "rate_limited") {
        response.headers.set("x-ratelimit-remaining", "0");
        const reset = new Date(world.now + fault.reset_after * 1000);
        response.headers.set("x-ratelimit-reset", reset.toISOString());
      }
      if (fault.retry_after !== undefined)
        response.headers.set("retry-after", String(fault.retry_after));
      return response;
    },
    failures: [],
    switches: ["suspended", "moved", "signed_in_only", "limit", "short_pages"],
    accountOf: (person) => ({
      type: "input",
      input: { handle: `@${memberOf(person).username}@${HOST}` },
    }),
    inventory: (person, world) =>
      history(person, world).map(({ kind, key, at }) => ({
        kind: kind === "thread" ? "post" : kind,
        externalId: `${kind === "repost" ? "repost" : "post"}:${statusIdOf(key, at)}`,
        occurredAt: at,
        isPrivate: false,
      })),
  };
}

function settingOf(world: SandboxWorld, name: string): Fault | undefined {
  return world.faults.find(({ platform, fault }) => platform === "mastodon" && fault === name);
}

function endpointOf({ url }: SandboxRequest): string {
  if (url.pathname === "/.well-known/webfinger") return "webfinger";
  if (url.pathname === "/api/v1/accounts/lookup") return "lookup";
  if (/^\/api\/v1\/accounts\/[^/]+$/.test(url.pathname)) return "account";
  if (/^\/api\/v1\/accounts\/[^/]+\/statuses$/.test(url.pathname)) return "statuses";
  return "other";
}

function webfinger(query: URLSearchParams, world: SandboxWorld): Answer {
  const subject = query.get("resource") ?? "";
  const person = world.people.find((one) => subject === `acct:${memberOf(one).username}@${HOST}`);
  if (person === undefined) return NOT_FOUND;
  const { username } = memberOf(person);
  const [profile, self] = [`https://${HOST}/@${username}`, `https://${HOST}/users/${username}`];
  const links = [
    { rel: "http://webfinger.net/rel/profile-page", type: "text/html", href: profile },
    { rel: "self", type: "application/activity+json", href: self },
  ];
  return { status: 200, body: { subject, aliases: [profile, self], links } };
}

/** How Mastodon words a failure; null for those that are the same everywhere. */
function failureOf({ fault, message }: Fault): Answer | null {
  switch (fault) {
    case "rate_limited":
    case "too_many":
      return refuse(429, message ?? "Too many requests");
    case "not_found":
      return refuse(404, message ?? "Record not found");
    case "revoked":
      return SIGN_IN;
    case "scope":
      return refuse(403, message ?? "This action is not allowed");
    default:
      return null;
  }
}

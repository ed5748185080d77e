import type { Fault } from "../../../sandbox/faults.ts";
import type {
  Person,
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { createRateWindow } from "../../../sandbox/rate-window.ts";
import { MINUTE } from "../../../sandbox/times.ts";
import { actorOf, authorView } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { invalid, refuse, toResponse } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { answerFeed } from "./author-feed.ts";
import { createHistory } from "./history.ts";
import { postUri, repostUri } from "./ids.ts";

const HOST = "public.api.bsky.app";
const WINDOW = 5 * MINUTE;
const REQUESTS = 3000;
const METHODS: Readonly<Record<string, string>> = {
  "/xrpc/com.atproto.identity.resolveHandle": "resolveHandle",
  "/xrpc/app.bsky.actor.getProfile": "getProfile",
  "/xrpc/app.bsky.feed.getAuthorFeed": "getAuthorFeed",
};

/** Bluesky's public AppView: what anybody may read without an account. */
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
    const given = window.isOver
      ? refuse(429, "RateLimitExceeded", "Rate Limit Exceeded")
      : answer();
    return toResponse(given, { request: request.headers, window });
  };

  const answer = ({ method, url }: SandboxRequest, world: SandboxWorld): Answer => {
    const name = METHODS[url.pathname];
    if (name === undefined) return refuse(501, "MethodNotImplemented", "Method Not Implemented");
    if (method !== "GET") return invalid(`Incorrect HTTP method (${method}) expected GET`);
    const parameter = name === "resolveHandle" ? "handle" : "actor";
    const given = url.searchParams.get(parameter);
    if (given === null) return invalid(`Error: Params must have the property "${parameter}"`);
    if (!isActor(given)) {
      const what = parameter === "actor" ? "a valid did or a handle" : "a valid handle";
      return invalid(`Error: ${parameter} must be ${what}`);
    }
    const found = findActor(given, world);
    if (name === "resolveHandle")
      return found === null
        ? invalid("Unable to resolve handle")
        : { status: 200, body: { did: found.actor.did } };
    if (found === null) return invalid("Profile not found");
    const { person, actor } = found;
    const posts = history(person, world);
    if (name === "getProfile") return { status: 200, body: profileOf(actor, posts.length) };
    return answerFeed(posts, actor, { query: url.searchParams, world });
  };

  return {
    id: "bluesky",
    hosts: [HOST],
    endpoints: Object.values(METHODS),
    endpointOf: ({ url }) => METHODS[url.pathname] ?? "other",
    handle: async (request, world) => respond(request, world, () => answer(request, world)),
    async fail(fault, request, world) {
      const failure = failureOf(fault);
      if (failure === null) return null;
      const response = respond(request, world, () => failure);
      if (fault.fault === "rate_limited") {
        response.headers.set("ratelimit-remaining", "0");
        const reset = Math.ceil(world.now / 1000) + fault.reset_after;
        response.headers.set("ratelimit-reset", String(reset));
      }
      if (fault.retry_after !== undefined)
        response.headers.set("retry-after", String(fault.retry_after));
      return response;
    },
    failures: ["deactivated", "suspended", "blocked"],
    switches: ["renamed", "limit"],
    accountOf: (person) => ({
      type: "input",
      input: { handle: `@${actorOf(person, false).handle}` },
    }),
    inventory: (person, world) => {
      const { did } = actorOf(person, false);
      return history(person, world).map(({ kind, key, at }) => ({
        kind: kind === "thread" ? "post" : kind,
        externalId:
          kind === "repost" ? `repost:${repostUri(did, key, at)}` : `post:${postUri(did, key, at)}`,
        occurredAt: at,
        isPrivate: false,
      }));
    },
  };
}

function settingOf(world: SandboxWorld, name: string): Fault | undefined {
  return world.faults.find(({ platform, fault }) => platform === "bluesky" && fault === name);
}

function isActor(text: string): boolean {
  return /^did:[a-z]+:[\w.:%-]+$/.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);
}

function findActor(given: string, world: SandboxWorld): { person: Person; actor: Actor } | null {
  const isRenamed = settingOf(world, "renamed") !== undefined;
  const name = given.toLowerCase();
  for (const person of world.people) {
    const actor = actorOf(person, isRenamed);
    if (actor.did === name || actor.handle === name) return { person, actor };
  }
  return null;
}

function profileOf(actor: Actor, posts: number): unknown {
  return {
    ...authorView(actor),
    description: "Makes small tools.",
    indexedAt: "2024-01-20T10:00:00.000Z",
    followersCount: 812,
    followsCount: 240,
    postsCount: posts,
  };
}

/** How Bluesky words a failure; null for those that are the same everywhere. */
function failureOf({ fault, message }: Fault): Answer | null {
  switch (fault) {
    case "deactivated":
      return refuse(400, "AccountDeactivated", message ?? "Account is deactivated");
    case "suspended":
      return refuse(400, "AccountTakedown", message ?? "Account has been suspended");
    case "blocked":
      return refuse(
        400,
        "BlockedActor",
        message ?? "Requester has blocked actor: their feed is not shown",
      );
    case "rate_limited":
    case "too_many":
      return refuse(429, "RateLimitExceeded", message ?? "Rate Limit Exceeded");
    case "not_found":
      return invalid(message ?? "Profile not found");
    default:
      return null;
  }
}

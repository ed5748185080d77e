import * as z from "zod";
import type { Fault } from "../../../sandbox/faults.ts";
import { page } from "../../../sandbox/page.ts";
import { findPerson } from "../../../sandbox/people.ts";
import type {
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { refusal, toResponse } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { endpoints, endpointOf } from "./endpoints.ts";
import { failureOf } from "./failures.ts";
import { isClient } from "../../../sandbox/clients.ts";
import { endGrant, endToken, findToken } from "./grants.ts";
import { createHistories } from "./history.ts";
import { inventoryOf } from "./inventory.ts";
import { authorize, basicOf, exchangeCode, parseJson } from "./oauth.ts";
import { createRateLimits } from "./rate-limits.ts";
import type { Limit } from "./rate-limits.ts";
import { answerApi } from "./routes.ts";
import { createUniverse } from "./universe.ts";
import type { Viewer } from "./universe.ts";

const SITE_HOST = "github.com";
const API_HOST = "api.github.com";

/** GitHub, as far as an OAuth app that reads a developer's activity can see it. */
export function createStandIn(): PlatformSandbox {
  const histories = createHistories();
  const limits = createRateLimits();

  const respond = async (
    request: SandboxRequest,
    world: SandboxWorld,
    answer: (viewer: Viewer | null, limit: Limit) => Answer,
  ): Promise<Response> => {
    if (!request.headers.get("user-agent")) return forbidAnonymousAgent();
    const viewer = await findViewer(request, world);
    const isRefused = viewer === null && request.headers.has("authorization");
    const who = viewer?.person.login ?? "";
    const resource = request.url.pathname.startsWith("/search/") ? "search" : "core";
    const limit = limits.take(who, resource, world.now, world.faults);
    const context = {
      request: request.headers,
      method: request.method,
      now: world.now,
      scopes: viewer?.scopes ?? null,
      requestId: requestId(),
    };
    if (isRefused) return toResponse(refusal(401, "Bad credentials"), { ...context, limit });
    if (limit.isOver)
      return toResponse(
        refusal(403, `API rate limit exceeded for user ID ${viewer?.history.account.id ?? 0}.`),
        { ...context, limit },
      );
    const response = toResponse(answer(viewer, limit), { ...context, limit });
    if (response.status === 304) {
      limits.giveBack(who, resource);
      response.headers.set("x-ratelimit-used", String(limit.used - 1));
      response.headers.set("x-ratelimit-remaining", String(limit.limit - limit.used + 1));
    }
    return response;
  };

  const findViewer = async (
    request: SandboxRequest,
    world: SandboxWorld,
  ): Promise<Viewer | null> => {
    const name = /^(?:bearer|token) (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    const token = name === undefined ? null : await findToken(world.state, name.trim());
    const person = token && findPerson(world.people, token.login);
    return person
      ? { person, history: histories(person, world.sessions, world.now), scopes: token.scopes }
      : null;
  };

  return {
    id: "github",
    hosts: [SITE_HOST, API_HOST],
    endpoints,
    endpointOf,
    async handle(request, world) {
      const { pathname, searchParams } = request.url;
      if (request.host === SITE_HOST) return answerSite(request, world);
      if (pathname.startsWith("/applications/")) return endAccess(request, world);
      if (request.method !== "GET") return respond(request, world, () => refusal(404, "Not Found"));
      return respond(request, world, (viewer) =>
        answerApi(createUniverse(world, histories, viewer), pathname, searchParams),
      );
    },
    async fail(fault: Fault, request, world) {
      const failure = failureOf(fault, world.now);
      if (!failure || request.host !== API_HOST) return null;
      return respond(request, world, () => failure);
    },
    failures: [],
    switches: ["limit"],
    accountOf: ({ login }) => ({ type: "oauth", login }),
    inventory: (person, world) =>
      inventoryOf(histories(person, world.sessions, world.now), world.now),
  };
}

async function answerSite(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  switch (request.url.pathname) {
    case "/login/oauth/authorize":
      return authorize(request, world);
    case "/login/oauth/access_token":
      return exchangeCode(request, world);
    default:
      return page(
        "Page not found",
        "<h1>404</h1><p>The sandbox’s GitHub has no such page.</p>",
        404,
      );
  }
}

/** `DELETE /applications/{client_id}/token` ends one token, `/grant` all of that person. */
async function endAccess(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  const [, , clientId, target] = request.url.pathname.split("/");
  const client = basicOf(request.headers);
  const isItself = client.client_id === clientId && isClient(clientId, client.client_secret);
  if (request.method !== "DELETE" || !isItself)
    return json(404, {
      message: "Not Found",
      documentation_url: "https://docs.github.com/rest",
      status: "404",
    });
  const given = z.object({ access_token: z.string() }).safeParse(parseJson(await request.text()));
  if (!given.success)
    return json(422, {
      message: 'Invalid request.\n\n"access_token" wasn\'t supplied.',
      documentation_url: "https://docs.github.com/rest",
      status: "422",
    });
  const name = given.data.access_token;
  const token = await findToken(world.state, name);
  if (!token || (target !== "token" && target !== "grant"))
    return json(404, {
      message: "Not Found",
      documentation_url: "https://docs.github.com/rest",
      status: "404",
    });
  await (target === "token" ? endToken(world.state, name) : endGrant(world.state, token));
  return new Response(null, { status: 204 });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
  });
}

function forbidAnonymousAgent(): Response {
  const text =
    "\r\nRequest forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.\r\n";
  return new Response(text, {
    status: 403,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
  });
}

function requestId(): string {
  const digits = crypto.randomUUID().replaceAll("-", "").toUpperCase();
  return `${digits.slice(0, 4)}:${digits.slice(4, 9)}:${digits.slice(9, 16)}:${digits.slice(16, 23)}:${digits.slice(24)}`;
}

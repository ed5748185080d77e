import * as z from "zod";
import { browserLogin } from "../../../sandbox/oauth-consent-page.ts";
import { isLocalAddress, page } from "../../../sandbox/page.ts";
import type { SandboxRequest, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { findPerson } from "../../../sandbox/people.ts";
import { consentPage } from "./consent-page.ts";
import { isClient } from "../../../sandbox/clients.ts";
import { issueCode, issueToken, takeCode } from "./grants.ts";

const DOCS =
  "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/";

/** `GET` shows the question, `POST` is the answer; `sandbox_decision` and `sandbox_login` answer at once. */
export async function authorize(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  const query = request.url.searchParams;
  const clientId = query.get("client_id");
  if (clientId === null || clientId === "")
    return page(
      "Page not found",
      "<h1>404</h1><p>No application was named: <code>client_id</code> is missing.</p>",
      404,
    );
  const redirectUri = query.get("redirect_uri");
  if (redirectUri === null || !isLocalAddress(redirectUri)) {
    return page(
      "Be careful",
      "<h1>Be careful!</h1><p>The <code>redirect_uri</code> is not associated with this application (<code>redirect_uri_mismatch</code>).</p>",
      400,
    );
  }
  const challenge = query.get("code_challenge");
  if (challenge !== null && query.get("code_challenge_method") !== "S256") {
    return redirectTo(new URL(redirectUri), {
      error: "invalid_request",
      error_description: "The code_challenge_method must be S256.",
      state: query.get("state"),
    });
  }

  const form = request.method === "POST" ? new URLSearchParams(await request.text()) : null;
  const decision = form?.get("decision") ?? query.get("sandbox_decision");
  const login = form?.get("login") ?? query.get("sandbox_login") ?? query.get("login") ?? "ineshal";
  const person = findPerson(world.people, login);
  const scopes = (query.get("scope") ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
  if (decision === "deny") {
    return redirectTo(new URL(redirectUri), {
      error: "access_denied",
      error_description: "The user has denied your application access.",
      error_uri:
        "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied",
      state: query.get("state"),
    });
  }
  if (decision !== "approve" || !person) {
    return consentPage({
      clientId,
      scopes,
      redirectUri,
      people: world.people,
      login: person?.login ?? browserLogin(request),
    });
  }
  const code = await issueCode(
    world.state,
    { login: person.login, clientId, redirectUri, scopes, challenge },
    world.now,
  );
  return redirectTo(new URL(redirectUri), { code, state: query.get("state") });
}

const exchange = z.object({
  client_id: z.string().default(""),
  client_secret: z.string().default(""),
  code: z.string().default(""),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
});

/** GitHub tells of failures with status 200, and answers a form unless JSON is asked for. */
export async function exchangeCode(
  request: SandboxRequest,
  world: SandboxWorld,
): Promise<Response> {
  if (request.method !== "POST") return new Response("Not Found", { status: 404 });
  const answer = (fields: Readonly<Record<string, string>>): Response => {
    const isJson = (request.headers.get("accept") ?? "").includes("json");
    return new Response(isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString(), {
      headers: {
        "content-type": `application/${isJson ? "json" : "x-www-form-urlencoded"}; charset=utf-8`,
        "cache-control": "max-age=0, private, must-revalidate",
      },
    });
  };
  const fail = (error: string, description: string): Response =>
    answer({
      error,
      error_description: description,
      error_uri: `${DOCS}#${error.replaceAll("_", "-")}`,
    });

  const given = exchange.parse({ ...basicOf(request.headers), ...(await fieldsOf(request)) });
  if (!isClient(given.client_id, given.client_secret)) {
    return fail(
      "incorrect_client_credentials",
      "The client_id and/or client_secret passed are incorrect.",
    );
  }
  const code = await takeCode(world.state, given.code, world.now);
  const isProved =
    code !== null &&
    (code.challenge === null || code.challenge === (await challengeOf(given.code_verifier ?? "")));
  if (!code || !isProved || code.clientId !== given.client_id) {
    return fail("bad_verification_code", "The code passed is incorrect or expired.");
  }
  if (given.redirect_uri !== undefined && given.redirect_uri !== code.redirectUri) {
    return fail(
      "redirect_uri_mismatch",
      "The redirect_uri MUST match the registered callback URL for this application.",
    );
  }
  const { login, clientId, scopes } = code;
  const token = await issueToken(world.state, { login, clientId, scopes });
  return answer({ access_token: token, token_type: "bearer", scope: scopes.join(",") });
}

async function fieldsOf(request: SandboxRequest): Promise<Record<string, unknown>> {
  const text = await request.text();
  const isJson = (request.headers.get("content-type") ?? "").includes("json");
  const query = Object.fromEntries(request.url.searchParams);
  if (!isJson) return { ...query, ...Object.fromEntries(new URLSearchParams(text)) };
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(text));
  return { ...query, ...(parsed.success ? parsed.data : {}) };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The client's name and secret from a Basic header; nothing where there is none. */
export function basicOf(headers: Headers): { client_id?: string; client_secret?: string } {
  const encoded = /^basic (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (encoded === undefined) return {};
  const [id = "", ...secret] = atob(encoded).split(":");
  return { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret.join(":")) };
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

function redirectTo(address: URL, params: Readonly<Record<string, string | null>>): Response {
  for (const [name, value] of Object.entries(params))
    if (value !== null) address.searchParams.set(name, value);
  return new Response(null, {
    status: 302,
    headers: { location: address.toString(), "cache-control": "no-store" },
  });
}

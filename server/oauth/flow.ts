import * as z from "zod";
import type { ProblemCode } from "../../shared/problems.ts";
import type { OAuthClient } from "../config.ts";
import { OAuthError, PlatformError } from "../errors.ts";
import type { HttpResponse, PlatformHttp } from "../platforms/http.ts";
import type { OAuthDefinition } from "../platforms/platform.ts";
import { sha256, toBase64Url } from "./encoding.ts";

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Seconds from now; null for a token that does not expire. */
  readonly expiresIn: number | null;
  /** Seconds until the grant itself ends, refresh token and all; null where the answer does not tell. */
  readonly grantEndsIn: number | null;
  readonly scopes: readonly string[];
}

/** The consent page's address, before the seam. RFC 6749 section 4.1.1, RFC 7636. */
export async function authorizeUrl(
  definition: OAuthDefinition,
  request: {
    client: OAuthClient;
    redirectUri: string;
    state: string;
    verifier: string;
    scopes: readonly string[];
  },
): Promise<string> {
  const url = new URL(definition.authorizeUrl);
  const params: Record<string, string> = {
    ...definition.authorizeParams,
    response_type: "code",
    client_id: request.client.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(definition.scopeSeparator),
    state: request.state,
  };
  if (definition.pkce) {
    params["code_challenge"] = toBase64Url(await sha256(request.verifier));
    params["code_challenge_method"] = "S256";
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

/** Trades a code for tokens. Throws `OAuthError`. The body's `error` counts before the status: GitHub answers 200. */
export async function exchangeCode(
  http: PlatformHttp,
  definition: OAuthDefinition,
  request: { client: OAuthClient; redirectUri: string; code: string; verifier: string },
): Promise<TokenSet> {
  return await askForTokens(http, definition, request.client, {
    grant_type: "authorization_code",
    code: request.code,
    redirect_uri: request.redirectUri,
    ...(definition.pkce ? { code_verifier: request.verifier } : {}),
  });
}

/**
 * New tokens for a refresh token: RFC 6749 section 6. `refreshToken` is null where the old one stays
 * good. Throws `OAuthError`, whose `isAnswerLost` says whether new tokens may have been given.
 */
export async function refreshTokens(
  http: PlatformHttp,
  definition: OAuthDefinition,
  request: { client: OAuthClient; refreshToken: string },
): Promise<TokenSet> {
  return await askForTokens(http, definition, request.client, {
    grant_type: "refresh_token",
    refresh_token: request.refreshToken,
  });
}

/** A token may take half a minute to be made, and who gives up too soon loses it. */
const TOKEN_TIMEOUT_MS = 45_000;

async function askForTokens(
  http: PlatformHttp,
  definition: OAuthDefinition,
  client: OAuthClient,
  fields: Readonly<Record<string, string>>,
): Promise<TokenSet> {
  const isBasic = definition.clientAuth === "basic";
  const named = { client_id: client.clientId, client_secret: client.clientSecret };
  try {
    const response = await http.send({
      method: "POST",
      url: definition.tokenUrl,
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        ...(isBasic ? { authorization: basic(client) } : {}),
      },
      body: new URLSearchParams({ ...fields, ...(isBasic ? {} : named) }).toString(),
      accept: [400, 401, 403, 422],
      timeoutMs: TOKEN_TIMEOUT_MS,
    });
    return toTokenSet(response, definition);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const isLimit = error.kind === "rate_limited";
    const isAnswerLost = isLost(error);
    throw new OAuthError(isLimit ? "asked_to_wait" : "unavailable", { isAnswerLost, cause: error });
  }
}

const FAILED_ITSELF: readonly number[] = [500, 501, 503];

/**
 * A refusal gave nothing, and neither did a server that says it failed. No answer, half of one, or that
 * of a gateway which heard none says nothing of what the server behind it did.
 */
function isLost({ status, cause }: PlatformError): boolean {
  if (status !== null) return status < 300 || (status >= 500 && !FAILED_ITSELF.includes(status));
  // Cloudflare refuses what is beyond an invocation's limit before it is sent.
  return !(cause instanceof Error && /too many subrequests/i.test(cause.message));
}

function toTokenSet(response: HttpResponse, { tokenErrors, scopes }: OAuthDefinition): TokenSet {
  const { status } = response;
  const answer = readAnswer(response);
  if (answer.error !== undefined) {
    const own = Object.hasOwn(tokenErrors, answer.error) ? tokenErrors[answer.error] : undefined;
    throw new OAuthError(own ?? codeOf(answer.error, status));
  }
  if (status === 401) throw new OAuthError("wrong_client");
  if (answer.access_token === undefined) {
    throw new OAuthError("refused", { isAnswerLost: status < 300 });
  }
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token || null,
    expiresIn: answer.expires_in ?? null,
    grantEndsIn: answer.refresh_token_expires_in ?? null,
    // An answer that names none gives those that were asked for: RFC 6749 section 5.1.
    scopes: [answer.scope ?? scopes]
      .flat()
      .join(" ")
      .split(/[\s,]+/)
      .filter((scope) => scope !== ""),
  };
}

function readAnswer(response: HttpResponse): z.infer<typeof tokenAnswer> {
  try {
    return response.json(tokenAnswer);
  } catch (cause) {
    if (!(cause instanceof PlatformError)) throw cause;
    throw new OAuthError("unavailable", { isAnswerLost: response.status < 300, cause });
  }
}

/** What came of ending a grant. Who was not there to be told may be told later, not before `retryAt`. */
export type Revoked =
  | { readonly type: "ended" | "refused" }
  | { readonly type: "unavailable"; readonly retryAt: number | null };

/** Ends one token, or all that the person ever granted this client; ended only when the platform said so. */
export async function revoke(
  http: PlatformHttp,
  definition: OAuthDefinition,
  what: "token" | "grant",
  request: { client: OAuthClient; token: string },
): Promise<Revoked> {
  const endpoint = definition.revoke[what];
  if (endpoint === null) return { type: "refused" };
  const isJson = endpoint.body === "json";
  try {
    await http.send({
      method: endpoint.method,
      url: endpoint.url.replace("{client_id}", encodeURIComponent(request.client.clientId)),
      headers: {
        accept: "application/json",
        "content-type": `application/${isJson ? "json" : "x-www-form-urlencoded"}`,
        ...(endpoint.basic ? { authorization: basic(request.client) } : {}),
      },
      body: isJson
        ? JSON.stringify({ access_token: request.token })
        : new URLSearchParams({ token: request.token }).toString(),
    });
    return { type: "ended" };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const isRefused = error.kind !== "unavailable" && error.kind !== "rate_limited";
    return isRefused ? { type: "refused" } : { type: "unavailable", retryAt: error.retryAt };
  }
}

const seconds = z.coerce.number().nullish().catch(null);

const tokenAnswer = z.object({
  access_token: z.string().min(1).optional(),
  refresh_token: z.string().nullish(),
  // Tokens that may not be given again are not lost over what is told beside them.
  expires_in: seconds,
  /** Google for a grant with an end, and GitHub's apps. */
  refresh_token_expires_in: seconds,
  scope: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(null),
  error: z.union([z.string(), z.number()]).transform(String).optional(),
});

/** RFC 6749 section 5.2; a platform's own names are in its definition. Some give the status as the name. */
function codeOf(error: string, status: number): ProblemCode {
  switch (error) {
    case "invalid_grant":
      return "code_expired";
    case "invalid_client":
    case "unauthorized_client":
      return "wrong_client";
    case "temporarily_unavailable":
    case "server_error":
      return "unavailable";
    default:
      return status === 401 ? "wrong_client" : "refused";
  }
}

/** In UTF-8 (RFC 7617): whatever was typed can be sent, and the platform says whether it knows it. */
function basic(client: OAuthClient): string {
  const bytes = new TextEncoder().encode(`${client.clientId}:${client.clientSecret}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

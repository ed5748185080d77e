import * as z from "zod";
import type { ProblemCode } from "../../shared/problems.ts";
import type { OAuthClient } from "../config.ts";
import { OAuthError, PlatformError } from "../errors.ts";
import type { PlatformHttp } from "../platforms/http.ts";
import type { OAuthDefinition } from "../platforms/platform.ts";
import { sha256, toBase64Url } from "./encoding.ts";

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Seconds from now; null for a token that does not expire. */
  readonly expiresIn: number | null;
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
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: request.code,
    redirect_uri: request.redirectUri,
    ...(definition.pkce ? { code_verifier: request.verifier } : {}),
    ...(definition.clientAuth === "body"
      ? { client_id: request.client.clientId, client_secret: request.client.clientSecret }
      : {}),
  });
  try {
    const response = await http.send({
      method: "POST",
      url: definition.tokenUrl,
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        ...(definition.clientAuth === "basic" ? { authorization: basic(request.client) } : {}),
      },
      body: form.toString(),
      accept: [400, 401, 403, 422],
    });
    const answer = response.json(tokenAnswer);
    if (answer.error !== undefined) throw new OAuthError(codeOf(answer.error));
    if (answer.access_token === undefined) throw new OAuthError("refused");
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresIn: answer.expires_in ?? null,
      scopes: (answer.scope ?? "").split(/[\s,]+/).filter((scope) => scope !== ""),
    };
  } catch (error) {
    if (error instanceof OAuthError) throw error;
    if (error instanceof PlatformError) throw new OAuthError("unavailable", { cause: error });
    throw error;
  }
}

/** Ends one token, or all that the person ever granted this client. True only when the platform said so. */
export async function revoke(
  http: PlatformHttp,
  definition: OAuthDefinition,
  what: "token" | "grant",
  request: { client: OAuthClient; token: string },
): Promise<boolean> {
  const endpoint = definition.revoke[what];
  try {
    await http.send({
      method: endpoint.method,
      url: endpoint.url.replace("{client_id}", encodeURIComponent(request.client.clientId)),
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: basic(request.client),
      },
      body: JSON.stringify({ access_token: request.token }),
    });
    return true;
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  }
}

const tokenAnswer = z.object({
  access_token: z.string().min(1).optional(),
  refresh_token: z.string().nullish(),
  expires_in: z.coerce.number().nullish(),
  scope: z.string().nullish(),
  error: z.union([z.string(), z.number()]).transform(String).optional(),
});

/** RFC 6749 section 5.2, and GitHub's own names: docs.github.com, "Troubleshooting OAuth app access token request errors". */
function codeOf(error: string): ProblemCode {
  switch (error) {
    case "bad_verification_code":
    case "invalid_grant":
      return "code_expired";
    case "incorrect_client_credentials":
    case "invalid_client":
    case "unauthorized_client":
      return "wrong_client";
    case "redirect_uri_mismatch":
      return "redirect_mismatch";
    case "temporarily_unavailable":
    case "server_error":
      return "unavailable";
    default:
      return "refused";
  }
}

function basic(client: OAuthClient): string {
  return `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}`;
}

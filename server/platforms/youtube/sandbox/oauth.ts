import { createOAuthStandIn } from "../../../sandbox/oauth-stand-in.ts";
import type { OAuthStandIn, TokenAnswer } from "../../../sandbox/oauth-stand-in.ts";
import type { SandboxRequest, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";

/** Google's OAuth server. https://developers.google.com/identity/protocols/oauth2/web-server */

export const READ_SCOPES: readonly string[] = [
  "https://www.googleapis.com/auth/youtube.readonly",
  "https://www.googleapis.com/auth/youtube",
];

export function createGoogle(): OAuthStandIn {
  return createOAuthStandIn({
    platform: "youtube",
    siteName: "YouTube",
    pkce: "optional",
    clientAuth: "body",
    codeLifeMs: 10 * 60_000,
    tokenLifeMs: 3599_000,
    refresh: "kept",
    accessPrefix: "ya29.",
    refreshPrefix: "1//",
    scopeMeanings: {
      "https://www.googleapis.com/auth/youtube.readonly": "View your YouTube account",
      "https://www.googleapis.com/auth/youtube": "Manage your YouTube account",
    },
    // https://developers.google.com/identity/protocols/oauth2#expiration
    grantLifeMs: (world) => (isOn(world, "testing") ? 604_799_000 : null),
    // Only the first consent brings one, unless the question is asked again on purpose.
    givesRefresh: ({ query, isFirst }) =>
      query.get("access_type") === "offline" &&
      (isFirst || (query.get("prompt") ?? "").split(" ").includes("consent")),
  });
}

export async function answerToken(
  google: OAuthStandIn,
  request: SandboxRequest,
  world: SandboxWorld,
): Promise<Response> {
  if (request.method !== "POST") return json(404, {});
  const answer = await google.exchange(request, world);
  if (answer.type === "refused") return refusalOf(answer.reason);
  const isWithheld = isOn(world, "no_refresh_token");
  const { accessToken, refreshToken, expiresIn, refreshExpiresIn, scopes } = answer;
  return json(200, {
    access_token: accessToken,
    expires_in: expiresIn,
    ...(refreshToken === null || isWithheld ? {} : { refresh_token: refreshToken }),
    ...(refreshExpiresIn === null ? {} : { refresh_token_expires_in: refreshExpiresIn }),
    scope: scopes.join(" "),
    token_type: "Bearer",
  });
}

export async function answerRevoke(
  google: OAuthStandIn,
  request: SandboxRequest,
  world: SandboxWorld,
): Promise<Response> {
  if (request.method !== "POST") return json(404, {});
  if (await google.revoke(request, world)) return json(200, {});
  return json(400, { error: "invalid_token", error_description: "Token expired or revoked" });
}

type Reason = Extract<TokenAnswer, { type: "refused" }>["reason"];

const REFUSALS: Readonly<Record<Reason, readonly [status: number, error: string, text: string]>> = {
  client: [401, "invalid_client", "The OAuth client was not found."],
  code: [400, "invalid_grant", "Malformed auth code."],
  refresh: [400, "invalid_grant", "Token has been expired or revoked."],
  grant_type: [400, "unsupported_grant_type", "Invalid grant_type"],
  redirect: [400, "redirect_uri_mismatch", "Bad Request"],
  verifier: [400, "invalid_grant", "Invalid code verifier."],
};

export function refusalOf(reason: Reason): Response {
  const [status, error, text] = REFUSALS[reason];
  return json(status, { error, error_description: text });
}

function isOn({ faults }: SandboxWorld, name: string): boolean {
  return faults.some(({ platform, fault }) => platform === "youtube" && fault === name);
}

function json(status: number, body: unknown): Response {
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
      pragma: "no-cache",
    },
  });
}

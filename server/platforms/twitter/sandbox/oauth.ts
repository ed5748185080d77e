import { createOAuthStandIn } from "../../../sandbox/oauth-stand-in.ts";
import type { OAuthStandIn } from "../../../sandbox/oauth-stand-in.ts";
import type { SandboxRequest, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { HOUR, SECOND } from "../../../sandbox/times.ts";

/** https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
export function createOAuth(): OAuthStandIn {
  return createOAuthStandIn({
    platform: "twitter",
    siteName: "X",
    pkce: "required",
    clientAuth: "basic",
    codeLifeMs: 30 * SECOND,
    tokenLifeMs: 2 * HOUR,
    refresh: "rotating",
    accessPrefix: "eDF",
    refreshPrefix: "eDR",
    scopeMeanings: {
      "tweet.read": "All the posts you can view, including posts from protected accounts.",
      "users.read": "Any account you can view, including protected accounts.",
      "offline.access": "Stay connected to your account until you revoke access.",
    },
    givesRefresh: ({ scopes }) => scopes.includes("offline.access"),
  });
}

export async function exchange(
  oauth: OAuthStandIn,
  request: SandboxRequest,
  world: SandboxWorld,
): Promise<Response> {
  const answer = await oauth.exchange(request, world);
  if (answer.type === "ok") {
    const { accessToken, refreshToken, expiresIn, scopes } = answer;
    return json(200, {
      token_type: "bearer",
      expires_in: expiresIn,
      access_token: accessToken,
      scope: scopes.join(" "),
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    });
  }
  const refused = (status: number, error: string, description: string): Response =>
    json(status, { error, error_description: description });
  switch (answer.reason) {
    case "client":
      return refused(401, "unauthorized_client", "Missing valid authorization header");
    case "code":
      return refused(
        400,
        "invalid_request",
        "Value passed for the authorization code was invalid.",
      );
    case "refresh":
      return refused(400, "invalid_request", "Value passed for the token was invalid.");
    case "grant_type":
      return refused(400, "unsupported_grant_type", "The grant type is not supported.");
    case "redirect":
      return refused(
        400,
        "invalid_request",
        "Value passed for the redirect uri did not match the uri of the authorization code.",
      );
    case "verifier":
      return refused(400, "invalid_request", "Value passed for the code verifier was invalid.");
  }
}

/** Ending what is ended already succeeds too. */
export async function revoke(
  oauth: OAuthStandIn,
  request: SandboxRequest,
  world: SandboxWorld,
): Promise<Response> {
  await oauth.revoke(request, world);
  return json(200, { revoked: true });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json;charset=utf-8", "cache-control": "no-store" },
  });
}

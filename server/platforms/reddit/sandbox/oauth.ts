import { createOAuthStandIn } from "../../../sandbox/oauth-stand-in.ts";
import type { TokenAnswer } from "../../../sandbox/oauth-stand-in.ts";
import type { SandboxRequest, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { MINUTE } from "../../../sandbox/times.ts";
import { bareRefusal, html, json, refusal } from "./answers.ts";

const server = createOAuthStandIn({
  platform: "reddit",
  siteName: "Reddit",
  pkce: "none",
  clientAuth: "basic",
  codeLifeMs: 10 * MINUTE,
  tokenLifeMs: 60 * MINUTE,
  refresh: "kept",
  accessPrefix: "eyJhbGciOiJSUzI1NiIs",
  refreshPrefix: "7302867-",
  scopeMeanings: {
    identity: "Access my reddit username and signup date.",
    history: "Access my voting history and comments I've saved or hidden.",
    read: "Access posts and comments through my account.",
  },
  givesRefresh: ({ query }) => query.get("duration") === "permanent",
});

export const findGrant = server.find;

/** The way back ends in `#_`, as browsers know it. */
export async function authorize(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  const answer = await server.authorize(request, world);
  const location = answer.headers.get("location");
  if (location === null) return answer;
  return new Response(null, { status: 302, headers: { location: `${location}#_` } });
}

/** A bad code is answered with 200; a refresh brings the same refresh token once more. */
export async function exchange(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  if (request.method !== "POST") return refusal(404);
  const text = await request.text();
  const answer = await server.exchange({ ...request, text: async () => text }, world);
  if (answer.type === "refused") return refused(answer.reason);
  const refreshToken = answer.refreshToken ?? new URLSearchParams(text).get("refresh_token");
  return json({
    access_token: answer.accessToken,
    token_type: "bearer",
    expires_in: answer.expiresIn,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    scope: answer.scopes.join(" "),
  });
}

type Reason = Extract<TokenAnswer, { type: "refused" }>["reason"];

function refused(reason: Reason): Response {
  switch (reason) {
    case "client":
      return refusal(401, { "www-authenticate": 'Basic realm="reddit"' });
    case "refresh":
      return bareRefusal(400);
    case "grant_type":
      return json({ error: "unsupported_grant_type" });
    default:
      return json({ error: "invalid_grant" });
  }
}

/** Also a token that is not known is ended: there is nothing to tell. */
export async function revoke(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
  if (request.method !== "POST") return refusal(404);
  if (!(await isClient(request, world))) {
    return refusal(401, { "www-authenticate": 'Basic realm="reddit"' });
  }
  await server.revoke(request, world);
  return html("", 200);
}

/** The token endpoint knows who a client is; an exchange of nothing has no effect. */
async function isClient(request: SandboxRequest, world: SandboxWorld): Promise<boolean> {
  const answer = await server.exchange({ ...request, text: () => Promise.resolve("") }, world);
  return answer.type === "refused" && answer.reason !== "client";
}

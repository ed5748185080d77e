import type { Context } from "../../context.ts";
import { hashSecret } from "../../oauth/encoding.ts";
import { OAuthError } from "../../errors.ts";
import { authorizeUrl } from "../../oauth/flow.ts";
import type { Platform } from "../../platforms/platform.ts";
import { throughSeam } from "../../platforms/seam.ts";
import { findClient } from "../apps/find-client.ts";
import { insertOAuthState } from "../../store/oauth-states.ts";
import { oauthOf } from "./oauth-of.ts";

/** A way through a consent page and back: to connect an account, or to sign in with one. */
export interface ConsentRequest {
  readonly platform: Platform;
  readonly purpose: "connect" | "sign_in";
  /** Who asks; null while signing in. */
  readonly actor: { readonly userId: string; readonly sessionHash: string } | null;
  /** What the browser holds in its `__Host-` cookie while it is away. */
  readonly cookie: string;
  readonly includePrivate: boolean;
  readonly nextPath: string;
  readonly zone: string | null;
}

/** RFC 6749 section 10.12: a state lives ten minutes, and works once, in one browser and session. */
const STATE_LIFE_MS = 10 * 60_000;

/** Where to send the browser. Throws `OAuthError` when the platform has no client here. */
export async function beginConsent(ctx: Context, request: ConsentRequest): Promise<string> {
  const { platform, actor } = request;
  const oauth = oauthOf(platform);
  const app = await findClient(ctx, platform.id, actor?.userId ?? null);
  if (app === null) throw new OAuthError("not_configured");
  const state = ctx.newSecret();
  const verifier = ctx.newSecret();
  const stateHash = await hashSecret(state);
  await insertOAuthState(ctx.db, {
    stateHash,
    platform: platform.id,
    purpose: request.purpose,
    userId: actor?.userId ?? null,
    sessionHash: actor?.sessionHash ?? null,
    cookieHash: await hashSecret(request.cookie),
    verifierSealed: await ctx.vault.seal(verifier, verifierPlace(stateHash)),
    includePrivate: request.includePrivate,
    nextPath: request.nextPath,
    clientId: app.isOwn ? app.client.clientId : null,
    zone: request.zone,
    expiresAt: ctx.now() + STATE_LIFE_MS,
  });
  const url = await authorizeUrl(oauth, {
    client: app.client,
    redirectUri: redirectUriOf(ctx, platform),
    state,
    verifier,
    scopes: [
      ...oauth.scopes,
      ...(request.includePrivate ? (oauth.privateAccess?.scopes ?? []) : []),
    ],
  });
  return throughSeam(url, ctx.config.upstreamOrigin(platform.id));
}

export function redirectUriOf(ctx: Context, platform: Platform): string {
  return `${ctx.config.apiUrl}${ctx.config.basePath}/api/auth/${platform.id}/callback`;
}

export function verifierPlace(stateHash: string): { table: string; row: string; column: string } {
  return { table: "media_oauth_states", row: stateHash, column: "verifier_sealed" };
}

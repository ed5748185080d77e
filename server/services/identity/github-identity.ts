import type { Context } from "../../context.ts";
import { AppError, OAuthError } from "../../errors.ts";
import { hashSecret } from "../../oauth/encoding.ts";
import { revoke } from "../../oauth/flow.ts";
import type { Platform } from "../../platforms/platform.ts";
import { deleteSession, findSession, putSession } from "../../store/sessions.ts";
import { beginConsent } from "../consent/begin-consent.ts";
import { oauthOf } from "../consent/oauth-of.ts";
import type { Consent } from "../consent/end-consent.ts";
import { ensureUser } from "../users/ensure-user.ts";
import type { Identity } from "./identity.ts";

/** `__Host-`: this host only, over TLS only, from no subdomain. */
export const SESSION_COOKIE = "__Host-media_session";
export const SESSION_LIFE_MS = 30 * 24 * 3_600_000;

/** The platform people sign in with where devpad's cookie cannot reach. */
export const IDENTITY_PLATFORM = "github";

/** Signing in with GitHub, and a session of our own: a random token, kept as a hash. */
export const githubIdentity: Identity = {
  authenticate: async (ctx, credentials) => {
    const token = credentials.cookie(SESSION_COOKIE);
    if (token === null) return null;
    const sessionHash = await hashSecret(token);
    const session = await findSession(ctx.db, sessionHash, ctx.now());
    if (session === null || !isAdmitted(ctx, session.login)) return null;
    return { userId: session.userId, sessionHash, user: session.user };
  },
  startSignIn: async (ctx, request) =>
    await beginConsent(ctx, {
      platform: identityPlatform(ctx),
      purpose: "sign_in",
      actor: null,
      cookie: request.consentCookie,
      includePrivate: false,
      nextPath: request.nextPath,
      zone: request.zone,
    }),
  signOut: async (ctx, credentials) => {
    const token = credentials.cookie(SESSION_COOKIE);
    if (token !== null) await deleteSession(ctx.db, await hashSecret(token));
    return { redirect: `${ctx.config.frontendUrl}/`, cookies: [SESSION_COOKIE] };
  },
};

/**
 * Ends a sign-in: the list of admitted logins first, then the person, then a session, whose token is
 * returned for the cookie. The token GitHub gave has served its purpose and is revoked.
 */
export async function finishGithubSignIn(ctx: Context, consent: Consent): Promise<string> {
  const platform = identityPlatform(ctx);
  const client = ctx.config.oauthClient(platform.id);
  if (!("missing" in client)) {
    await revoke(ctx.http(platform, null), oauthOf(platform), "token", {
      client,
      token: consent.tokens.accessToken,
    });
  }
  const { account, request } = consent;
  if (!isAdmitted(ctx, account.handle)) {
    throw new OAuthError("not_allowed");
  }
  const userId = await ensureUser(ctx, {
    foreign: { from: "github", id: account.externalId },
    name: account.displayName ?? account.handle,
    email: account.email,
    zone: request.zone,
  });
  const token = ctx.newSecret();
  const now = ctx.now();
  await putSession(ctx.db, {
    tokenHash: await hashSecret(token),
    userId,
    login: account.handle,
    createdAt: now,
    expiresAt: now + SESSION_LIFE_MS,
  });
  return token;
}

/** Asked at every request: taking a login off the list ends its sessions. */
function isAdmitted(ctx: Context, login: string | null): boolean {
  return login !== null && ctx.config.allowedLogins.includes(login.toLowerCase());
}

function identityPlatform(ctx: Context): Platform {
  const platform = ctx.platforms.find((one) => one.id === IDENTITY_PLATFORM);
  if (!platform) throw new AppError("NOT_FOUND", "This server cannot sign people in with GitHub.");
  return platform;
}

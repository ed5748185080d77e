import type { ProblemCode } from "../../../shared/problems.ts";
import type { Context } from "../../context.ts";
import { OAuthError, PlatformError } from "../../errors.ts";
import { hashSecret } from "../../oauth/encoding.ts";
import { exchangeCode, revoke } from "../../oauth/flow.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { PlatformAccount } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { findOAuthState, takeOAuthState } from "../../store/oauth-states.ts";
import type { OAuthStateRow } from "../../store/oauth-states.ts";
import { findClientOf } from "../apps/find-client.ts";
import { redirectUriOf, verifierPlace } from "./begin-consent.ts";
import { oauthOf } from "./oauth-of.ts";

/** What the browser brought back. */
export interface ConsentAnswer {
  readonly platform: Platform;
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  readonly cookie: string | null;
  readonly sessionHash: string | null;
}

export interface Consent {
  readonly request: OAuthStateRow;
  readonly tokens: TokenSet;
  /** Read anew with the new token: the person may have switched accounts on the way. */
  readonly account: PlatformAccount;
}

/** Checks the state, trades the code, and asks who it is. Throws `OAuthError`. */
export async function endConsent(ctx: Context, answer: ConsentAnswer): Promise<Consent> {
  const request = await takeState(ctx, answer);
  try {
    const tokens = await trade(ctx, answer, request);
    if (request.purpose === "connect") await refuseTooLittle(ctx, answer.platform, request, tokens);
    const http = ctx.http(answer.platform, `Bearer ${tokens.accessToken}`);
    return { request, tokens, account: await answer.platform.identify(http, {}) };
  } catch (error) {
    if (error instanceof OAuthError) {
      throw new OAuthError(error.code, { purpose: request.purpose, cause: error });
    }
    if (error instanceof PlatformError) {
      throw new OAuthError(codeOf(error), { purpose: request.purpose, cause: error });
    }
    throw error;
  }
}

/**
 * A permission that is needed was left out: the token is of no use, and is ended. Never the grant: an
 * earlier connection may stand on it.
 */
async function refuseTooLittle(
  ctx: Context,
  platform: Platform,
  request: OAuthStateRow,
  tokens: TokenSet,
): Promise<void> {
  const oauth = oauthOf(platform);
  const has = (scope: string): boolean => tokens.scopes.includes(scope);
  if (oauth.requiredScopes.every((alternatives) => alternatives.some(has))) return;
  const client = await findClientOf(ctx, request);
  if (client !== null) {
    await revoke(ctx.http(platform, null), oauth, "token", { client, token: tokens.accessToken });
  }
  throw new OAuthError("scope_missing");
}

/** Why the new token does not lead to an account. */
function codeOf({ kind, status, told }: PlatformError): ProblemCode {
  // The app has no credit, or may not read: neither the person nor the account is at fault.
  if (status === 402 || (status === 403 && kind === "bad_response" && told !== null))
    return "app_refused";
  switch (kind) {
    case "not_found":
      return "nothing_there";
    case "forbidden":
      return "closed_account";
    case "rate_limited":
      return "asked_to_wait";
    default:
      return "unavailable";
  }
}

async function trade(
  ctx: Context,
  { platform, error, code }: ConsentAnswer,
  request: OAuthStateRow,
): Promise<TokenSet> {
  if (error !== null) throw new OAuthError(error === "access_denied" ? "denied" : "refused");
  if (code === null) throw new OAuthError("refused");
  const client = await findClientOf(ctx, request);
  if (client === null) throw new OAuthError("not_configured");
  return await exchangeCode(ctx.http(platform, null), oauthOf(platform), {
    client,
    redirectUri: redirectUriOf(ctx, platform),
    code,
    verifier: await ctx.vault.open(request.verifierSealed, verifierPlace(request.stateHash)),
  });
}

async function takeState(ctx: Context, answer: ConsentAnswer): Promise<OAuthStateRow> {
  if (answer.state === null) throw new OAuthError("state_unknown");
  const stateHash = await hashSecret(answer.state);
  const key = { stateHash, platform: answer.platform.id, now: ctx.now() };
  const cookieHash = await hashSecret(answer.cookie ?? "");
  const bound = await takeOAuthState(ctx.db, {
    ...key,
    cookieHash,
    sessionHash: answer.sessionHash,
  });
  // Somebody who is signed in may sign in again: such a state is bound to the browser alone.
  const row = bound ?? (await takeOAuthState(ctx.db, { ...key, cookieHash, sessionHash: null }));
  if (row !== null) return row;
  const standing = await findOAuthState(ctx.db, stateHash);
  throw new OAuthError(
    standing !== null && standing.expiresAt > ctx.now() ? "state_foreign" : "state_unknown",
  );
}

import type { Context } from "../../context.ts";
import { OAuthError } from "../../errors.ts";
import { revoke } from "../../oauth/flow.ts";
import type { OAuthDefinition, Platform } from "../../platforms/platform.ts";
import { findClientOf } from "../apps/find-client.ts";
import type { Consent } from "../consent/end-consent.ts";
import { oauthOf } from "../consent/oauth-of.ts";
import { keepGrant } from "./keep-grant.ts";

/** Keeps an account that a consent page granted, for the person who asked. */
export async function connectAccount(
  ctx: Context,
  platform: Platform,
  consent: Consent,
): Promise<{ id: string }> {
  const { account, request, tokens } = consent;
  if (request.userId === null) throw new OAuthError("state_unknown");
  const oauth = oauthOf(platform);
  if (!hasAll(oauth.requiredScopes, tokens.scopes)) {
    await endUnusable(ctx, platform, oauth, consent);
    throw new OAuthError("scope_missing");
  }
  const { privateAccess } = oauth;
  return await keepGrant(ctx, platform, {
    userId: request.userId,
    account,
    tokens,
    clientId: request.clientId,
    includePrivate:
      privateAccess === null ||
      (request.includePrivate && hasAll(privateAccess.scopes, tokens.scopes)),
  });
}

/** An answer without scopes means those that were asked for: RFC 6749 section 5.1. */
function hasAll(wanted: readonly string[], granted: readonly string[]): boolean {
  return granted.length === 0 || wanted.every((scope) => granted.includes(scope));
}

/** Without the permission that matters it would only lie around. */
async function endUnusable(
  ctx: Context,
  platform: Platform,
  oauth: OAuthDefinition,
  { request, tokens }: Consent,
): Promise<void> {
  const client = await findClientOf(ctx, request);
  if (client === null) return;
  const token = tokens.refreshToken ?? tokens.accessToken;
  await revoke(ctx.http(platform, null), oauth, "grant", { client, token });
}

import type { Context } from "../../context.ts";
import { OAuthError } from "../../errors.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { Consent } from "../consent/end-consent.ts";
import { oauthOf } from "../consent/oauth-of.ts";
import { bookIdentity } from "../limits/book-identity.ts";
import { keepGrant } from "./keep-grant.ts";

/** Keeps an account that a consent page granted, for the person who asked. */
export async function connectAccount(
  ctx: Context,
  platform: Platform,
  consent: Consent,
): Promise<{ id: string; isNew: boolean }> {
  const { account, request, tokens } = consent;
  if (request.userId === null) throw new OAuthError("state_unknown");
  const { privateAccess } = oauthOf(platform);
  const { userId, clientId } = request;
  const made = await keepGrant(ctx, platform, {
    userId,
    account,
    tokens,
    clientId,
    includePrivate:
      privateAccess === null ||
      (request.includePrivate &&
        privateAccess.scopes.every((scope) => tokens.scopes.includes(scope))),
  });
  await bookIdentity(ctx, platform, { id: made.id, userId, clientId });
  return made;
}

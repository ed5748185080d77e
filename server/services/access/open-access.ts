import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import type { PlatformHttp } from "../../platforms/http.ts";
import type { LimitTold } from "../../platforms/http-failure.ts";
import type { Platform } from "../../platforms/platform.ts";
import { LeaseLostError } from "../../store/commit-fenced.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { tokenPlace } from "./token.ts";
import { renewToken } from "./renew-token.ts";
import type { RenewableGrant } from "./renew-token.ts";
import { expired } from "./renewal-failure.ts";

/** The way to a connection's platform, with what opens it. */
export interface Access {
  readonly http: PlatformHttp;
  /** With a new token, where there is a way to get one that was not gone yet; else null. */
  renew(): Promise<Access | null>;
}

/** A token that lives for long is renewed so long before its end at the latest; see `token-times.ts`. */
const LATEST_IN_TIME_MS = 15 * 60_000;

/** Where a row does not say when its token is renewed. */
const RENEWED_EARLY_MS = 2 * 60_000;

/**
 * Opens a connection's access for one run. A token that can be renewed at will is renewed in good time.
 * One that works once is renewed only by `renew()`, after a 401 and never by the clock: that the
 * platform refused the old one shows that it is up, so no outage swallows the answer. Throws
 * `PlatformError` (`unauthorised` when the grant is over), `SealError`, `LeaseLostError`.
 */
export async function openAccess(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
  heard: (told: LimitTold) => void,
): Promise<Access> {
  const { connect } = platform;
  const { accessTokenSealed, refreshTokenSealed, tokenExpiresAt } = connection;
  const opened = (authorization: string | null): Access => ({
    http: ctx.http(platform, authorization, heard),
    renew: async () => null,
  });
  const open = (): Promise<string> =>
    ctx.vault.open(accessTokenSealed, tokenPlace(connection.id, "access_token_sealed"));
  if (connect.type === "input") return opened(accessTokenSealed === "" ? null : await open());

  const grant: RenewableGrant = { connection, platform, oauth: connect };
  if (refreshTokenSealed === null) {
    if (tokenExpiresAt !== null && tokenExpiresAt <= ctx.now()) throw expired(platform);
    return opened(`Bearer ${await open()}`);
  }
  const hasRunOut = tokenExpiresAt !== null && tokenExpiresAt <= ctx.now();
  // With a token that has run out nothing is asked, and for a new one not yet.
  if (hasRunOut) refuseEarly(ctx, grant);
  const renewed = isDue(ctx, grant) ? await renewInTime(ctx, grant) : null;
  if (typeof renewed === "string") return opened(`Bearer ${renewed}`);
  return {
    ...opened(`Bearer ${await open()}`),
    renew: async () => {
      if (renewed !== null) throw renewed;
      refuseEarly(ctx, grant);
      const token = await renewToken(ctx, grant);
      // Another run will have it in a moment; this one has nothing to ask with.
      if (token === null) throw new LeaseLostError();
      return opened(`Bearer ${token}`);
    },
  };
}

function isDue(ctx: Context, { connection, oauth }: RenewableGrant): boolean {
  const { tokenRenewAt, tokenExpiresAt } = connection;
  if (oauth.refresh !== "kept" || tokenExpiresAt === null) return false;
  return ctx.now() >= (tokenRenewAt ?? tokenExpiresAt - RENEWED_EARLY_MS);
}

/** Later than a token is renewed in time, only who gives it says when: he asked to wait. */
function refuseEarly(ctx: Context, { connection, platform, oauth }: RenewableGrant): void {
  const { tokenRenewAt, tokenExpiresAt } = connection;
  if (tokenRenewAt === null || tokenRenewAt <= ctx.now()) return;
  const isInTime = tokenExpiresAt !== null && tokenRenewAt <= tokenExpiresAt - LATEST_IN_TIME_MS;
  if (isInTime && oauth.refresh === "kept") return;
  throw new PlatformError("unavailable", "The token endpoint asked to wait.", {
    retryAt: tokenRenewAt,
    told: `${platform.name} asked us to wait before it renews our access. Your entries are safe; it goes on by itself then.`,
  });
}

/** Null where the old token still does and the new one is on its way; why it has to wait, where it does. */
async function renewInTime(
  ctx: Context,
  grant: RenewableGrant,
): Promise<string | PlatformError | null> {
  const isStillGood = (): boolean => (grant.connection.tokenExpiresAt ?? 0) > ctx.now();
  try {
    const token = await renewToken(ctx, grant);
    if (token === null && !isStillGood()) throw new LeaseLostError();
    return token;
  } catch (error) {
    const isForNow = error instanceof PlatformError && error.kind !== "unauthorised";
    if (!isForNow || !isStillGood()) throw error;
    ctx.log.warn("token.renewed_later", { connection: grant.connection.id, reason: error.message });
    return error;
  }
}

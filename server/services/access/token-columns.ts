import type { Context } from "../../context.ts";
import type { TokenSet } from "../../oauth/flow.ts";
import type { OAuthDefinition } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { toTokenTimes } from "./token-times.ts";
import type { TokenTimes } from "./token-times.ts";
import { tokenPlace } from "./token.ts";

/** New tokens as a connection's row keeps them; no refresh token among them leaves the one that stands. */
export async function toTokenColumns(
  ctx: Context,
  id: string,
  tokens: TokenSet,
  given: {
    refresh: OAuthDefinition["refresh"];
    /** The grant whose refresh token stays good where the answer brought no new one. */
    standing: Pick<ConnectionRow, "grantEndsAt"> | null;
  },
): Promise<
  TokenTimes &
    Pick<ConnectionRow, "accessTokenSealed" | "renewingSince" | "renewalLostAt"> &
    Partial<Pick<ConnectionRow, "refreshTokenSealed">>
> {
  const { accessToken, refreshToken } = tokens;
  const seal = (token: string, column: Parameters<typeof tokenPlace>[1]): Promise<string> =>
    ctx.vault.seal(token, tokenPlace(id, column));
  return {
    accessTokenSealed: accessToken === "" ? "" : await seal(accessToken, "access_token_sealed"),
    ...(refreshToken === null
      ? {}
      : { refreshTokenSealed: await seal(refreshToken, "refresh_token_sealed") }),
    ...toTokenTimes(tokens, { ...given, now: ctx.now(), random: ctx.random() }),
    renewingSince: null,
    renewalLostAt: null,
  };
}

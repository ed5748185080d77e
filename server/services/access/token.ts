import type { SealedPlace } from "../../oauth/vault.ts";

/** Where a connection's tokens are sealed: not to be opened from any other row or column. */
export function tokenPlace(
  connectionId: string,
  column: "access_token_sealed" | "refresh_token_sealed",
): SealedPlace {
  return { table: "media_accounts", row: connectionId, column };
}

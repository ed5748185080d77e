import type { Db } from "./db.ts";
import { clientScope } from "./rate-limits.ts";

/** A person's own app at a platform. */
export interface OwnClient {
  readonly userId: string;
  readonly platform: string;
  readonly clientId: string;
}

/**
 * Forgets what is known of an app's limits once nothing has to do with it: no app that anybody brought,
 * no connection of this person. Belongs behind what deletes the last of them, in one batch.
 */
export function forgetClient(
  db: Db,
  { userId, platform, clientId }: OwnClient,
): D1PreparedStatement {
  return db.$client
    .prepare(FORGET)
    .bind(clientScope(platform, clientId), userId, platform, clientId);
}

/** The apps that people brought are few, and are all read. */
const FORGET = `
  DELETE FROM media_rate_limits WHERE scope = ?1
    AND NOT EXISTS (SELECT 1 FROM media_platform_credentials c
      WHERE c.platform = ?3 AND c.client_id = ?4)
    AND NOT EXISTS (SELECT 1 FROM media_accounts a
      WHERE a.user_id = ?2 AND a.platform = ?3 AND a.client_id = ?4)`;

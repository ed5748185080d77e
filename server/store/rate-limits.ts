import * as z from "zod";
import type { Db } from "./db.ts";
import { parseStored } from "./stored-json.ts";

/** What stands of one limit; see the table. */
export interface RateLimit {
  readonly scope: string;
  readonly blockedUntil: number;
  readonly periodEndsAt: number | null;
  readonly used: number;
  readonly granted: number | null;
  readonly cap: number | null;
}

/** The scope of a connection alone. */
export function connectionScope(id: string): string {
  return `connection ${id}`;
}

/** The scope of all that share an app. */
export function clientScope(platform: string, clientId: string): string {
  return `${platform} ${clientId}`;
}

/** For `json_object`, of a row named `r`. */
export const LIMIT_FIELDS = `'scope', r.scope, 'blockedUntil', r.blocked_until,
  'periodEndsAt', r.period_ends_at, 'used', r.used, 'granted', r.granted, 'cap', r.cap`;

const limits = z.array(
  z.object({
    scope: z.string(),
    blockedUntil: z.number(),
    periodEndsAt: z.number().nullable(),
    used: z.number(),
    granted: z.number().nullable(),
    cap: z.number().nullable(),
  }),
);

/** Of rows that `LIMIT_FIELDS` made. */
export function parseLimits(text: string | null): RateLimit[] {
  return parseStored(limits, text) ?? [];
}

/** Two that were limited at once keep the later end. */
export async function putBlockedUntil(
  db: Db,
  scope: string,
  blockedUntil: number,
  now: number,
): Promise<void> {
  await db.$client
    .prepare(
      `INSERT INTO media_rate_limits (scope, blocked_until, updated_at) VALUES (?1, ?2, ?3)
       ON CONFLICT (scope) DO UPDATE SET
         blocked_until = max(blocked_until, excluded.blocked_until), updated_at = excluded.updated_at`,
    )
    .bind(scope, blockedUntil, now)
    .run();
}

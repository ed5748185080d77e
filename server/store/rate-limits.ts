import * as z from "zod";
import type { Holder } from "./connections.ts";
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

export async function listLimits(db: Db, scopes: readonly string[]): Promise<RateLimit[]> {
  const row = await db.$client
    .prepare(
      `SELECT json_group_array(json_object(${LIMIT_FIELDS})) AS limits FROM media_rate_limits r
       WHERE r.scope IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(scopes))
    .first<{ limits: string }>();
  return parseLimits(row?.limits ?? null);
}

/** What a run has to say of a limit. */
export interface UseOfLimit {
  readonly scope: string;
  readonly used: number;
  /** When the period that it was used in ends. */
  readonly endsAt: number;
  readonly granted: number | null;
  /** It is all that is used in the period, as the platform counts it; else it comes on top. */
  readonly isTold: boolean;
}

/**
 * Adds what a run used, or keeps what the platform told in all; nothing where the run has lost its
 * lease. An end that lies later than the one that stands begins a new period.
 */
export function bookUse(
  db: Db,
  { id, fence }: Holder,
  { scope, used, endsAt, granted, isTold }: UseOfLimit,
  now: number,
): D1PreparedStatement {
  return db.$client
    .prepare(isTold ? BOOK_TOLD : BOOK_ADDED)
    .bind(scope, endsAt, used, granted, now, id, fence);
}

/** Two answers name the end of one window a little apart: some tell it in whole seconds from now. */
const SAME_END_MS = 5000;

const bookIf = (condition: string): string => `
  INSERT INTO media_rate_limits AS r (scope, blocked_until, period_ends_at, used, granted, updated_at)
  SELECT ?1, 0, ?2, ?3, ?4, ?5 WHERE ${condition}
  ON CONFLICT (scope) DO UPDATE SET
    granted = coalesce(excluded.granted, r.granted), updated_at = excluded.updated_at,`;
const ADDED = `
    used = excluded.used + iif(r.period_ends_at > excluded.period_ends_at - ${SAME_END_MS}, r.used, 0),
    period_ends_at = max(coalesce(r.period_ends_at, 0), excluded.period_ends_at)`;
const HOLDS = "EXISTS (SELECT 1 FROM media_accounts WHERE id = ?6 AND fence = ?7)";
const BOOK_ADDED = bookIf(HOLDS) + ADDED;
/** A window that goes on now is the only one: an end that stands and lies elsewhere was a guess. */
const BOOK_TOLD = `${bookIf(HOLDS)}
    used = max(excluded.used,
      iif(abs(r.period_ends_at - excluded.period_ends_at) <= ${SAME_END_MS}, r.used, 0)),
    period_ends_at = excluded.period_ends_at`;

/** Who asked outside of any lease. */
export interface Asker {
  /** Null where no connection stands yet. */
  readonly id: string | null;
  readonly userId: string;
  readonly platform: string;
  /** The person's own app that was asked with; null for the server's. */
  readonly ownClientId: string | null;
}

/**
 * Adds what was used by whoever may write nothing else: what was asked was asked, whoever holds the
 * connection by now. What was disconnected, or an app that is gone, leaves nothing behind.
 */
export async function bookOutsideLease(
  db: Db,
  { id, userId, platform, ownClientId }: Asker,
  uses: readonly UseOfLimit[],
  now: number,
): Promise<void> {
  const statements = uses.map(({ scope, endsAt, used, granted }) => {
    const given = [scope, endsAt, used, granted, now];
    if (id !== null && scope === connectionScope(id)) {
      return db.$client.prepare(BOOK_OF_STANDING).bind(...given, id);
    }
    return ownClientId === null
      ? db.$client.prepare(BOOK_OF_SERVER).bind(...given)
      : db.$client.prepare(BOOK_OF_OWN_APP).bind(...given, platform, ownClientId, userId);
  });
  if (statements.length > 0) await db.$client.batch(statements);
}

const BOOK_OF_STANDING =
  bookIf("EXISTS (SELECT 1 FROM media_accounts WHERE id = ?6 AND status <> 'disconnecting')") +
  ADDED;
const BOOK_OF_SERVER = bookIf("true") + ADDED;
/** As long as `forgetClient` leaves its limits. */
const BOOK_OF_OWN_APP =
  bookIf(`EXISTS (SELECT 1 FROM media_platform_credentials c
      WHERE c.platform = ?6 AND c.client_id = ?7)
    OR EXISTS (SELECT 1 FROM media_accounts a
      WHERE a.user_id = ?8 AND a.platform = ?6 AND a.client_id = ?7)`) + ADDED;

/** What all that share a server's app used by now, and what the others among them may be about to. */
export interface SharedUse {
  readonly used: number;
  readonly periodEndsAt: number | null;
  /** Null where so much is left that nobody need ask. */
  readonly others: {
    /** What they used and have not booked yet. */
    readonly used: number;
    /** How many are held by a run right now. */
    readonly asking: number;
    /** This one goes before all of them. */
    readonly isFirst: boolean;
  } | null;
}

/**
 * Whoever asks this holds a lease already: of two runs at least one sees the other. Reads the platform's
 * connections only where more than `tightAbove` is used, and not where more than `stopAbove` is: then
 * nobody may ask, whatever the others do.
 */
export async function findSharedUse(
  db: Db,
  {
    scope,
    connection,
    now,
    tightAbove,
    stopAbove,
  }: {
    scope: string;
    connection: {
      readonly id: string;
      readonly platform: string;
      readonly clientId: string | null;
    };
    now: number;
    tightAbove: number;
    stopAbove: number;
  },
): Promise<SharedUse> {
  const { id, platform, clientId } = connection;
  const row = await db.$client
    .prepare(FIND_SHARED_USE)
    .bind(scope, now, tightAbove, platform, id, clientId, stopAbove)
    .first<{ used: number | null; ends: number | null; others: string | null }>();
  return {
    used: row?.used ?? 0,
    periodEndsAt: row?.ends ?? null,
    others: parseStored(others, row?.others ?? null),
  };
}

const others = z
  .object({ used: z.number(), asking: z.number(), before: z.number() })
  .transform(({ used, asking, before }) => ({ used, asking, isFirst: before === 0 }));

const FIND_SHARED_USE = `
  WITH standing AS (
    SELECT max(iif(period_ends_at > ?2, used, 0)) AS used, max(period_ends_at) AS ends
    FROM media_rate_limits WHERE scope = ?1)
  SELECT used, ends, iif(coalesce(used, 0) <= ?3 OR used > ?7, NULL, (
    SELECT json_object(
      'used', total(iif(unbooked ->> '$.client.endsAt' > ?2, unbooked ->> '$.client.used', 0)),
      'asking', total(lease_expires_at > ?2),
      'before', total(lease_expires_at > ?2 AND id < ?5))
    FROM media_accounts
    WHERE platform = ?4 AND id <> ?5 AND (client_id IS NULL OR client_id IS ?6))) AS others
  FROM standing`;

/** The owner's stop, null for none; a connection that was disconnected meanwhile leaves none behind. */
export async function putCap(db: Db, id: string, cap: number | null, now: number): Promise<void> {
  await db.$client
    .prepare(
      `INSERT INTO media_rate_limits (scope, blocked_until, cap, updated_at)
       SELECT ?1, 0, ?2, ?3 WHERE EXISTS (SELECT 1 FROM media_accounts WHERE id = ?4)
       ON CONFLICT (scope) DO UPDATE SET cap = excluded.cap, updated_at = excluded.updated_at`,
    )
    .bind(connectionScope(id), cap, now, id)
    .run();
}

/** The platform says that all it gives is used, until then; nothing where the run has lost its lease. */
export async function putUsedUp(
  db: Db,
  { id, fence }: Holder,
  { scope, granted, endsAt, now }: { scope: string; granted: number; endsAt: number; now: number },
): Promise<void> {
  await db.$client
    .prepare(
      `INSERT INTO media_rate_limits AS r (scope, blocked_until, period_ends_at, used, granted, updated_at)
       SELECT ?1, ?2, ?2, ?3, ?3, ?4
       WHERE EXISTS (SELECT 1 FROM media_accounts WHERE id = ?5 AND fence = ?6)
       ON CONFLICT (scope) DO UPDATE SET
         blocked_until = max(r.blocked_until, excluded.blocked_until), granted = excluded.granted,
         used = max(excluded.used, iif(r.period_ends_at >= excluded.period_ends_at, r.used, 0)),
         period_ends_at = max(coalesce(r.period_ends_at, 0), excluded.period_ends_at),
         updated_at = excluded.updated_at`,
    )
    .bind(scope, endsAt, granted, now, id, fence)
    .run();
}

/** Two that were limited at once keep the later end; nothing where the run has lost its lease. */
export async function putBlockedUntil(
  db: Db,
  { id, fence }: Holder,
  { scope, blockedUntil, now }: { scope: string; blockedUntil: number; now: number },
): Promise<void> {
  await db.$client
    .prepare(
      `INSERT INTO media_rate_limits (scope, blocked_until, updated_at)
       SELECT ?1, ?2, ?3
       WHERE EXISTS (SELECT 1 FROM media_accounts WHERE id = ?4 AND fence = ?5)
       ON CONFLICT (scope) DO UPDATE SET
         blocked_until = max(blocked_until, excluded.blocked_until), updated_at = excluded.updated_at`,
    )
    .bind(scope, blockedUntil, now, id, fence)
    .run();
}

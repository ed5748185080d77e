import * as z from "zod";
import type { ConnectionRow, Holder } from "./connections.ts";
import type { Db } from "./db.ts";
import { isOutageOf } from "./outage-key.ts";
import { parseStored } from "./stored-json.ts";

/** A platform, or a server of one, that does not answer, as those who met it told. */
export interface PlatformOutage {
  /** See `outage-key.ts`. */
  readonly key: string;
  /** Connections that were not answered, and how often each had failed before. */
  readonly suspects: Readonly<Record<string, number>>;
  readonly suspectedAt: number;
  /** Since when nobody asks it; null while it is not certain, and once it answers again. */
  readonly openedAt: number | null;
  /** While it is open, when one may ask; else when it answered again, null before the first time. */
  readonly probeAt: number | null;
  /** Probes that were not answered either. */
  readonly probes: number;
}

/** For `json_object`, of a row named `o`. */
export const OUTAGE_FIELDS = `'key', o.platform, 'suspects', json(o.suspects), 'suspectedAt', o.suspected_at,
  'openedAt', o.opened_at, 'probeAt', o.probe_at, 'probes', o.probes`;

const outage = z.object({
  key: z.string(),
  suspects: z.record(z.string(), z.number()),
  suspectedAt: z.number(),
  openedAt: z.number().nullable(),
  probeAt: z.number().nullable(),
  probes: z.number(),
});

/** Of a row that `OUTAGE_FIELDS` made. */
export function parseOutage(text: string | null): PlatformOutage | null {
  return parseStored(outage, text);
}

/** Of the run behind these two parameters. */
const holds = (id: number): string =>
  `EXISTS (SELECT 1 FROM media_accounts h WHERE h.id = ?${id} AND h.fence = ?${id + 1})`;

/** What is known of troubles there; null when nobody met any. */
export async function findOutage(db: Db, key: string): Promise<PlatformOutage | null> {
  const row = await db.$client
    .prepare(
      `SELECT json_object(${OUTAGE_FIELDS}) AS outage FROM media_platform_outages o WHERE o.platform = ?1`,
    )
    .bind(key)
    .first<{ outage: string }>();
  return parseOutage(row?.outage ?? null);
}

/**
 * Puts a connection among those that a platform did not answer; what is older than `since` is
 * forgotten, and once it is open nobody is added.
 */
export async function addSuspect(
  db: Db,
  key: string,
  suspect: Holder & Pick<ConnectionRow, "failures">,
  { now, since }: { now: number; since: number },
): Promise<PlatformOutage | null> {
  const row = await db.$client
    .prepare(ADD_SUSPECT)
    .bind(key, suspect.id, suspect.fence, suspect.failures, now, since)
    .first<{ outage: string }>();
  return parseOutage(row?.outage ?? null);
}

/** A patch lets what stands win: the first count is the one from before the outage. */
const ADD_SUSPECT = `
  INSERT INTO media_platform_outages AS o (platform, suspects, suspected_at)
  SELECT ?1, json_object(?2, ?4), ?5 WHERE ${holds(2)}
  ON CONFLICT (platform) DO UPDATE SET
    suspects = CASE WHEN o.opened_at IS NOT NULL THEN o.suspects
      WHEN o.suspected_at < ?6 THEN excluded.suspects
      ELSE json_patch(excluded.suspects, o.suspects) END,
    suspected_at = iif(o.opened_at IS NULL AND o.suspected_at < ?6, ?5, o.suspected_at)
  RETURNING json_object(${OUTAGE_FIELDS.replaceAll("o.", "")}) AS outage`;

/** It answered somebody. */
export async function clearSuspects(db: Db, key: string, { id, fence }: Holder): Promise<void> {
  await db.$client
    .prepare(
      `UPDATE media_platform_outages SET suspects = '{}', suspected_at = 0
       WHERE platform = ?1 AND opened_at IS NULL AND ${holds(2)}`,
    )
    .bind(key, id, fence)
    .run();
}

/**
 * Nobody asks the platform from now on, if it still has so many suspects; they are forgiven in the same
 * batch. `isOpen` whoever opened it, `isFirst` for the one who did.
 */
export async function openOutage(
  db: Db,
  key: string,
  { id, fence }: Holder,
  { now, probeAt, suspects }: { now: number; probeAt: number; suspects: number },
): Promise<{ isOpen: boolean; isFirst: boolean }> {
  const [opened, , standing] = await db.$client.batch<{ opened_at: number | null }>([
    db.$client.prepare(OPEN).bind(key, now, probeAt, suspects, id, fence),
    db.$client.prepare(FORGIVE).bind(key, id, fence),
    db.$client
      .prepare(`SELECT opened_at FROM media_platform_outages WHERE platform = ?1`)
      .bind(key),
  ]);
  return {
    isFirst: (opened?.results.length ?? 0) > 0,
    isOpen: (standing?.results[0]?.opened_at ?? null) !== null,
  };
}

const OPEN = `
  UPDATE media_platform_outages SET opened_at = ?2, probe_at = ?3, probes = 0
  WHERE platform = ?1 AND opened_at IS NULL
    AND (SELECT count(*) FROM json_each(suspects)) >= ?4 AND ${holds(5)}
  RETURNING opened_at`;

/** Those who met it first: it was not theirs. One whose run ends only now is reached at the next time. */
const FORGIVE = `
  UPDATE media_accounts SET failures = s.before
  FROM (SELECT j.key AS id, j.value AS before
    FROM media_platform_outages o, json_each(o.suspects) j
    WHERE o.platform = ?1 AND o.opened_at IS NOT NULL AND ${holds(2)}) s
  WHERE media_accounts.id = s.id AND problem_code = 'unavailable' AND failures > s.before`;

/** True for the one who may ask now; the next may at `nextAt`, should this one never come back. */
export async function claimProbe(
  db: Db,
  key: string,
  { id, fence }: Holder,
  { now, nextAt }: { now: number; nextAt: number },
): Promise<boolean> {
  const row = await db.$client
    .prepare(
      `UPDATE media_platform_outages SET probe_at = ?3
       WHERE platform = ?1 AND opened_at IS NOT NULL AND probe_at <= ?2 AND ${holds(4)}
       RETURNING platform`,
    )
    .bind(key, now, nextAt, id, fence)
    .first();
  return row !== null;
}

/** The probe was not answered either. */
export async function failProbe(
  db: Db,
  key: string,
  { id, fence }: Holder,
  probeAt: number,
): Promise<void> {
  await db.$client
    .prepare(
      `UPDATE media_platform_outages SET probe_at = ?2, probes = probes + 1
       WHERE platform = ?1 AND opened_at IS NOT NULL AND ${holds(3)}`,
    )
    .bind(key, probeAt, id, fence)
    .run();
}

/** It answers again, since now; who met it first is forgiven once more. */
export async function closeOutage(
  db: Db,
  key: string,
  { id, fence }: Holder,
  now: number,
): Promise<void> {
  await db.$client.batch([
    db.$client.prepare(FORGIVE).bind(key, id, fence),
    db.$client
      .prepare(
        `UPDATE media_platform_outages
         SET opened_at = NULL, probe_at = ?2, probes = 0, suspects = '{}', suspected_at = 0
         WHERE platform = ?1 AND opened_at IS NOT NULL AND ${holds(3)}`,
      )
      .bind(key, now, id, fence),
  ]);
}

/**
 * Puts off those of these connections of a platform that wait for what they ask: while it is open and no probe is due,
 * and those that stood in line when it answered again, for `returnMs` after that. Each has a delay of its
 * own. Answers whom it put off, and until when.
 */
export async function putOffWaiting(
  db: Db,
  platform: string,
  {
    delays,
    now,
    returnMs,
  }: { delays: readonly (readonly [id: string, ms: number])[]; now: number; returnMs: number },
): Promise<{ id: string; until: number }[]> {
  const { results } = await db.$client
    .prepare(PUT_OFF)
    .bind(platform, now, now - returnMs, JSON.stringify(delays))
    .all<{ id: string; until: number }>();
  return results;
}

/** The plus keeps it from reading all of a platform's connections: these are found by their ids. */
const PUT_OFF = `
  UPDATE media_accounts SET next_sync_at = max(?2, o.probe_at) + (j.value ->> 1)
  FROM media_platform_outages o, json_each(?4) j
  WHERE media_accounts.id = j.value ->> 0 AND +media_accounts.platform = ?1
    AND ${isOutageOf("media_accounts")}
    AND status IN ('active', 'needs_reconnect') AND next_sync_at <= ?2
    AND (lease_expires_at IS NULL OR lease_expires_at <= ?2)
    AND ((o.opened_at IS NOT NULL AND o.probe_at > ?2)
      OR (o.opened_at IS NULL AND o.probe_at > ?3 AND next_sync_at <= o.probe_at))
  RETURNING id, next_sync_at AS until`;

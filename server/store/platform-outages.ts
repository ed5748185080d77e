import * as z from "zod";
import type { Db } from "./db.ts";
import { parseStored } from "./stored-json.ts";

/** A platform that does not answer, as those who met it told. */
export interface PlatformOutage {
  /** Ids of the connections that were not answered. */
  readonly suspects: readonly string[];
  readonly suspectedAt: number;
  /** Since when nobody asks it; null while it is not certain. */
  readonly openedAt: number | null;
  /** When one may ask again. */
  readonly probeAt: number | null;
  /** Probes that were not answered either. */
  readonly probes: number;
}

/** For `json_object`, of a row named `o`. */
export const OUTAGE_FIELDS = `'suspects', json(o.suspects), 'suspectedAt', o.suspected_at,
  'openedAt', o.opened_at, 'probeAt', o.probe_at, 'probes', o.probes`;

const outage = z.object({
  suspects: z.array(z.string()),
  suspectedAt: z.number(),
  openedAt: z.number().nullable(),
  probeAt: z.number().nullable(),
  probes: z.number(),
});

/** Of a row that `OUTAGE_FIELDS` made. */
export function parseOutage(text: string | null): PlatformOutage | null {
  return parseStored(outage, text);
}

/** Puts a connection among those that a platform did not answer; what is older than `since` is forgotten. */
export async function addSuspect(
  db: Db,
  platform: string,
  { connectionId, now, since }: { connectionId: string; now: number; since: number },
): Promise<PlatformOutage | null> {
  const row = await db.$client
    .prepare(ADD_SUSPECT)
    .bind(platform, connectionId, now, since)
    .first<{ outage: string }>();
  return parseOutage(row?.outage ?? null);
}

const ADD_SUSPECT = `
  INSERT INTO media_platform_outages AS o (platform, suspects, suspected_at)
  VALUES (?1, json_array(?2), ?3)
  ON CONFLICT (platform) DO UPDATE SET
    suspects = CASE
      WHEN o.opened_at IS NULL AND o.suspected_at < ?4 THEN json_array(?2)
      WHEN EXISTS (SELECT 1 FROM json_each(o.suspects) WHERE value = ?2) THEN o.suspects
      ELSE json_insert(o.suspects, '$[#]', ?2) END,
    suspected_at = iif(o.opened_at IS NULL AND o.suspected_at < ?4, ?3, o.suspected_at)
  RETURNING json_object(${OUTAGE_FIELDS.replaceAll("o.", "")}) AS outage`;

/**
 * Nobody asks the platform from now on. True for the one who opened it; those who met it first are
 * forgiven in the same batch: it was not theirs.
 */
export async function openOutage(
  db: Db,
  platform: string,
  { now, probeAt }: { now: number; probeAt: number },
): Promise<boolean> {
  const [, opened] = await db.$client.batch<{ platform: string }>([
    db.$client
      .prepare(
        `UPDATE media_accounts SET failures = max(failures - 1, 0)
         WHERE problem_code = 'unavailable' AND failures > 0 AND id IN (
           SELECT s.value FROM media_platform_outages o, json_each(o.suspects) s
           WHERE o.platform = ?1 AND o.opened_at IS NULL)`,
      )
      .bind(platform),
    db.$client
      .prepare(
        `UPDATE media_platform_outages SET opened_at = ?2, probe_at = ?3, probes = 0
         WHERE platform = ?1 AND opened_at IS NULL RETURNING platform`,
      )
      .bind(platform, now, probeAt),
  ]);
  return (opened?.results.length ?? 0) > 0;
}

/** True for the one who may ask now; the next may at `nextAt`, should this one never come back. */
export async function claimProbe(
  db: Db,
  platform: string,
  { now, nextAt }: { now: number; nextAt: number },
): Promise<boolean> {
  const row = await db.$client
    .prepare(
      `UPDATE media_platform_outages SET probe_at = ?3
       WHERE platform = ?1 AND opened_at IS NOT NULL AND probe_at <= ?2 RETURNING platform`,
    )
    .bind(platform, now, nextAt)
    .first();
  return row !== null;
}

/** The probe was not answered either. */
export async function failProbe(db: Db, platform: string, probeAt: number): Promise<void> {
  await db.$client
    .prepare(
      `UPDATE media_platform_outages SET probe_at = ?2, probes = probes + 1 WHERE platform = ?1`,
    )
    .bind(platform, probeAt)
    .run();
}

/** It answers. */
export async function endOutage(db: Db, platform: string): Promise<void> {
  await db.$client
    .prepare(`DELETE FROM media_platform_outages WHERE platform = ?1`)
    .bind(platform)
    .run();
}

/** The platforms that nobody asks now, and since when. */
export async function listOutages(db: Db): Promise<{ platform: string; openedAt: number }[]> {
  const { results } = await db.$client
    .prepare(
      `SELECT platform, opened_at AS openedAt FROM media_platform_outages WHERE opened_at IS NOT NULL`,
    )
    .all<{ platform: string; openedAt: number }>();
  return results;
}

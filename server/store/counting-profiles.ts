import * as z from "zod";
import type { Db } from "./db.ts";
import { parseStored } from "./stored-json.ts";

/** A profile that somebody looked at before all of its counts were made. */
export interface CountingProfile {
  readonly userId: string;
  readonly profileId: string;
}

const NAME = "counting_profiles";
/** Beyond these nobody waits in line: whoever looks again is put there then. */
const MOST = 50;

/** Those that wait for a tick to go on, the longest waiting first. */
export async function listCountingProfiles(db: Db): Promise<CountingProfile[]> {
  const row = await db.$client
    .prepare("SELECT value FROM media_facts WHERE name = ?1")
    .bind(NAME)
    .first<{ value: string }>();
  const pairs = parseStored(z.array(z.tuple([z.string(), z.string()])), row?.value ?? null) ?? [];
  return pairs.map(([userId, profileId]) => ({ userId, profileId }));
}

/** Puts a profile at the end of the line, unless it stands there. */
export async function addCountingProfile(
  db: Db,
  { userId, profileId }: CountingProfile,
  now: number,
): Promise<void> {
  await db.$client.prepare(ADD).bind(NAME, userId, profileId, now).run();
}

export async function removeCountingProfile(db: Db, profileId: string): Promise<void> {
  await db.$client.prepare(REMOVE).bind(NAME, profileId).run();
}

const ADD = `
  INSERT INTO media_facts (name, value, updated_at) VALUES (?1, json_array(json_array(?2, ?3)), ?4)
  ON CONFLICT (name) DO UPDATE SET value = json_insert(value, '$[#]', json_array(?2, ?3)), updated_at = ?4
  WHERE json_array_length(value) < ${MOST}
    AND NOT EXISTS (SELECT 1 FROM json_each(media_facts.value) j WHERE j.value ->> 1 = ?3)`;

const REMOVE = `
  UPDATE media_facts SET value = (SELECT json_group_array(json(j.value))
    FROM json_each(media_facts.value) j WHERE j.value ->> 1 <> ?2)
  WHERE name = ?1`;

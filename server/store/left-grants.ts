import * as z from "zod";
import type { ConnectionRow } from "./connections.ts";
import type { Db } from "./db.ts";
import { parseStored } from "./stored-json.ts";

/** What a connection was given at its platform, and whose it is. */
export type Grant = Pick<
  ConnectionRow,
  | "id"
  | "userId"
  | "platform"
  | "externalId"
  | "clientId"
  | "accessTokenSealed"
  | "refreshTokenSealed"
>;

/** The grant of a connection that is gone, or going: its platform was not there to be told. */
export interface LeftGrant extends Grant {
  /** When it was first to be ended; epoch milliseconds. */
  readonly since: number;
  /** When that is tried next. */
  readonly triedAt: number;
}

const leftGrant = z.object({
  id: z.string(),
  userId: z.string(),
  platform: z.string(),
  externalId: z.string(),
  clientId: z.string().nullable(),
  accessTokenSealed: z.string(),
  refreshTokenSealed: z.string().nullable(),
  since: z.number(),
  triedAt: z.number(),
});

const PREFIX = "grant ";
/** A range of the names, and nothing but a look at it where none is left. */
const IS_LEFT = `name > '${PREFIX}' AND name < '${PREFIX.trimEnd()}!'`;

/** Takes the tokens out of the row of a connection, which can go then, and keeps them to be ended later. */
export async function leaveGrant(db: Db, grant: LeftGrant): Promise<void> {
  await db.$client.batch([putLeft(db, grant), db.$client.prepare(DROP_TOKENS).bind(grant.id)]);
}

const DROP_TOKENS = `
  UPDATE media_accounts SET access_token_sealed = '', refresh_token_sealed = NULL
  WHERE id = ?1 AND status = 'disconnecting'`;

/** It is tried again then. */
export async function putOffLeftGrant(db: Db, grant: LeftGrant): Promise<void> {
  await putLeft(db, grant).run();
}

function putLeft(db: Db, grant: LeftGrant): D1PreparedStatement {
  const value = JSON.stringify(leftGrant.parse(grant));
  return db.$client.prepare(PUT_LEFT).bind(`${PREFIX}${grant.id}`, value, grant.triedAt);
}

const PUT_LEFT = `
  INSERT INTO media_facts (name, value, updated_at) VALUES (?1, ?2, ?3)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`;

/** Those that are to be tried by then, longest waiting first. */
export async function listLeftGrants(db: Db, now: number, limit: number): Promise<LeftGrant[]> {
  const { results } = await db.$client.prepare(LIST_LEFT).bind(now, limit).all<{ value: string }>();
  return results.flatMap(({ value }) => parseStored(leftGrant, value) ?? []);
}

const LIST_LEFT = `
  SELECT value FROM media_facts WHERE ${IS_LEFT} AND updated_at <= ?1
  ORDER BY updated_at LIMIT ?2`;

export async function dropLeftGrant(db: Db, id: string): Promise<void> {
  await db.$client.prepare("DELETE FROM media_facts WHERE name = ?1").bind(`${PREFIX}${id}`).run();
}

/** SQL: one of a person is left that only an app of his own can end; `user` is a parameter. */
export function hasLeftToOwnApp(user: string): string {
  return `EXISTS (SELECT 1 FROM media_facts WHERE ${IS_LEFT}
    AND value ->> '$.userId' = ${user} AND value ->> '$.clientId' IS NOT NULL)`;
}

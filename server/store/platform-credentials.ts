import { and, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
import { forgetClient } from "./forget-client.ts";
import { platformCredentials } from "./schema/index.ts";

export type PlatformCredentialsRow = typeof platformCredentials.$inferSelect;

export async function findPlatformCredentials(
  db: Db,
  userId: string,
  platform: string,
): Promise<PlatformCredentialsRow | null> {
  return (await db.select().from(platformCredentials).where(of(userId, platform)).get()) ?? null;
}

export async function listPlatformCredentials(
  db: Db,
  userId: string,
): Promise<PlatformCredentialsRow[]> {
  return await db.select().from(platformCredentials).where(eq(platformCredentials.userId, userId));
}

/** In place of the app that was there before. */
export async function putPlatformCredentials(db: Db, row: PlatformCredentialsRow): Promise<void> {
  const { userId, platform, clientId, clientSecretSealed, updatedAt } = row;
  const before = await findPlatformCredentials(db, userId, platform);
  const { sql, params } = db
    .insert(platformCredentials)
    .values(row)
    .onConflictDoUpdate({
      target: [platformCredentials.userId, platformCredentials.platform],
      set: { clientId, clientSecretSealed, updatedAt },
    })
    .toSQL();
  await db.$client.batch([
    db.$client.prepare(sql).bind(...params),
    ...(before === null ? [] : [forgetClient(db, before)]),
  ]);
}

export async function deletePlatformCredentials(
  db: Db,
  userId: string,
  platform: string,
): Promise<void> {
  const before = await findPlatformCredentials(db, userId, platform);
  if (before === null) return;
  await db.$client.batch([
    db.$client
      .prepare("DELETE FROM media_platform_credentials WHERE user_id = ?1 AND platform = ?2")
      .bind(userId, platform),
    forgetClient(db, before),
  ]);
}

function of(userId: string, platform: string) {
  return and(eq(platformCredentials.userId, userId), eq(platformCredentials.platform, platform));
}

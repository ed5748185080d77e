import { and, eq } from "drizzle-orm";
import type { Db } from "./db.ts";
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

export async function putPlatformCredentials(db: Db, row: PlatformCredentialsRow): Promise<void> {
  const { clientId, clientSecretSealed, updatedAt } = row;
  await db
    .insert(platformCredentials)
    .values(row)
    .onConflictDoUpdate({
      target: [platformCredentials.userId, platformCredentials.platform],
      set: { clientId, clientSecretSealed, updatedAt },
    });
}

export async function deletePlatformCredentials(
  db: Db,
  userId: string,
  platform: string,
): Promise<void> {
  await db.delete(platformCredentials).where(of(userId, platform));
}

function of(userId: string, platform: string) {
  return and(eq(platformCredentials.userId, userId), eq(platformCredentials.platform, platform));
}

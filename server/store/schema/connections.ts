import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/**
 * One person's link to one account on a platform: who, what it may do, how far it has read, who
 * holds it now, and when it is due. `nextSyncAt` is null while it is not to be synced.
 */
export const accounts = sqliteTable(
  "media_accounts",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    platform: text("platform").notNull(),
    externalId: text("external_id").notNull(),
    handle: text("handle").notNull(),
    displayName: text("display_name"),
    url: text("url"),
    email: text("email"),
    status: text("status", {
      enum: ["active", "paused", "needs_reconnect", "disconnecting"],
    }).notNull(),
    includePrivate: integer("include_private", { mode: "boolean" }).notNull(),
    scopes: text("scopes").notNull(),
    /** The person's own app that gave the grant; null for the server's, or where there is no app. */
    clientId: text("client_id"),
    /** Empty where nothing secret is needed: a public handle or address. */
    accessTokenSealed: text("access_token_sealed").notNull(),
    refreshTokenSealed: text("refresh_token_sealed"),
    tokenExpiresAt: integer("token_expires_at"),
    /** Since when new tokens are being asked for; null while nobody does. */
    renewingSince: integer("renewing_since"),
    cursor: text("cursor"),
    isComplete: integer("is_complete", { mode: "boolean" }).notNull().default(false),
    progress: text("progress"),
    itemCount: integer("item_count").notNull().default(0),
    oldestItemAt: integer("oldest_item_at"),
    leaseOwner: text("lease_owner"),
    leaseExpiresAt: integer("lease_expires_at"),
    fence: integer("fence").notNull().default(0),
    nextSyncAt: integer("next_sync_at"),
    lastCheckedAt: integer("last_checked_at"),
    lastSuccessAt: integer("last_success_at"),
    failures: integer("failures").notNull().default(0),
    problemCode: text("problem_code"),
    problemMessage: text("problem_message"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("media_accounts_identity").on(t.userId, t.platform, t.externalId),
    index("media_accounts_foreign").on(t.platform, t.externalId),
    index("media_accounts_due")
      .on(t.nextSyncAt)
      .where(sql`next_sync_at is not null`),
    index("media_accounts_disconnecting")
      .on(t.status)
      .where(sql`status = 'disconnecting'`),
  ],
);

/** One attempt to sync; idle checks of an hour share a row, `checks` counts them. */
export const syncRuns = sqliteTable(
  "media_sync_runs",
  {
    connectionId: text("connection_id").notNull(),
    id: text("id").notNull(),
    trigger: text("trigger", { enum: ["cron", "person", "connect"] }).notNull(),
    outcome: text("outcome", {
      enum: ["synced", "unchanged", "rate_limited", "needs_reconnect", "failed"],
    }).notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at").notNull(),
    checks: integer("checks").notNull(),
    itemsNew: integer("items_new").notNull(),
    itemsChanged: integer("items_changed").notNull(),
    requests: integer("requests").notNull(),
    rowsRead: integer("rows_read").notNull(),
    rowsWritten: integer("rows_written").notNull(),
    r2Ops: integer("r2_ops").notNull(),
    /** JSON: what it cost by the platform's own measure. */
    usage: text("usage").notNull().default("{}"),
    message: text("message"),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.id] })],
);

/** A raw answer kept in R2 under its content hash. */
export const corpusSnapshots = sqliteTable(
  "media_corpus_snapshots",
  {
    connectionId: text("connection_id").notNull(),
    contentHash: text("content_hash").notNull(),
    platform: text("platform").notNull(),
    endpoint: text("endpoint").notNull(),
    url: text("url").notNull(),
    /** JSON: what its mapper must know besides. */
    context: text("context"),
    bytes: integer("bytes").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.contentHash] })],
);

/** A person's choices for one connection, by the platform's own schema. */
export const accountSettings = sqliteTable("media_account_settings", {
  connectionId: text("connection_id").primaryKey(),
  /** JSON. */
  choices: text("choices").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** Until when a limit that several connections share is used up: `reddit <client id>`. */
export const rateLimits = sqliteTable("media_rate_limits", {
  scope: text("scope").primaryKey(),
  blockedUntil: integer("blocked_until").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

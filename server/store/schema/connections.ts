import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  real,
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
    /** When a token that can be renewed at will is; null for one that is renewed only when refused. */
    tokenRenewAt: integer("token_renew_at"),
    /** When the whole grant ends, where that is known from the start. */
    grantEndsAt: integer("grant_ends_at"),
    /** Since when new tokens are being asked for, its fraction by whom; null while nobody does. */
    renewingSince: integer("renewing_since"),
    /** When an answer that should have brought new tokens was lost; null while none is missing. */
    renewalLostAt: integer("renewal_lost_at"),
    /** Since when the platform refuses the token, and nothing else; null while it takes it. */
    refusedSince: integer("refused_since"),
    cursor: text("cursor"),
    isComplete: integer("is_complete", { mode: "boolean" }).notNull().default(false),
    progress: text("progress"),
    itemCount: integer("item_count").notNull().default(0),
    oldestItemAt: integer("oldest_item_at"),
    /** Since when all that the platform gives is held; null while nobody can say. */
    completeSince: integer("complete_since"),
    /** Why it goes no further back, in a sentence; null where it does, or there is nothing more. */
    historyLimit: text("history_limit"),
    /** When it last brought something new: a connection that does is looked at more often. */
    activeAt: integer("active_at"),
    leaseOwner: text("lease_owner"),
    leaseExpiresAt: integer("lease_expires_at"),
    fence: integer("fence").notNull().default(0),
    nextSyncAt: integer("next_sync_at"),
    lastCheckedAt: integer("last_checked_at"),
    lastSuccessAt: integer("last_success_at"),
    failures: integer("failures").notNull().default(0),
    problemCode: text("problem_code"),
    problemMessage: text("problem_message"),
    /** JSON: this hour's checks that found nothing, until the hour is over and they become a run. */
    idleChecks: text("idle_checks"),
    /** JSON: what checks cost and is not yet booked in `media_rate_limits`. */
    unbooked: text("unbooked").notNull().default("{}"),
    /** The answer that was kept last. */
    lastSnapshot: text("last_snapshot"),
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
    /** The order in which answers came; one that comes again is the latest again. */
    seq: integer("seq").notNull().default(0),
    /** When it came; the last time, where it came again. */
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.contentHash] }),
    index("media_corpus_snapshots_order").on(t.connectionId, t.seq),
  ],
);

/** Which kept answer came after which: the page before it, or the check before. */
export const corpusParents = sqliteTable(
  "media_corpus_parents",
  {
    connectionId: text("connection_id").notNull(),
    contentHash: text("content_hash").notNull(),
    parentHash: text("parent_hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.contentHash, t.parentHash] })],
);

/** A person's choices for one connection, by the platform's own schema. */
export const accountSettings = sqliteTable("media_account_settings", {
  connectionId: text("connection_id").primaryKey(),
  /** JSON. */
  choices: text("choices").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/**
 * What a platform allows, what was used of it, and what its owner lets be used: `reddit <client id>`
 * for what all connections of an app share, `connection <id>` for one alone, `queue` for our own.
 */
export const rateLimits = sqliteTable("media_rate_limits", {
  scope: text("scope").primaryKey(),
  /** Not to be asked before; epoch milliseconds. */
  blockedUntil: integer("blocked_until").notNull(),
  /** When `used` begins anew; null where nothing is counted. */
  periodEndsAt: integer("period_ends_at"),
  /** In the period, by the platform's meter. */
  used: real("used").notNull().default(0),
  /** What the platform allows in a period, as it says itself, or as is known. */
  granted: real("granted"),
  /** What the owner lets be used in a period; null for all that is granted. */
  cap: real("cap"),
  updatedAt: integer("updated_at").notNull(),
});

/**
 * A platform that does not answer, or one of its servers. Who met it are suspects; once they are many,
 * it is open: nobody asks before `probeAt`, and then one alone. Once it is closed, `probeAt` is when it
 * answered again.
 */
export const platformOutages = sqliteTable("media_platform_outages", {
  /** Its id, and behind a space the server that it is; see `store/outage-key.ts`. */
  platform: text("platform").primaryKey(),
  /** JSON: connection ids, and how often each had failed before. */
  suspects: text("suspects").notNull(),
  suspectedAt: integer("suspected_at").notNull(),
  openedAt: integer("opened_at"),
  probeAt: integer("probe_at"),
  /** That were not answered either. */
  probes: integer("probes").notNull().default(0),
});

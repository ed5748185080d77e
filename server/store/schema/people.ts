import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** A person, known by where he signs in. `zone` is null until he, or his browser, has said it. */
export const users = sqliteTable(
  "media_users",
  {
    id: text("id").primaryKey(),
    devpadId: text("devpad_id"),
    githubId: text("github_id"),
    name: text("name").notNull(),
    email: text("email"),
    handle: text("handle").notNull(),
    zone: text("zone"),
    /** When all that is his is erased, as he asked; null while he has not. */
    eraseAt: integer("erase_at"),
    /** The zone that new items are counted in; null before anything was counted. */
    countedZone: text("counted_zone"),
    /** Items below this key are still to be counted in it; null when all are. */
    countKey: integer("count_key").default(Number.MAX_SAFE_INTEGER),
    /** Items below this key are still to be put into the full-text index; null when all are. */
    searchKey: integer("search_key").default(Number.MAX_SAFE_INTEGER),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    index("media_users_erase")
      .on(t.eraseAt)
      .where(sql`erase_at is not null`),
    index("media_users_counting")
      .on(t.id)
      .where(sql`count_key is not null`),
    index("media_users_indexing")
      .on(t.searchKey)
      .where(sql`search_key is not null`),
    uniqueIndex("media_users_devpad")
      .on(t.devpadId)
      .where(sql`devpad_id is not null`),
    uniqueIndex("media_users_github")
      .on(t.githubId)
      .where(sql`github_id is not null`),
    uniqueIndex("media_users_handle").on(t.handle),
  ],
);

/** A credential that was checked, by its hash: our own sessions, and devpad's answers for a minute. */
export const sessions = sqliteTable(
  "media_sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    userId: text("user_id").notNull(),
    /** The login that signed in, where a list of admitted logins decides. */
    login: text("login"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("media_sessions_expiry").on(t.expiresAt)],
);

/** A round trip to a consent page, for ten minutes and one use. Everything in it that is secret is hashed or sealed. */
export const oauthStates = sqliteTable(
  "media_oauth_states",
  {
    stateHash: text("state_hash").primaryKey(),
    platform: text("platform").notNull(),
    purpose: text("purpose", { enum: ["connect", "sign_in"] }).notNull(),
    userId: text("user_id"),
    sessionHash: text("session_hash"),
    cookieHash: text("cookie_hash").notNull(),
    verifierSealed: text("verifier_sealed").notNull(),
    includePrivate: integer("include_private", { mode: "boolean" }).notNull(),
    nextPath: text("next_path").notNull(),
    /** The person's own app that the way was begun with; null for the server's. */
    clientId: text("client_id"),
    zone: text("zone"),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("media_oauth_states_expiry").on(t.expiresAt)],
);

/** A client of a person's own at a platform; the secret is sealed. */
export const platformCredentials = sqliteTable(
  "media_platform_credentials",
  {
    userId: text("user_id").notNull(),
    platform: text("platform").notNull(),
    clientId: text("client_id").notNull(),
    clientSecretSealed: text("client_secret_sealed").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.platform] })],
);

/** A named view over a person's connections; what it leaves out stands in `media_profile_filters`. */
export const profiles = sqliteTable(
  "media_profiles",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    isDefault: integer("is_default", { mode: "boolean" }).notNull(),
    visibility: text("visibility", { enum: ["private", "unlisted", "public"] })
      .notNull()
      .default("private"),
    /** IANA; null for its owner's. */
    zone: text("zone"),
    theme: text("theme", { enum: ["system", "light", "dark"] })
      .notNull()
      .default("system"),
    /** JSON: ids of the connections that it shows; null for all, those to come among them. */
    connections: text("connections"),
    /** What is private at its source counts for its day, and is not shown. */
    countsPrivate: integer("counts_private", { mode: "boolean" }).notNull().default(false),
    /** Of the secret in an unlisted profile's address; null where there is none. */
    linkHash: text("link_hash"),
    /** The same secret, sealed, for its owner to read again. */
    linkSealed: text("link_sealed"),
    linkExpiresAt: integer("link_expires_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("media_profiles_slug").on(t.userId, t.slug),
    uniqueIndex("media_profiles_default")
      .on(t.userId)
      .where(sql`is_default = 1`),
  ],
);

/**
 * What a profile takes or leaves, a term a row: those of one field that include are alternatives, the
 * fields must all fit, and whatever is excluded is out.
 */
export const profileFilters = sqliteTable(
  "media_profile_filters",
  {
    profileId: text("profile_id").notNull(),
    seq: integer("seq").notNull(),
    /** Null for what holds for all of its connections. */
    connectionId: text("connection_id"),
    field: text("field").notNull(),
    value: text("value").notNull(),
    isExcluded: integer("is_excluded", { mode: "boolean" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.seq] })],
);

/** Facts about this instance by name: when the last tick ran, and grants that are left to be ended. */
export const facts = sqliteTable("media_facts", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * How many items are shown, per day of the owner's zone; triggers on `media_items` keep it. What is hidden,
 * or stands inside what is hidden, is not counted. A cell stays when its last item leaves it.
 */
export const activity = sqliteTable(
  "media_activity",
  {
    userId: text("user_id").notNull(),
    /** Days since 1970. */
    day: integer("day").notNull(),
    connectionId: text("connection_id").notNull(),
    kind: text("kind").notNull(),
    isPrivate: integer("is_private", { mode: "boolean" }).notNull(),
    items: integer("items").notNull(),
    /** JSON: 24 counts, by the hour of the day. */
    hours: text("hours").notNull(),
    /** Grows with every change of an item of the cell: who counted at the same version counted the same. */
    version: integer("version").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.day, t.connectionId, t.kind, t.isPrivate] })],
);

/** The same per month and place; an empty place for what has none, so that it sums up months, too. */
export const placeActivity = sqliteTable(
  "media_place_activity",
  {
    userId: text("user_id").notNull(),
    /** Months since January 1970. */
    month: integer("month").notNull(),
    connectionId: text("connection_id").notNull(),
    place: text("place").notNull(),
    kind: text("kind").notNull(),
    isPrivate: integer("is_private", { mode: "boolean" }).notNull(),
    items: integer("items").notNull(),
    /** JSON: 31 counts by the day of the month, then 24 by the hour of the day. */
    spread: text("spread").notNull(),
    version: integer("version").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.month, t.connectionId, t.place, t.kind, t.isPrivate] }),
  ],
);

/** The offsets of a zone from UTC, each from an instant on; `since` of the first is before all others. */
export const zoneOffsets = sqliteTable(
  "media_zone_offsets",
  {
    zone: text("zone").notNull(),
    since: integer("since").notNull(),
    offsetMs: integer("offset_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.zone, t.since] })],
);

/** Counts of a profile whose filter, or zone, `media_activity` cannot tell apart; one row per month. */
export const profileCounts = sqliteTable(
  "media_profile_counts",
  {
    profileId: text("profile_id").notNull(),
    /** Months since January 1970, in the profile's zone. */
    month: integer("month").notNull(),
    /** What the cells of `media_activity` said when it was counted; stale when they say something else. */
    basis: text("basis").notNull(),
    /** JSON, as `store/profile-counts.ts` writes it. */
    counts: text("counts").notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.month] })],
);

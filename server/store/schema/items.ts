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
 * One row per thing that happened. `id` grows with time (see `item-key.ts`), so every index that
 * ends in the row id is a keyset index. `parent` is what takes it off the timeline, whose index holds
 * only items without one: the external id of the item it stands inside, or a mark while it is hidden.
 * Triggers keep `parentHidden`, and the counts in `media_activity` and `media_place_activity`, true.
 */
export const items = sqliteTable(
  "media_items",
  {
    id: integer("id").primaryKey(),
    userId: text("user_id").notNull(),
    connectionId: text("connection_id").notNull(),
    externalId: text("external_id").notNull(),
    platform: text("platform").notNull(),
    kind: text("kind").notNull(),
    occurredAt: integer("occurred_at").notNull(),
    startedAt: integer("started_at"),
    title: text("title").notNull(),
    body: text("body"),
    url: text("url"),
    placeName: text("place_name"),
    placeUrl: text("place_url"),
    state: text("state"),
    reference: text("reference"),
    isPrivate: integer("is_private", { mode: "boolean" }).notNull(),
    isSecondary: integer("is_secondary", { mode: "boolean" }).notNull(),
    figures: text("figures").notNull(),
    /** JSON; null when it is the account's own. */
    author: text("author"),
    /** JSON lists. */
    media: text("media").notNull().default("[]"),
    marks: text("marks").notNull().default("[]"),
    language: text("language"),
    editedAt: integer("edited_at"),
    /** Why it is not shown: 0 not at all, else a sum of `HIDDEN` in `hidden-items.ts`. */
    hidden: integer("hidden").notNull().default(0),
    contentHash: text("content_hash").notNull(),
    parent: text("parent"),
    /** What it stands inside is hidden, and so it is not seen either. */
    parentHidden: integer("parent_hidden", { mode: "boolean" }).notNull().default(false),
    /** Hours since 1970 by the clock on the owner's wall: which day and hour it counts for. Null: not counted yet. */
    localHour: integer("local_hour"),
    /** Others stand inside it, or did; else nobody has to look for them. */
    holdsOthers: integer("holds_others", { mode: "boolean" }).notNull().default(false),
    /** What a post's text comes down to (`same-text.ts`); null for what is not repeated elsewhere, or is short. */
    sameText: text("same_text"),
    /** Shared by the same post on several platforms, by triggers; begins with its `sameText`. */
    twin: text("twin"),
    /** Its owner wants it to be an entry of its own, whatever else says the same. */
    isSplit: integer("is_split", { mode: "boolean" }).notNull().default(false),
    /** By its owner; no sync touches these. */
    pinnedAt: integer("pinned_at"),
    note: text("note"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("media_items_external").on(t.connectionId, t.externalId),
    index("media_items_timeline")
      .on(t.userId, sql`(kind = 'commit')`)
      .where(sql`parent is null`),
    index("media_items_connection")
      .on(t.connectionId)
      .where(sql`parent is null`),
    index("media_items_children")
      .on(t.connectionId, t.parent)
      .where(sql`parent is not null`),
    // What `media_items_timeline` leaves out: the two together have all of a person's, in order of time.
    index("media_items_inside")
      .on(t.userId)
      .where(sql`parent is not null`),
    // What its owner alone hides (`HIDDEN.person`): few rows, in order of time.
    index("media_items_hidden_by_person")
      .on(t.userId)
      .where(sql`hidden = 4`),
    index("media_items_pinned")
      .on(t.userId, t.pinnedAt)
      .where(sql`pinned_at is not null`),
    index("media_items_noted")
      .on(t.userId)
      .where(sql`note is not null`),
    index("media_items_same_text")
      .on(t.userId, t.sameText)
      .where(sql`same_text is not null`),
  ],
);

/** Which item belongs inside which, also while one of the two is not known yet. */
export const itemLinks = sqliteTable(
  "media_item_links",
  {
    connectionId: text("connection_id").notNull(),
    child: text("child").notNull(),
    parent: text("parent").notNull(),
    /** The parent is not held, or gone at its platform: until it comes the child stands on its own. */
    waits: integer("waits", { mode: "boolean" }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.child] }),
    index("media_item_links_waiting")
      .on(t.connectionId, t.parent)
      .where(sql`waits = 1`),
  ],
);

/** What an item said before its author changed it; never dropped while the connection stands. */
export const itemEdits = sqliteTable(
  "media_item_edits",
  {
    connectionId: text("connection_id").notNull(),
    externalId: text("external_id").notNull(),
    replacedAt: integer("replaced_at").notNull(),
    title: text("title").notNull(),
    body: text("body"),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.externalId, t.replacedAt] })],
);

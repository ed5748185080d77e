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
 * ends in the row id is a keyset index. `parent` is the external id of the item it stands inside;
 * the timeline's index holds only items without one.
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
    contentHash: text("content_hash").notNull(),
    parent: text("parent"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("media_items_external").on(t.connectionId, t.externalId),
    index("media_items_timeline")
      .on(t.userId)
      .where(sql`parent is null`),
    index("media_items_children")
      .on(t.connectionId, t.parent)
      .where(sql`parent is not null`),
  ],
);

/** Which item belongs inside which, also while one of the two is not known yet. */
export const itemLinks = sqliteTable(
  "media_item_links",
  {
    connectionId: text("connection_id").notNull(),
    child: text("child").notNull(),
    parent: text("parent").notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.child] })],
);

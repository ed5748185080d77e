import type { Context } from "../../context.ts";
import { findItem, listChildren, listItemsAbove, listItemsBelow } from "../../store/items.ts";
import type { ItemRow } from "../../store/items.ts";
import type { View, ViewTerm } from "./view.ts";

/** The items of a view, and nothing else of them. Each reads about as many rows as it returns. */
export interface ItemReader {
  /** Those that stand on their own in it, newest first, below a key. */
  below(key: number, limit: number): Promise<ItemRow[]>;
  /** The same above a key, oldest first. */
  above(key: number, limit: number): Promise<ItemRow[]>;
  /** What stands inside these, newest first. */
  inside(parents: readonly ItemRow[]): Promise<ItemRow[]>;
  /** By its name; null for what is hidden, or outside the view. */
  find(name: { connectionId: string; externalId: string }): Promise<ItemRow | null>;
}

/** `asked` are terms beyond those of the view: what the reader looks for in it. */
export function readItems(ctx: Context, view: View, asked: readonly ViewTerm[]): ItemReader {
  if (view.profile !== null || view.terms.length + asked.length > 0) {
    throw new Error("Only a whole timeline can be read.");
  }
  const { db } = ctx;
  const { id } = view.user;
  return {
    below: (key, limit) => listItemsBelow(db, id, key, limit),
    above: (key, limit) => listItemsAbove(db, id, key, limit),
    inside: (parents) => listChildren(db, parents),
    find: (name) => findItem(db, id, name),
  };
}

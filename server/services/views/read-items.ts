import type { Context } from "../../context.ts";
import { findItem, listChildren, listItemsAbove, listItemsBelow } from "../../store/items.ts";
import type { ItemRow } from "../../store/items.ts";
import type { Terms, View } from "./view.ts";

/** The items of a view, and nothing else of them. Each reads about as many rows as it returns. */
export interface ItemReader {
  /** Those that stand on their own in it, newest first, below a key. */
  below(key: number, limit: number): Promise<ItemRow[]>;
  /** The same above a key, oldest first. */
  above(key: number, limit: number): Promise<ItemRow[]>;
  /** What stands inside these, newest first. */
  inside(parents: readonly ItemRow[]): Promise<ItemRow[]>;
  /** Of these, whatever they are, those that are in the view, in the same order. */
  among(rows: readonly ItemRow[]): Promise<ItemRow[]>;
  /** By its name; null for what is hidden, or outside the view. */
  find(name: { connectionId: string; externalId: string }): Promise<ItemRow | null>;
}

/** `asked` is what the reader looks for in the view (`asked-terms.ts`): all of it must fit. */
export function readItems(ctx: Context, view: View, asked: readonly Terms[]): ItemReader {
  if (view.profile !== null || view.terms.length + asked.flat().length > 0) {
    throw new Error("Only a whole timeline can be read.");
  }
  const { db } = ctx;
  const { id } = view.user;
  return {
    below: (key, limit) => listItemsBelow(db, id, key, limit),
    above: (key, limit) => listItemsAbove(db, id, key, limit),
    inside: (parents) => listChildren(db, parents),
    among: (rows) => Promise.resolve([...rows]),
    find: (name) => findItem(db, id, name),
  };
}

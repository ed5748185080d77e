import type { Context } from "../../context.ts";
import {
  findItem,
  listChildren,
  listItemsAbove,
  listItemsBelow,
  listPartBelow,
} from "../../store/items.ts";
import type { ItemRow, Stretch } from "../../store/items.ts";
import { isTwin, listTwins } from "../../store/twins.ts";
import type { Halves } from "../timeline/read-halves.ts";
import { readFiltered } from "./read-filtered.ts";
import type { Terms, View, ViewFrame } from "./view.ts";

/** The items of a view, and nothing else of them. Each reads about as many rows as it returns. */
export interface ItemReader {
  /** Each reading asks more than once: better few that read more. */
  readonly isCostly: boolean;
  /**
   * Those that stand on their own in it, newest first, below a key; fewer than the limit only at the end.
   * `stretch` says what is enough to read: others may be given, too.
   */
  below(key: number, limit: number, stretch?: Stretch): Promise<ItemRow[]>;
  /** The same above a key, oldest first. */
  above(key: number, limit: number, stretch?: Stretch): Promise<ItemRow[]>;
  /** What stands inside these, newest first. */
  inside(parents: readonly ItemRow[]): Promise<ItemRow[]>;
  /** What says the same as these on several platforms, these included, newest first. */
  twins(rows: readonly ItemRow[]): Promise<ItemRow[]>;
  /** Of these, whatever they are, those that are in the view, in the same order. */
  among(rows: readonly ItemRow[]): Promise<ItemRow[]>;
  /** By its name; null for what is hidden, or outside the view. */
  find(name: { connectionId: string; externalId: string }): Promise<ItemRow | null>;
}

/** `asked` is what the reader looks for in the view (`asked-terms.ts`): all of it must fit. */
export function readItems(ctx: Context, view: View, asked: readonly Terms[]): ItemReader {
  const isWhole = view.profile === null && view.terms.length === 0 && asked.flat().length === 0;
  return isWhole ? readWhole(ctx, view) : readFiltered(ctx, view, asked);
}

/** All that one has. */
export function readWhole(
  { db }: Context,
  { user: { id } }: ViewFrame,
): ItemReader & { readonly halves: Halves } {
  return {
    halves: {
      singles: (key, limit) => listPartBelow(db, id, "single", key, limit),
      grouped: (key, limit, end) => listPartBelow(db, id, "grouped", key, limit, end),
    },
    isCostly: false,
    below: (key, limit, stretch) => listItemsBelow(db, id, key, limit, stretch),
    above: (key, limit, stretch) => listItemsAbove(db, id, key, limit, stretch),
    inside: (parents) => listChildren(db, parents),
    twins: (rows) =>
      listTwins(
        db,
        id,
        rows.filter(isTwin).map(({ twin }) => twin),
      ),
    among: (rows) => Promise.resolve([...rows]),
    find: (name) => findItem(db, id, name),
  };
}

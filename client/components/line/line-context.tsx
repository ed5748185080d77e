import { type Accessor, createContext, useContext } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Entry, Scope, SingleEntry } from "../../../shared/timeline.ts";

/** What its owner may do with an entry besides hiding it. */
export interface ItemActions {
  readonly pin: (entry: SingleEntry, isPinned: boolean) => void;
  readonly writeNote: (entry: SingleEntry) => void;
  /** Why its items stand together. */
  readonly askWhy: (entry: Entry) => void;
  /** Keeps one of `alsoOn` apart, for good. */
  readonly split: (entry: SingleEntry, other: Item) => void;
  /** Takes that back for one that is kept apart. */
  readonly join: (entry: SingleEntry) => void;
}

/** What every entry on a line needs to know of its reader and of its surroundings. */
export interface Line {
  readonly zone: Accessor<string>;
  readonly now: Accessor<number>;
  /** The profile whose line it is; undefined for one's own. */
  readonly of: Accessor<Scope | undefined>;
  /** The day it is in the zone: `2026-05-14`. */
  readonly today: Accessor<string>;
  readonly platform: (id: string) => PlatformFace | undefined;
  readonly isOpen: (entryId: string) => boolean;
  readonly toggle: (entryId: string) => void;
  /** The entry that the keyboard stands on. */
  readonly isHere: (entryId: string) => boolean;
  readonly setHere: (entryId: string) => void;
  /** The entry came with the latest news. */
  readonly isNew: (entryId: string) => boolean;
  /** Where the reader may: hides the entry. */
  readonly hide?: (entry: Entry) => void;
  readonly actions?: ItemActions;
}

export const LineContext = createContext<Line>();

export function useLine(): Line {
  const line = useContext(LineContext);
  if (!line) throw new Error("useLine needs a LineContext above it");
  return line;
}

import type { Item } from "../../shared/item.ts";
import { countOf } from "./numbers.ts";

const LINES = ["additions", "deletions"];
/** What people look for first; other counts follow as they come. */
const ORDER = ["points", "views", "likes", "reposts", "replies", "comments"];

export interface Figures {
  /** Lines changed, where that is known. */
  readonly lines: { readonly added: number; readonly removed: number } | null;
  /** `3 comments`, `6 assets`; nothing that is zero. */
  readonly words: readonly string[];
}

/** What is counted beside one item, or beside several together, but for the counts named in `told`. */
export function toFigures(items: readonly Item[], told: readonly string[] = []): Figures {
  const sums = new Map<string, number>();
  for (const item of items) {
    for (const [name, value] of Object.entries(item.figures)) {
      sums.set(name, (sums.get(name) ?? 0) + value);
    }
  }
  const added = sums.get("additions") ?? 0;
  const removed = sums.get("deletions") ?? 0;
  const words = [...sums]
    .filter(([name, value]) => value > 0 && ![...LINES, ...told].includes(name))
    .sort(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([name, value]) => {
      const many = name.replaceAll("_", " ");
      return countOf(value, many.replace(/ies$/, "y").replace(/s$/, ""), many);
    });
  return { lines: added + removed > 0 ? { added, removed } : null, words };
}

function rankOf(name: string): number {
  const rank = ORDER.indexOf(name);
  return rank === -1 ? ORDER.length : rank;
}

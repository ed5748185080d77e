import type { Context } from "../../context.ts";
import { listChildren, listHiddenAbove, listHiddenBelow } from "../../store/items.ts";
import type { PageReader } from "./read-page.ts";

/** What a person alone hides, whether it stood on its own or inside another. */
export function hiddenReader({ db }: Context, userId: string): PageReader {
  return {
    isCostly: false,
    below: (key, limit, stretch) => listHiddenBelow(db, userId, key, limit, stretch?.end),
    above: (key, limit, stretch) => listHiddenAbove(db, userId, key, limit, stretch?.end),
    twins: () => Promise.resolve([]),
    inside: (parents) => listChildren(db, parents),
  };
}

import type { Context } from "../../context.ts";
import { findItem, listChildren } from "../../store/items.ts";
import { MAX_KEY } from "../../store/item-key.ts";
import type { ItemRow, Stretch } from "../../store/items.ts";
import { listNamedItems } from "../../store/named-items.ts";
import { isTwin, listTwins } from "../../store/twins.ts";
import { itemId } from "../timeline/entry-id.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { createLens } from "./create-lens.ts";
import { createCandidates } from "./find-candidates.ts";
import { keyRange } from "./key-range.ts";
import type { ItemReader } from "./read-items.ts";
import { TooRareError } from "./too-rare-error.ts";
import type { Terms, View } from "./view.ts";

/** One reading asks the database so often at most, for so many candidates at a time. */
const MOST_LOOKS = 16;
const LARGEST_LOOK = 2000;

/** The items of a view that shows, or is asked for, a part of what there is. */
export function readFiltered(ctx: Context, view: View, asked: readonly Terms[]): ItemReader {
  const lens = createLens(view, asked);
  const candidates = createCandidates(ctx, view, asked);
  const range = keyRange([view.terms, ...asked], createZonedDays(view.zone));
  const see = (rows: readonly ItemRow[]): ItemRow[] => rows.map(lens).filter((row) => row !== null);

  /** Without those that stand inside another of the view. */
  const alone = async (rows: readonly ItemRow[]): Promise<ItemRow[]> => {
    const parents = new Map(rows.filter(({ parent }) => parent).map((row) => [parentId(row), row]));
    const names = Array.from(parents.values(), ({ connectionId, parent }) => {
      return { connectionId, externalId: parent ?? "" };
    });
    const shown = see(await listNamedItems(ctx.db, view.user.id, names));
    const ids = new Set(shown.map((row) => itemId(row)));
    return rows.filter((row) => !row.parent || !ids.has(parentId(row)));
  };

  const twins = async (rows: readonly ItemRow[]): Promise<ItemRow[]> =>
    see(
      await listTwins(
        ctx.db,
        view.user.id,
        rows.filter(isTwin).map(({ twin }) => twin),
      ),
    );
  /** Without those that a newer one of the view stands for. */
  const newest = async (rows: readonly ItemRow[]): Promise<ReadonlySet<ItemRow>> => {
    const heads = new Map((await twins(rows)).toReversed().map(({ twin, id }) => [twin, id]));
    return new Set(rows.filter((row) => !isTwin(row) || row.id >= (heads.get(row.twin) ?? row.id)));
  };
  const read = async (
    direction: "below" | "above",
    from: number,
    limit: number,
    stretch: Stretch | undefined,
  ): Promise<ItemRow[]> => {
    const isBelow = direction === "below";
    const end = isBelow
      ? Math.max(range.above + 1, stretch?.end ?? 0)
      : Math.min(range.below - 1, stretch?.end ?? MAX_KEY);
    const within = { connectionId: stretch?.connectionId ?? null, end };
    const isInside = (key: number): boolean => (isBelow ? key > end : key < end);
    const found: ItemRow[] = [];
    let key: number | null = isBelow ? Math.min(from, range.below) : Math.max(from, range.above);
    let size = limit;
    let looked = 0;
    for (let looks = 0; key !== null && isInside(key); looks += 1) {
      if (looks === MOST_LOOKS) throw new TooRareError(found, key);
      const { rows, next } = await candidates(direction, key, size, within);
      const shown = see(rows);
      const [own, heads] = await Promise.all([alone(shown), newest(shown)]);
      found.push(...own.filter((row) => heads.has(row)));
      if (found.length >= limit) break;
      looked += size;
      key = next;
      size = sizeOfNext(limit - found.length, found.length / looked, size);
    }
    return found.slice(0, limit);
  };

  return {
    isCostly: true,
    below: (key, limit, stretch) => read("below", key, limit, stretch),
    above: (key, limit, stretch) => read("above", key, limit, stretch),
    inside: async (parents) => see(await listChildren(ctx.db, parents)),
    twins,
    among: (rows) => Promise.resolve(see(rows)),
    find: async (name) => {
      const row = await findItem(ctx.db, view.user.id, name);
      return row && lens(row);
    },
  };
}

function parentId({ connectionId, parent }: ItemRow): string {
  return itemId({ connectionId, externalId: parent ?? "" });
}

/** About as many as it takes, by what share of those before was seen; never more than twice those. */
function sizeOfNext(missing: number, share: number, last: number): number {
  const wanted = share === 0 ? Infinity : Math.ceil(missing / share) + 5;
  return Math.min(wanted, last * 2, LARGEST_LOOK);
}

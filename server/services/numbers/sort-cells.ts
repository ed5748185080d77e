import { createZonedDays } from "../../time/zoned-days.ts";
import { matches } from "../views/matches.ts";
import type { Terms, View } from "../views/view.ts";

/** What a cell of `media_activity` knows of the items that it counts. */
export interface Cell {
  readonly connectionId: string;
  readonly kind: string;
  readonly isPrivate: boolean;
  readonly items: number;
  /** Empty for none; cells of days do not know it. */
  readonly place?: string;
}

export type Sorted<Row> = Row & { readonly platform: string; readonly isSeen: boolean };

/** Of cells those that a view shows, and those that it counts without showing them; where `tellsApart`. */
export function createSorting(
  view: View,
  asked: readonly Terms[] = [],
): <Row extends Cell>(cells: readonly Row[]) => Sorted<Row>[] {
  const days = createZonedDays(view.zone);
  const platforms = new Map(view.connections.map(({ id, platform }) => [id, platform]));
  const lists = [view.terms, ...asked];
  const isAll = lists.every((terms) => terms.length === 0);
  return (cells) =>
    cells.flatMap((cell) => {
      const platform = platforms.get(cell.connectionId);
      if (platform === undefined) return [];
      const isSeen = view.profile === null || !cell.isPrivate;
      if (!isSeen && view.profile?.countsPrivate !== true) return [];
      const row = { ...UNKNOWN, ...cell, platform, placeName: cell.place || null };
      const fits = isAll || lists.every((terms) => matches(terms, row, days));
      return fits ? [{ ...cell, platform, isSeen }] : [];
    });
}

/** No term that a cell is asked for looks at these. */
const UNKNOWN = {
  title: "",
  body: null,
  language: null,
  marks: [],
  pinnedAt: null,
  note: null,
  occurredAt: 0,
};

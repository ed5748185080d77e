import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import type { ItemReader } from "../views/read-items.ts";
import type { View } from "../views/view.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { TimelineCursor } from "./cursor.ts";
import { itemId } from "./entry-id.ts";
import { toFreshness } from "./freshness.ts";
import { createGrouping } from "./group-items.ts";
import type { Grouping } from "./group-items.ts";
import { kindsOf } from "./kinds-of.ts";
import { toEntry } from "./to-entry.ts";
import { createZonedDays } from "./zoned-day.ts";
import type { ZonedDays } from "./zoned-day.ts";

/** Rows of the second read, once the first, of as many rows as entries, was not enough; then doubled. */
const SECOND_READ = 50;
const LARGEST_READ = 1000;

export interface PageInput {
  readonly cursor?: string | null | undefined;
  readonly limit: number;
}

/** What a page is made of. */
export type PageReader = Pick<ItemReader, "below" | "inside">;

/**
 * One page of entries, newest first, of the items that `read` gives. Commits of a repository and day are
 * one entry, whole on the page where it begins, and on no other. Reads about as many rows as the page
 * holds.
 */
export async function readPage(
  ctx: Context,
  view: View,
  input: PageInput,
  reader: PageReader,
): Promise<TimelinePage> {
  const from = decodeCursor(input.cursor);
  const days = createZonedDays(view.zone);
  const grouping = createGrouping({
    limit: input.limit,
    days,
    isGrouped: kindsOf(ctx, "groupedKinds"),
    earlier: from,
  });
  const rows = createReader(reader.below, from.before, input.limit + 1);
  const cut = await fill(grouping, rows);
  const next = cut && (await closeDay(grouping, rows, days, cut));

  const isParent = kindsOf(ctx, "parentKinds");
  const parents = grouping.drafts
    .map((draft) => draft.rows[0])
    .filter((row) => isParent(row.platform, row.kind));
  const children = Map.groupBy(await reader.inside(parents), (row) =>
    itemId({ connectionId: row.connectionId, externalId: row.parent ?? "" }),
  );
  return {
    entries: grouping.drafts.map((draft) =>
      toEntry(draft, children.get(itemId(draft.rows[0])) ?? []),
    ),
    nextCursor: next && encodeCursor(next),
    previousCursor: null,
    zone: view.zone,
    freshness: toFreshness(view.connections),
  };
}

/** The next items below a key, newest first. */
export type ReadBelow = (key: number, limit: number) => Promise<ItemRow[]>;

interface Reader {
  next(): Promise<ItemRow | null>;
}

function createReader(read: ReadBelow, before: number, first: number): Reader {
  let buffer: ItemRow[] = [];
  let key = before;
  let size = first;
  let isDone = false;
  let isFirst = true;
  return {
    next: async () => {
      if (buffer.length === 0 && !isDone) {
        buffer = await read(key, size);
        isDone = buffer.length < size;
        key = buffer.at(-1)?.id ?? key;
        size = Math.min(Math.max(SECOND_READ, size * (isFirst ? 0 : 2)), LARGEST_READ);
        isFirst = false;
      }
      return buffer.shift() ?? null;
    },
  };
}

/** Where the page was full: the last item on it and the first beyond it. */
interface Cut {
  readonly last: ItemRow;
  readonly beyond: ItemRow;
}

/** Takes items until the page is full; null when the timeline ended first. */
async function fill(grouping: Grouping, rows: Reader): Promise<Cut | null> {
  let last: ItemRow | null = null;
  for (let row = await rows.next(); row !== null; row = await rows.next()) {
    if (!grouping.take(row)) return last && { last, beyond: row };
    last = row;
  }
  return null;
}

/** Completes the groups of the day that the page was cut in, so that none is torn. */
async function closeDay(
  grouping: Grouping,
  rows: Reader,
  days: ZonedDays,
  { last, beyond }: Cut,
): Promise<TimelineCursor> {
  const day = days.dayOf(beyond.occurredAt);
  const shown = grouping.shownOn(day);
  if (shown.length === 0) return { before: last.id, day: null, shown: [] };
  for (
    let row: ItemRow | null = beyond;
    row !== null && days.dayOf(row.occurredAt) === day;
    row = await rows.next()
  ) {
    grouping.complete(row);
  }
  return { before: last.id, day, shown };
}

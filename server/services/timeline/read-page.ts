import type { Entry, TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import { isTwin } from "../../store/twins.ts";
import type { ItemReader } from "../views/read-items.ts";
import { TooRareError } from "../views/too-rare-error.ts";
import type { ViewFrame } from "../views/view.ts";
import { decodeCursor, encodeCursor, markOf, TOP, unknownAt } from "./cursor.ts";
import type { Border, TimelineCursor } from "./cursor.ts";
import { groupId, itemId } from "./entry-id.ts";
import { createGrouping } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { kindsOf } from "./kinds-of.ts";
import { readHalves } from "./read-halves.ts";
import type { Halves } from "./read-halves.ts";
import { readMembers } from "./read-members.ts";
import { readNewer } from "./read-newer.ts";
import { readOlder } from "./read-older.ts";
import type { Draft } from "./to-entry.ts";
import { toEntry } from "./to-entry.ts";

export interface PageInput {
  readonly cursor?: string | null | undefined;
  readonly limit: number;
  readonly from?: string | undefined;
}

/** What a page is made of. */
export interface PageReader extends Pick<
  ItemReader,
  "isCostly" | "below" | "above" | "inside" | "twins"
> {
  /** Where what is grouped can be read apart from what is not. */
  readonly halves?: Halves;
  /** Another one whenever items may have come, or stand elsewhere than they did. */
  stamp?(): Promise<string>;
}

/**
 * One page of entries, newest first, of the items that `reader` gives. Commits of a repository and day
 * are one entry, whole, where the newest of them is. Pages joined, either way, are the whole: what is
 * added, changed, hidden or deleted meanwhile shifts nothing else, and what is added to where the reader
 * has been is seen when he begins anew. Reads about as many rows as the page holds, and at most what the
 * sources of its groups did on the days that it begins and ends in.
 */
export async function readPage(
  ctx: Context,
  view: ViewFrame,
  input: PageInput,
  reader: PageReader,
  /** What of the view the reader gives: cursors are for that alone. */
  asked: unknown,
): Promise<Omit<TimelinePage, "freshness">> {
  const grouping = createGrouping(ctx, view.zone);
  const timeline = JSON.stringify([
    view.user.id,
    view.profile?.id,
    view.isOwner,
    view.zone,
    view.terms,
    asked,
  ]);
  const at = await findPlace(ctx, grouping, reader, timeline, input);
  const [found, stamp] = await Promise.all([
    readSection(ctx, grouping, reader, at, input.limit),
    reader.stamp?.() ?? "",
  ]);
  const { from, to } = at.border.calm;
  const isKnown = from === to || at.stamp === stamp;
  const page = isKnown
    ? found
    : await readSection(ctx, grouping, reader, forgetCalm(at), input.limit);
  const encode = async (border: Border | null, side: TimelineCursor["side"]) =>
    border && (await encodeCursor(ctx, timeline, { border, side, stamp }));
  const [entries, previousCursor, nextCursor] = await Promise.all([
    assemble(page.drafts, page.around),
    encode(page.above, "newer"),
    encode(page.below, "older"),
  ]);
  return {
    entries,
    nextCursor,
    previousCursor,
    zone: view.zone,
  };
}

async function findPlace(
  ctx: Context,
  grouping: Grouping,
  reader: PageReader,
  timeline: string,
  { cursor, from }: PageInput,
): Promise<TimelineCursor> {
  if (cursor != null) return await decodeCursor(ctx, timeline, cursor);
  if (from === undefined) return TOP;
  const { days, keyOf } = grouping;
  const key = days.spanOf(from).end;
  // Seldom any: the next day has begun already where clocks are set back just after midnight.
  const begun = days.openAt(key);
  const border = { key, calm: unknownAt(key), above: [], below: [] };
  if (begun.length === 0) return { ...TOP, border };
  const end = Math.max(...begun.map((span) => span.end)) - 1;
  const groups = (await readMembers(reader.above, key - 1, end, null)).map(keyOf);
  const marks = new Set(groups.flatMap((group) => (group ? [markOf(groupId(group))] : [])));
  return { ...TOP, border: { ...border, above: [...marks] } };
}

function forgetCalm(at: TimelineCursor): TimelineCursor {
  return { ...at, border: { ...at.border, calm: unknownAt(at.border.key) } };
}

interface Section {
  /** Newest first. */
  readonly drafts: readonly Draft[];
  /** Null where nothing is beyond. */
  readonly above: Border | null;
  readonly below: Border | null;
  readonly around: Around;
}

async function readSection(
  ctx: Context,
  grouping: Grouping,
  reader: PageReader,
  { border, side }: TimelineCursor,
  limit: number,
): Promise<Section> {
  const around = (heads: readonly ItemRow[]): Promise<Around> => readAround(ctx, reader, heads);
  if (side === "newer") {
    const [page, older] = await Promise.all([
      readNewer(grouping, reader, border, limit, around),
      isMore(() => reader.below(border.key, 1)),
    ]);
    const above = [...new Set([...border.above, ...marksAt(grouping, page.drafts, border.key)])];
    const to = Math.min(border.calm.to, ...placesOf(page.drafts));
    const calm = { ...border.calm, to };
    return { ...page, below: older ? { ...border, calm, above, below: [] } : null };
  }
  const [page, newer] = await Promise.all([
    reader.halves
      ? readHalves(grouping, reader.halves, border, limit, around)
      : readOlder(grouping, reader, border, limit, around),
    border !== TOP.border && isMore(() => reader.above(border.key - 1, 1)),
  ]);
  const below = marksAt(grouping, page.drafts, border.key);
  const from = Math.max(border.calm.from, ...placesOf(page.drafts).map((place) => place + 1));
  const calm = { ...border.calm, from };
  return { ...page, above: newer ? { ...border, calm, below } : null };
}

/** Or there may be, farther than is looked at once. */
async function isMore(read: () => Promise<readonly ItemRow[]>): Promise<boolean> {
  try {
    return (await read()).length > 0;
  } catch (error) {
    if (error instanceof TooRareError) return true;
    throw error;
  }
}

/** Where the groups among them stand. */
function placesOf(drafts: readonly Draft[]): number[] {
  return drafts.flatMap(({ key, rows }) => (key === null ? [] : rows[0].id));
}

/** Marks of those that are groups of a day which has keys on both sides of this one. */
function marksAt({ days }: Grouping, drafts: readonly Draft[], at: number): string[] {
  return drafts.flatMap(({ key }) => {
    if (key === null) return [];
    const { start, end } = days.spanOf(key.day);
    return start < at && at < end ? [markOf(groupId(key))] : [];
  });
}

/** What stands inside some items, and where else the same is said. */
interface Around {
  readonly inside: readonly ItemRow[];
  readonly same: readonly ItemRow[];
}

async function readAround(
  ctx: Context,
  reader: PageReader,
  heads: readonly ItemRow[],
): Promise<Around> {
  const isParent = kindsOf(ctx, "parentKinds");
  const parents = heads.filter((row) => row.holdsOthers && isParent(row.platform, row.kind));
  const [inside, same] = await Promise.all([reader.inside(parents), reader.twins(heads)]);
  return { inside, same };
}

/** Drafts with what stands around them. */
export async function toEntries(
  ctx: Context,
  reader: PageReader,
  drafts: readonly Draft[],
): Promise<Entry[]> {
  const heads = drafts.map(({ rows }) => rows[0]);
  return assemble(drafts, await readAround(ctx, reader, heads));
}

function assemble(drafts: readonly Draft[], { inside, same }: Around): Entry[] {
  const children = Map.groupBy(inside, (row) =>
    itemId({ connectionId: row.connectionId, externalId: row.parent ?? "" }),
  );
  const twins = Map.groupBy(same, ({ twin }) => twin);
  return drafts.map((draft) => {
    const [head] = draft.rows;
    const all = isTwin(head) ? (twins.get(head.twin) ?? []) : [];
    return toEntry(draft, {
      children: children.get(itemId(head)) ?? [],
      alsoOn: all.filter(({ id }) => id !== head.id),
    });
  });
}

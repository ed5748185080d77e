import type { ItemRow, Stretch } from "../../store/items.ts";
import { TooRareError } from "../views/too-rare-error.ts";

type Read = (key: number, limit: number, stretch: Stretch) => Promise<ItemRow[]>;

/** Above so many sources, the whole of the timeline is read at once. */
const MOST_SOURCES = 2;
const FIRST = 100;
const MOST = 4000;

/**
 * Items from a key to an end, whichever way `read` goes, of these sources and perhaps of others; null for
 * all. A group has one source: where its day is read, what the others did on it need not be. `isEnough`
 * ends it early.
 */
export async function readMembers(
  read: Read,
  from: number,
  end: number,
  sources: readonly string[] | null,
  isEnough?: (found: readonly ItemRow[]) => boolean,
): Promise<ItemRow[]> {
  const different: (string | null)[] = [...new Set(sources)];
  const wanted = sources === null || different.length > MOST_SOURCES ? [null] : different;
  const each = wanted.map((connectionId) =>
    readStretch(read, from, { connectionId, end }, isEnough),
  );
  return (await Promise.all(each)).flat();
}

async function readStretch(
  read: Read,
  from: number,
  stretch: Stretch,
  isEnough: ((found: readonly ItemRow[]) => boolean) | undefined,
): Promise<ItemRow[]> {
  const { end } = stretch;
  const isWithin = ({ id, connectionId }: ItemRow): boolean =>
    Math.min(from, end) <= id &&
    id <= Math.max(from, end) &&
    (stretch.connectionId ?? connectionId) === connectionId;
  const found: ItemRow[] = [];
  let size = FIRST;
  for (let key = from; ; size = Math.min(size * 4, MOST)) {
    const { rows, next } = await readOn(read, key, size, stretch);
    found.push(...rows.filter(isWithin));
    if (next === null || isEnough?.(found)) return found;
    key = next;
    if (from < end ? key >= end : key <= end) return found;
  }
}

/** `next` is null where there are no more. What is rare is looked for to the end: a group is whole. */
async function readOn(
  read: Read,
  key: number,
  size: number,
  stretch: Stretch,
): Promise<{ rows: readonly ItemRow[]; next: number | null }> {
  try {
    const rows = await read(key, size, stretch);
    return { rows, next: rows.length < size ? null : (rows.at(-1)?.id ?? null) };
  } catch (error) {
    if (!(error instanceof TooRareError)) throw error;
    return { rows: error.rows, next: error.key };
  }
}

import type { Context } from "../../context.ts";
import type { ItemRow } from "../../store/items.ts";
import { itemId } from "../timeline/entry-id.ts";
import type { PlaceCount } from "./counts.ts";
import type { KindCount } from "./kind-words.ts";

/** What was done in one place, or on one platform where it has none. */
export interface Project {
  readonly platform: string;
  readonly place: string | null;
  readonly items: number;
  /** Most first. */
  readonly kinds: readonly KindCount[];
  /** What was made, then the newest. */
  readonly highlights: readonly ItemRow[];
}

const MOST_HIGHLIGHTS = 8;
/** Of a year with hundreds of places those at the end are counts alone. */
const WITH_HIGHLIGHTS = 40;

/**
 * Puts counts and items together by place, most first. `rows` are newest first, and all of what was
 * counted where `isWhole`: then it is told what became of each kind.
 */
export function toProjects(
  ctx: Context,
  counts: readonly PlaceCount[],
  rows: readonly ItemRow[],
  isWhole: boolean,
): Project[] {
  const made = new Set(
    ctx.platforms.flatMap(({ id, kinds }) =>
      Object.entries(kinds).flatMap(([kind, info]) => (info.made ? [`${id} ${kind}`] : [])),
    ),
  );
  const isMade = ({ platform, kind }: ItemRow): boolean => made.has(`${platform} ${kind}`);
  const shown = new Set(rows.map(itemId));
  const stands = ({ connectionId, parent }: ItemRow): boolean =>
    !parent || !shown.has(itemId({ connectionId, externalId: parent }));
  const rowsOf = Map.groupBy(rows, (row) => nameOf(row.platform, row.placeName ?? ""));
  return [...Map.groupBy(counts, ({ platform, place }) => nameOf(platform, place))]
    .map(([name, some]) => {
      const { platform = "", place = "" } = some[0] ?? {};
      const own = rowsOf.get(name) ?? [];
      const kinds = toKinds(some, isWhole ? own : null);
      const items = kinds.reduce((sum, one) => sum + one.items, 0);
      const [first, rest] = [own.filter(isMade), own.filter((row) => !isMade(row) && stands(row))];
      return { platform, place: place || null, items, kinds, highlights: [...first, ...rest] };
    })
    .filter(({ items }) => items > 0)
    .sort(
      (a, b) =>
        b.items - a.items ||
        compare(a.platform, b.platform) ||
        compare(a.place ?? "", b.place ?? ""),
    )
    .map((project, at) => ({
      ...project,
      highlights: project.highlights.slice(0, at < WITH_HIGHLIGHTS ? MOST_HIGHLIGHTS : 0),
    }));
}

function toKinds(counts: readonly PlaceCount[], rows: readonly ItemRow[] | null): KindCount[] {
  return [...Map.groupBy(counts, ({ kind }) => kind)]
    .map(([kind, some]) => ({
      kind,
      items: some.reduce((sum, { items }) => sum + items, 0),
      states:
        rows &&
        new Map(
          [
            ...Map.groupBy(
              rows.filter((row) => row.kind === kind),
              ({ state }) => state ?? "",
            ),
          ].map(([state, own]) => [state, own.length]),
        ),
    }))
    .filter(({ items }) => items > 0)
    .sort((a, b) => b.items - a.items || compare(a.kind, b.kind));
}

function nameOf(platform: string, place: string): string {
  return `${platform} ${place}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

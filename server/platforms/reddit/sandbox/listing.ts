import { LISTING_END } from "./history.ts";
import { isPrivateAt } from "./community.ts";
import { toEntry } from "./thing-body.ts";
import { look } from "./thing.ts";
import type { Sight, Thing } from "./thing.ts";

export const LISTINGS = ["overview", "submitted", "comments"] as const;
export type ListingName = (typeof LISTINGS)[number];

interface Asked {
  readonly name: ListingName;
  readonly query: URLSearchParams;
  readonly now: number;
  readonly publicOrigin: string;
  /** Whether the one who asks wrote it all, and so sees private places. */
  readonly isOwn: boolean;
}

/**
 * A page of somebody's listing: https://www.reddit.com/dev/api#listings. It ends after a thousand
 * entries, `after` and `before` name entries, and one that is not listed any more leads nowhere.
 */
export function toListing(things: readonly Thing[], asked: Asked): unknown {
  const { query } = asked;
  const all = ordered(shown(things, asked), query.get("sort") ?? "new").slice(0, LISTING_END);
  const limit = Math.min(Math.max(Number.parseInt(query.get("limit") ?? "25", 10) || 25, 1), 100);
  const [after, before] = [query.get("after"), query.get("before")];
  const indexOf = (name: string): number => all.findIndex(({ thing }) => thing.name === name);
  const [from, until] = rangeOf({ after, before, limit, count: all.length, indexOf });
  const page = all.slice(from, until);
  const isFirst = from === 0 || page.length === 0;
  const isLast = until >= all.length || page.length === 0;
  return {
    kind: "Listing",
    data: {
      after: isLast ? null : (page.at(-1)?.thing.name ?? null),
      dist: page.length,
      modhash: null,
      geo_filter: "",
      children: page.map((sight) => toEntry(sight, asked)),
      before: isFirst ? null : (page[0]?.thing.name ?? null),
    },
  };
}

function rangeOf(given: {
  after: string | null;
  before: string | null;
  limit: number;
  count: number;
  indexOf(name: string): number;
}): [from: number, until: number] {
  const { after, before, limit, count, indexOf } = given;
  if (after) {
    const at = indexOf(after);
    return at === -1 ? [count, count] : [at + 1, Math.min(at + 1 + limit, count)];
  }
  if (before) {
    const at = indexOf(before);
    return at === -1 ? [count, count] : [Math.max(0, at - limit), at];
  }
  return [0, Math.min(limit, count)];
}

function shown(things: readonly Thing[], { name, now, isOwn }: Asked): Sight[] {
  return things.flatMap((thing) => {
    const isWanted = name === "overview" || (thing.type === "post") === (name === "submitted");
    if (!isWanted || (!isOwn && isPrivateAt(thing.community, now))) return [];
    const sight = look(thing, now);
    return sight === null ? [] : [sight];
  });
}

function ordered(sights: readonly Sight[], sort: string): readonly Sight[] {
  return sort === "top" ? sights.toSorted((a, b) => b.points - a.points) : sights;
}

import * as z from "zod";
import { buckets, searchPage, stats, timelinePage } from "../../shared/timeline.ts";
import type { TimelinePage } from "../../shared/timeline.ts";
import type { FilterTerm } from "../../shared/filter.ts";
import { RARE_LANGUAGE, RARE_WORD } from "../../scripts/seed/texts.ts";
import type { Prepared } from "./prepare.ts";

/** One thing that is asked, and how many items its answer is about. */
export interface Case {
  /** The metric that it counts for. */
  readonly what: string;
  /** What tells it from others of that metric; empty where there is one. */
  readonly label: string;
  readonly path: string;
  readonly itemsIn: (body: string) => number;
  /** It answers numbers: the bare procedure selects as many rows as it read. */
  readonly isCounted?: boolean;
  /** The same, where it goes on. */
  readonly next?: (cursor: string) => Case;
}

export function pathOf(procedure: string, input: unknown): string {
  return `/media/api/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** What a procedure answered. */
export function dataOf<T>(schema: z.ZodType<T>, body: string): T {
  return z.object({ result: z.object({ data: schema }) }).parse(JSON.parse(body)).result.data;
}

export const LIMIT = 50;

/** With those inside groups, inside pull requests and on other platforms. */
export function itemsIn({ entries }: TimelinePage): number {
  return entries.reduce(
    (sum, entry) =>
      sum + (entry.type === "group" ? entry.count : 1 + entry.childCount + entry.alsoOn.length),
    0,
  );
}

const page = (body: string): number => itemsIn(dataOf(timelinePage, body));

/** `cursor` is that of the page after the one that begins halfway. */
export function casesOf(prepared: Prepared, cursor: string | null): Case[] {
  const { middle } = prepared;
  const list = (what: string, label: string, input: object): Case => ({
    what,
    label,
    path: pathOf("timeline.list", { limit: LIMIT, ...input }),
    itemsIn: page,
  });
  const year = { after: yearBefore(middle), before: middle };
  return [
    list("first_page", "", {}),
    list("middle_page", "", { cursor }),
    list("goto", "", { from: middle }),
    ...filters(prepared).map(([label, input]) => ({
      ...list("filtered_page", label, input),
      next: (next: string) =>
        list("filtered_page", `${label}, its second page`, { ...input, cursor: next }),
    })),
    {
      what: "buckets",
      label: "by month",
      path: pathOf("timeline.buckets", { by: "month" }),
      isCounted: true,
      itemsIn: (body) => dataOf(buckets, body).buckets.length,
    },
    {
      what: "buckets",
      label: "by day",
      path: pathOf("timeline.buckets", { by: "day" }),
      isCounted: true,
      itemsIn: (body) => dataOf(buckets, body).buckets.length,
    },
    {
      what: "stats_year",
      label: "",
      path: pathOf("timeline.stats", year),
      isCounted: true,
      itemsIn: (body) => dataOf(stats, body).days.length,
    },
    ...["rank", "time"].flatMap((order) =>
      [RARE_WORD, "cache", "検索"].map((query) => ({
        what: "search",
        label: `${query} by ${order}`,
        path: pathOf("timeline.search", { query, order, limit: LIMIT }),
        itemsIn: (body: string) => dataOf(searchPage, body).hits.length,
      })),
    ),
  ];
}

const COMMON_KINDS =
  "commit pull_request issue review task post reply repost comment crosspost video short stream".split(
    " ",
  );

/** Of each kind, what one item in a thousand is; and what leaves out all but those. */
function filters({ connections, middle }: Prepared): [label: string, input: object][] {
  const term = (field: FilterTerm["field"], value: string, isExcluded = false): FilterTerm => ({
    field,
    value,
    isExcluded,
  });
  const { feed = "" } = connections;
  const others = Object.keys(connections).filter((platform) => platform !== "feed");
  return [
    ["connection", { filter: [term("connection", feed)] }],
    ["platform", { filter: [term("platform", "feed")] }],
    ["kind", { filter: [term("kind", "release")] }],
    ["place", { filter: [term("place", "bench/kingfisher")] }],
    ["word", { filter: [term("text", RARE_WORD)] }],
    ["language", { filter: [term("language", RARE_LANGUAGE)] }],
    ["sensitive", { filter: [term("is", "sensitive")] }],
    ["all but platforms", { filter: others.map((one) => term("platform", one, true)) }],
    ["all but kinds", { filter: COMMON_KINDS.map((one) => term("kind", one, true)) }],
    ["a day", { filter: [term("after", middle), term("before", middle)] }],
    [
      "a month",
      { filter: [term("after", middle.slice(0, 7)), term("before", middle.slice(0, 7))] },
    ],
    [
      "a common word in a year",
      {
        filter: [
          term("text", "cache"),
          term("after", middle.slice(0, 4)),
          term("before", middle.slice(0, 4)),
        ],
      },
    ],
    ["two that are common", { filter: [term("platform", "mastodon"), term("is", "private")] }],
    ["none", { filter: [term("platform", "feed"), term("kind", "release")] }],
    ["typed", { query: `platform:bluesky -kind:post lang:en "${RARE_WORD}"` }],
    ["a common word", { filter: [term("text", "cache")] }],
    ["half of it", { filter: [term("platform", "github")] }],
  ];
}

function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace("-02-29", "-03-01");
}

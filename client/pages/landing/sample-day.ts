import type { Item } from "../../../shared/item.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Entry, SingleEntry } from "../../../shared/timeline.ts";

/** An invented day, to show what a line looks like before there is one. */
export const SAMPLE_ZONE = "UTC";
const DAY = "2026-05-14";

export const SAMPLE_PLATFORM: PlatformInfo = {
  id: "sample",
  name: "GitHub",
  glyph: "gh",
  hue: "gh",
  reads: "",
  placeName: "repository",
  kinds: {
    commit: kind("commit", "commits", "Pushed", 2),
    pull_request: {
      ...kind("pull request", "pull requests", "Opened", 3),
      made: true,
      states: { merged: { verb: "Merged", weight: 6 } },
    },
    release: { ...kind("release", "releases", "Released", 4), made: true },
    review: kind("review", "reviews", "Approved", 1),
    issue: kind("issue", "issues", "Opened", 1),
  },
  marks: {},
  connect: {
    type: "oauth",
    start: "",
    options: [],
    redirectUri: "",
    ownApp: { url: "", steps: [] },
    ownClientId: null,
  },
  settings: [],
  usageNames: {},
  configured: true,
  missing: [],
};

export interface Lane {
  readonly name: string;
  /** Minutes of the day, and the weight of what happened then. */
  readonly ticks: readonly (readonly [minute: number, weight: number])[];
}

export const LANES: readonly Lane[] = [
  {
    name: "tarn",
    ticks: [
      [602, 2],
      [658, 2],
      [680, 2],
      [708, 6],
      [722, 4],
      [835, 1],
      [841, 1],
      [850, 1],
      [862, 1],
      [872, 5],
      [1025, 4],
    ],
  },
  {
    name: "larder",
    ticks: [
      [554, 1],
      [620, 2],
      [767, 3],
      [947, 1],
      [971, 1],
      [1012, 1],
      [1136, 2],
      [1159, 2],
      [1182, 2],
      [1205, 2],
    ],
  },
  {
    name: "ferry",
    ticks: [
      [690, 1],
      [795, 2],
      [980, 1],
      [1153, 2],
      [1230, 4],
    ],
  },
  {
    name: "notes",
    ticks: [
      [520, 3],
      [545, 1],
      [1006, 1],
      [1180, 1],
      [1338, 1],
    ],
  },
  {
    name: "dotfiles",
    ticks: [
      [560, 1],
      [618, 1],
      [1421, 1],
    ],
  },
];

export const SAMPLE_ENTRIES: readonly Entry[] = [
  group("20:05", "larder", [
    ["e19a770", "Serve stale index when the registry answers 5xx", 41, 6],
    ["c0b44fe", "Keep ETag across restarts", 28, 9],
    ["93d1a08", "Name the mirror in every error", 19, 14],
    ["5f7720b", "Fix flaky clock in cache test", 8, 1],
  ]),
  single(
    {
      kind: "review",
      occurredAt: at("16:20"),
      title: "Retry the upload with the same key",
      reference: "#233",
      place: { name: "ferry", url: null },
      body: "The rotate test convinced me. One question about the empty tail segment, otherwise ready.",
    },
    [],
  ),
  single(
    {
      kind: "release",
      occurredAt: at("12:02"),
      title: "tarn 0.9.0",
      place: { name: "tarn", url: null },
      body: "Streaming log, readers no longer block on compaction, 3 fixes.",
      figures: { assets: 6 },
    },
    [],
  ),
  single(
    {
      kind: "pull_request",
      state: "merged",
      occurredAt: at("11:48"),
      startedAt: "2026-05-11T09:10:00.000Z",
      title: "Stream segments instead of buffering them",
      reference: "#412",
      place: { name: "tarn", url: null },
      figures: { additions: 412, deletions: 497 },
    },
    [
      item({
        kind: "commit",
        occurredAt: at("11:20"),
        reference: "a41f9c2",
        title: "Drop the segment buffer",
        figures: { additions: 3, deletions: 188 },
      }),
      item({
        kind: "commit",
        occurredAt: at("10:58"),
        reference: "7be0d13",
        title: "Reuse the reader across segments",
        figures: { additions: 64, deletions: 52 },
      }),
      item({
        kind: "commit",
        occurredAt: "2026-05-11T09:02:00.000Z",
        reference: "07c2e9a",
        title: "Start streaming from the manifest",
        figures: { additions: 201, deletions: 77 },
      }),
    ],
  ),
];

function kind(name: string, plural: string, verb: string, weight: number) {
  return { name, plural, verb, weight, made: false, states: {} };
}

function at(clock: string): string {
  return `${DAY}T${clock}:00.000Z`;
}

function item(fields: Partial<Item> & Pick<Item, "kind" | "occurredAt" | "title">): Item {
  const id = `${fields.occurredAt} ${fields.title}`;
  return {
    id,
    externalId: id,
    connectionId: "sample",
    platform: "sample",
    body: null,
    url: null,
    place: null,
    state: null,
    reference: null,
    startedAt: null,
    isPrivate: false,
    figures: {},
    author: null,
    media: [],
    marks: [],
    language: null,
    editedAt: null,
    ...fields,
  };
}

function single(fields: Parameters<typeof item>[0], children: Item[]): SingleEntry {
  const made = item(fields);
  return {
    type: "single",
    id: made.id,
    day: DAY,
    occurredAt: made.occurredAt,
    platform: "sample",
    item: made,
    children,
    childCount: children.length,
  };
}

function group(
  clock: string,
  place: string,
  commits: readonly (readonly [string, string, number, number])[],
): Entry {
  const items = commits.map(([reference, title, additions, deletions], index) => {
    const occurredAt = new Date(Date.parse(at(clock)) - index * 23 * 60_000).toISOString();
    return item({
      kind: "commit",
      occurredAt,
      title,
      reference,
      figures: { additions, deletions },
    });
  });
  return {
    type: "group",
    id: `group ${clock} ${place}`,
    day: DAY,
    occurredAt: at(clock),
    platform: "sample",
    connectionId: "sample",
    kind: "commit",
    place: { name: place, url: null },
    firstAt: items.at(-1)?.occurredAt ?? at(clock),
    count: items.length,
    items,
  };
}

import type { Item } from "../../../shared/item.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import type { Entry, SingleEntry } from "../../../shared/timeline.ts";

/** An invented day, to show what a line looks like before there is one. */
export const SAMPLE_ZONE = "UTC";
const DAY = "2026-05-14";

const FORGE = source("github", "GitHub", "gh", "gh", {
  commit: kind("commit", "commits", "Pushed", 2),
  pull_request: {
    ...kind("pull request", "pull requests", "Opened", 3),
    made: true,
    states: { merged: { verb: "Merged", weight: 6 } },
  },
});
const FORUM = source("reddit", "Reddit", "rd", "rd", {
  comment: kind("comment", "comments", "Commented on", 1),
});
const VIDEOS = source("youtube", "YouTube", "yt", "yt", {
  video: { ...kind("video", "videos", "Uploaded", 4), made: true },
});
const POSTS = source("bluesky", "Bluesky", "bs", "bs", { post: kind("post", "posts", "", 2) });
const TASKS = source("devpad", "devpad", "dp", "dp", {
  task: kind("task", "tasks", "Completed", 2),
});
const ARTICLES = source("feed", "Feed", "rs", "rs", {
  article: { ...kind("article", "articles", "Published", 3), made: true },
});

export const SAMPLE_PLATFORMS: readonly PlatformInfo[] = [
  FORGE,
  FORUM,
  VIDEOS,
  POSTS,
  TASKS,
  ARTICLES,
];

/** Where things can come from, in a sentence. */
export const SAMPLE_SOURCES =
  "GitHub, Reddit, X, YouTube, Bluesky, Mastodon, devpad and any RSS or Atom feed";

export interface Lane {
  readonly platform: PlatformInfo;
  /** Minutes of the day, and the weight of what happened then. */
  readonly ticks: readonly (readonly [minute: number, weight: number])[];
}

export const LANES: readonly Lane[] = [
  {
    platform: FORGE,
    ticks: [
      [602, 2],
      [658, 2],
      [680, 2],
      [708, 6],
      [835, 2],
      [862, 2],
      [947, 1],
      [1136, 2],
      [1159, 2],
      [1182, 2],
      [1205, 2],
    ],
  },
  {
    platform: FORUM,
    ticks: [
      [520, 1],
      [781, 1],
      [788, 1],
      [1284, 1],
    ],
  },
  {
    platform: VIDEOS,
    ticks: [[1080, 4]],
  },
  {
    platform: POSTS,
    ticks: [
      [545, 1],
      [722, 2],
      [1006, 1],
      [1290, 2],
      [1338, 1],
    ],
  },
  {
    platform: TASKS,
    ticks: [
      [554, 1],
      [714, 2],
      [980, 2],
    ],
  },
  {
    platform: ARTICLES,
    ticks: [[1012, 3]],
  },
];

export const SAMPLE_ENTRIES: readonly Entry[] = [
  group(FORGE, "20:05", "larder", [
    ["e19a770", "Serve stale index when the registry answers 5xx", 41, 6],
    ["c0b44fe", "Keep ETag across restarts", 28, 9],
    ["93d1a08", "Name the mirror in every error", 19, 14],
    ["5f7720b", "Fix flaky clock in cache test", 8, 1],
  ]),
  single(VIDEOS, {
    kind: "video",
    occurredAt: at("18:00"),
    title: "Larder devlog 7: a cache for slow lines",
    reference: "11:42",
    figures: { views: 214, likes: 31 },
  }),
  single(ARTICLES, {
    kind: "article",
    occurredAt: at("16:52"),
    title: "What a log forgets",
    place: { name: "Notes from the shore", url: null },
    body: "Compaction is a promise about what nobody will ask for again. Here is how tarn keeps it.",
  }),
  single(FORUM, {
    kind: "comment",
    occurredAt: at("13:08"),
    title: "How do you test code that waits?",
    place: { name: "r/programming", url: null },
    body: "Give it a clock of its own, and let the test turn it.",
    figures: { points: 48 },
  }),
  single(POSTS, {
    kind: "post",
    occurredAt: at("12:02"),
    title: "",
    body: "tarn no longer holds a segment in memory to send it. 497 lines went away.",
    figures: { likes: 75, reposts: 7 },
  }),
  single(TASKS, {
    kind: "task",
    occurredAt: at("11:54"),
    startedAt: "2026-05-09T08:30:00.000Z",
    title: "Stream segments to slow readers",
    place: { name: "tarn", url: null },
  }),
  single(
    FORGE,
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
      {
        kind: "commit",
        occurredAt: at("11:20"),
        reference: "a41f9c2",
        title: "Drop the segment buffer",
        figures: { additions: 3, deletions: 188 },
      },
      {
        kind: "commit",
        occurredAt: at("10:58"),
        reference: "7be0d13",
        title: "Reuse the reader across segments",
        figures: { additions: 64, deletions: 52 },
      },
      {
        kind: "commit",
        occurredAt: "2026-05-11T09:02:00.000Z",
        reference: "07c2e9a",
        title: "Start streaming from the manifest",
        figures: { additions: 201, deletions: 77 },
      },
    ],
  ),
];

function source(
  id: string,
  name: string,
  glyph: string,
  hue: string,
  kinds: PlatformInfo["kinds"],
): PlatformInfo {
  return {
    id,
    name,
    glyph,
    hue,
    kinds,
    reads: "",
    placeName: "",
    placeWords: [],
    marks: {},
    connect: { type: "input", fields: [] },
    settings: [],
    usageNames: {},
    meter: null,
    configured: true,
    missing: [],
  };
}

function kind(name: string, plural: string, verb: string, weight: number) {
  return { name, plural, verb, weight, made: false, states: {} };
}

function at(clock: string): string {
  return `${DAY}T${clock}:00.000Z`;
}

type Fields = Partial<Item> & Pick<Item, "kind" | "occurredAt" | "title">;

function item({ id: platform }: PlatformInfo, fields: Fields): Item {
  const id = `${platform} ${fields.occurredAt}`;
  return {
    id,
    externalId: id,
    connectionId: platform,
    platform,
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
    pinnedAt: null,
    note: null,
    isApart: false,
    ...fields,
  };
}

function single(from: PlatformInfo, fields: Fields, inside: readonly Fields[] = []): SingleEntry {
  const made = item(from, fields);
  const children = inside.map((each) => item(from, each));
  return {
    type: "single",
    id: made.id,
    day: DAY,
    occurredAt: made.occurredAt,
    platform: from.id,
    item: made,
    children,
    childCount: children.length,
    alsoOn: [],
  };
}

function group(
  from: PlatformInfo,
  clock: string,
  place: string,
  commits: readonly (readonly [string, string, number, number])[],
): Entry {
  const items = commits.map(([reference, title, additions, deletions], index) => {
    const occurredAt = new Date(Date.parse(at(clock)) - index * 23 * 60_000).toISOString();
    return item(from, {
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
    platform: from.id,
    connectionId: from.id,
    kind: "commit",
    place: { name: place, url: null },
    firstAt: items.at(-1)?.occurredAt ?? at(clock),
    count: items.length,
    items,
  };
}

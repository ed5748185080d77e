import type { Budget, Connection, SyncRun } from "../../shared/connections.ts";
import type { Item } from "../../shared/item.ts";
import type { Me } from "../../shared/me.ts";
import type { PlatformInfo } from "../../shared/platforms.ts";
import type { Profile, SharedProfile } from "../../shared/profiles.ts";
import type { Entry, GroupEntry, SingleEntry, TimelinePage } from "../../shared/timeline.ts";

/** Wednesday 13 May 2026, 14:41 in Berlin. */
export const NOW = Date.parse("2026-05-13T12:41:00.000Z");

export const me: Me = {
  id: "u1",
  name: "Ines Halvorsen",
  handle: "ines",
  zone: "Europe/Berlin",
  identity: "devpad",
  createdAt: "2026-01-01T00:00:00.000Z",
  eraseAt: null,
};

/** A platform that does not exist: the client must not need to know one. */
export const platform: PlatformInfo = {
  id: "forge",
  name: "Forge",
  glyph: "fg",
  hue: "gh",
  reads: "Your commits and requests.",
  placeName: "repository",
  placeWords: ["repo"],
  kinds: {
    commit: {
      name: "commit",
      plural: "commits",
      verb: "Committed",
      weight: 1,
      made: false,
      states: {},
    },
    request: {
      name: "request",
      plural: "requests",
      verb: "Opened",
      weight: 3,
      made: true,
      states: { merged: { verb: "Merged", weight: 6 }, open: { verb: "Opened", weight: 3 } },
    },
    issue: {
      name: "issue",
      plural: "issues",
      verb: "Opened",
      weight: 1,
      made: false,
      states: { closed: { verb: "Opened", weight: 1 } },
    },
  },
  marks: { sensitive: "sensitive" },
  connect: {
    type: "oauth",
    start: "/media/api/auth/forge",
    options: [{ name: "private", label: "Private repositories too", help: "Nothing is written." }],
    redirectUri: "http://localhost/media/api/auth/forge/callback",
    ownApp: {
      url: "https://forge.example/settings/apps",
      steps: [
        "Choose New app.",
        "Enter the redirect address below.",
        "Copy the id and the secret.",
      ],
    },
    ownClientId: null,
  },
  settings: [],
  usageNames: {},
  meter: null,
  configured: true,
  missing: [],
};

/** A platform that is connected by what is typed, and that holds posts without titles. */
export const chatter: PlatformInfo = {
  ...platform,
  id: "chatter",
  name: "Chatter",
  glyph: "ch",
  hue: "bs",
  reads: "Your public posts.",
  placeName: "person",
  placeWords: [],
  kinds: {
    post: { name: "post", plural: "posts", verb: "", weight: 2, made: false, states: {} },
    reply: {
      name: "reply",
      plural: "replies",
      verb: "Replied",
      weight: 1,
      made: false,
      states: {},
    },
    repost: {
      name: "repost",
      plural: "reposts",
      verb: "Reposted",
      weight: 1,
      made: false,
      states: {},
    },
  },
  connect: {
    type: "input",
    fields: [
      {
        name: "handle",
        label: "Handle",
        help: "As it stands on your profile.",
        example: "ines.example",
        secret: false,
      },
    ],
  },
};

export function aPost(fields: Partial<Item> = {}): Item {
  return anItem({
    platform: chatter.id,
    kind: "post",
    externalId: "post:1",
    title: "",
    body: "The migration is the wiki page.",
    url: "https://chatter.example/post/1",
    place: null,
    reference: null,
    ...fields,
  });
}

export function anItem(fields: Partial<Item> = {}): Item {
  const externalId = fields.externalId ?? `${fields.kind ?? "commit"}:${fields.occurredAt ?? ""}`;
  return {
    id: `c1/${externalId}`,
    connectionId: "c1",
    platform: platform.id,
    kind: "commit",
    externalId,
    occurredAt: "2026-05-13T12:32:00.000Z",
    title: "Flush the segment index on rotate",
    body: null,
    url: "https://forge.example/ines/tarn/commit/a41f9c2",
    place: { name: "ines/tarn", url: "https://forge.example/ines/tarn" },
    state: null,
    reference: "a41f9c2",
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

export function aSingle(fields: Partial<Item> = {}, rest: Partial<SingleEntry> = {}): SingleEntry {
  const item = anItem(fields);
  return {
    type: "single",
    id: item.id,
    day: item.occurredAt.slice(0, 10),
    occurredAt: item.occurredAt,
    platform: platform.id,
    item,
    children: [],
    childCount: 0,
    alsoOn: [],
    ...rest,
  };
}

/** `count` commits, the newest at `newest`, a quarter of an hour apart. */
export function aGroup(count: number, newest: string, rest: Partial<GroupEntry> = {}): GroupEntry {
  const items = Array.from({ length: count }, (_, index) =>
    anItem({
      externalId: `commit:${newest}:${index}`,
      occurredAt: new Date(Date.parse(newest) - index * 900_000).toISOString(),
      title: `Change ${index}`,
      reference: `aaaaaa${index}`,
    }),
  );
  return {
    type: "group",
    id: `group ${newest.slice(0, 10)}`,
    day: newest.slice(0, 10),
    occurredAt: newest,
    platform: platform.id,
    connectionId: "c1",
    kind: "commit",
    place: { name: "ines/tarn", url: null },
    firstAt: items.at(-1)?.occurredAt ?? newest,
    count,
    items,
    ...rest,
  };
}

export function aConnection(fields: Partial<Connection> = {}): Connection {
  return {
    id: "c1",
    platform: platform.id,
    handle: "ineshal",
    displayName: null,
    url: null,
    status: "active",
    includesPrivate: false,
    itemCount: 12_140,
    isSyncing: false,
    isComplete: true,
    coverage: { since: "2021-02-09T10:00:00.000Z", limit: null },
    progress: null,
    oldestItemAt: "2021-02-09T10:00:00.000Z",
    lastCheckedAt: "2026-05-13T12:40:00.000Z",
    lastSuccessAt: "2026-05-13T12:40:00.000Z",
    nextCheckAt: "2026-05-13T12:45:00.000Z",
    problem: null,
    warning: null,
    createdAt: "2026-05-01T00:00:00.000Z",
    ...fields,
  };
}

export function aRun(fields: Partial<SyncRun> = {}): SyncRun {
  return {
    id: "r1",
    trigger: "cron",
    outcome: "synced",
    startedAt: "2026-05-13T12:39:50.000Z",
    finishedAt: "2026-05-13T12:40:00.000Z",
    checks: 1,
    itemsNew: 3,
    itemsChanged: 0,
    requests: 4,
    rowsRead: 12,
    rowsWritten: 16,
    r2Ops: 1,
    usage: {},
    message: null,
    ...fields,
  };
}

/** Quota units of one's own app, a day of them. */
export function aBudget(fields: Partial<Budget> = {}): Budget {
  return {
    sharedBy: "app",
    meter: "units",
    used: 2140,
    granted: 10_000,
    cap: null,
    isOwn: true,
    forecast: 8640,
    endsAt: "2026-05-14T07:00:00.000Z",
    ...fields,
  };
}

export function aProfile(fields: Partial<Profile> = {}): Profile {
  return {
    id: "p1",
    slug: "ines",
    name: "Ines Halvorsen",
    description: "",
    isDefault: true,
    visibility: "private",
    zone: null,
    theme: "system",
    connections: null,
    filter: [],
    countsPrivate: false,
    link: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    ...fields,
  };
}

export function aSharedProfile(fields: Partial<SharedProfile> = {}): SharedProfile {
  const { id, name, glyph, hue, kinds, marks } = platform;
  return {
    name: "At work",
    description: "",
    theme: "system",
    zone: me.zone,
    person: { handle: me.handle, name: me.name },
    platforms: [{ id, name, glyph, hue, kinds, marks }],
    freshness: { ...aPage([]).freshness, sources: [] },
    ...fields,
  };
}

export function aPage(
  entries: Entry[],
  nextCursor: string | null = null,
  connections: Connection[] = [aConnection()],
): TimelinePage {
  return {
    entries,
    nextCursor,
    previousCursor: null,
    zone: me.zone,
    freshness: {
      asOf: connections[0]?.lastSuccessAt ?? null,
      sources: connections.map((each) => ({
        connectionId: each.id,
        platform: each.platform,
        handle: each.handle,
        status: each.status,
        checkedAt: each.lastCheckedAt,
        isComplete: each.isComplete,
        coverage: each.coverage,
        oldestItemAt: each.oldestItemAt,
        problem: each.problem?.message ?? null,
      })),
    },
  };
}

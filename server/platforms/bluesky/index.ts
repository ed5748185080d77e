import * as z from "zod";
import { defineSettings, flag } from "../define-settings.ts";
import { walkNewestFirst } from "../newest-first.ts";
import type { Page, PageRequest } from "../page.ts";
import type { Platform } from "../platform.ts";
import { handleField } from "./handle-field.ts";
import { identify, PROFILE } from "./identify.ts";
import { FEED, mapFeed, readFeed } from "./read-feed.ts";

const DAY = 24 * 60 * 60_000;

export const bluesky: Platform = {
  id: "bluesky",
  name: "Bluesky",
  glyph: "bs",
  hue: "bs",
  reads: "Your public posts, replies and reposts.",
  placeName: "account",
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
  groupedKinds: [],
  parentKinds: ["post"],
  repeatedKinds: ["post"],
  marks: { sensitive: "Sensitive" },
  hosts: ["public.api.bsky.app"],
  endpoints: [
    `GET ${PROFILE} · https://docs.bsky.app/docs/api/app-bsky-actor-get-profile`,
    `GET ${FEED} · https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed`,
  ],
  connect: {
    type: "input",
    schema: z.object({ handle: handleField }),
    authorization: () => null,
  },
  settings: defineSettings(
    z.object({
      hideReplies: flag(
        "Hide replies",
        "Your answers to others are left out. Threads of your own stay.",
      ),
      hideReposts: flag("Hide reposts", "What you reposted of others is left out."),
      hideSensitive: flag(
        "Hide sensitive posts",
        "What is labelled as nudity or as hard to look at is left out.",
      ),
    }),
    ({ hideReplies, hideReposts, hideSensitive }) => [
      ...(hideReplies ? [{ kinds: ["reply"] }] : []),
      ...(hideReposts ? [{ kinds: ["repost"] }] : []),
      ...(hideSensitive ? [{ marks: ["sensitive"] }] : []),
    ],
  ),
  limitScope: "client",
  usageNames: {},
  // https://docs.bsky.app/docs/advanced-guides/rate-limits: by address, which is this server's.
  quota: {
    meter: "requests",
    rates: { request: 1 },
    period: { ms: 300_000 },
    granted: 3000,
    sharedBy: "client",
    mostPerRequest: 1,
  },
  identify,
  fetchPage,
  map: mapFeed,
};

/** What is deleted there is missing when everything is read again, once a day. */
function fetchPage(request: PageRequest): Promise<Page> {
  return walkNewestFirst(request, {
    rereadEveryMs: DAY,
    listings: [
      {
        name: "posts",
        covers: ["post", "reply", "repost"],
        isWhole: true,
        read: (ask) => readFeed(request.http, request.account, ask),
      },
    ],
  });
}

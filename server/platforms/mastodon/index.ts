import * as z from "zod";
import { defineSettings, flag } from "../define-settings.ts";
import { walkNewestFirst } from "../newest-first.ts";
import type { Page, PageRequest } from "../page.ts";
import type { Platform } from "../platform.ts";
import { handleField } from "./handle-field.ts";
import { identify } from "./identify.ts";
import { mapStatuses, readStatuses } from "./read-statuses.ts";

const DAY = 24 * 60 * 60_000;
const DOCS = "https://docs.joinmastodon.org";

export const mastodon: Platform = {
  id: "mastodon",
  name: "Mastodon",
  glyph: "ma",
  hue: "ma",
  reads: "Your public and unlisted posts, replies and boosts.",
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
      name: "boost",
      plural: "boosts",
      verb: "Boosted",
      weight: 1,
      made: false,
      states: {},
    },
  },
  groupedKinds: [],
  parentKinds: ["post"],
  repeatedKinds: ["post"],
  marks: { sensitive: "Sensitive", unlisted: "Unlisted" },
  hosts: "public",
  isByServer: true,
  endpoints: [
    `GET https://mastodon.social/api/v1/accounts/lookup · ${DOCS}/methods/accounts/#lookup`,
    `GET https://mastodon.social/api/v1/accounts/{id}/statuses · ${DOCS}/methods/accounts/#statuses`,
    `GET https://mastodon.social/api/v1/accounts/{id} · ${DOCS}/methods/accounts/#get`,
    `GET https://mastodon.social/.well-known/webfinger · ${DOCS}/spec/webfinger/`,
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
      hideBoosts: flag("Hide boosts", "What you boosted of others is left out."),
      hideSensitive: flag(
        "Hide sensitive posts",
        "What has a content warning, or pictures not for everybody, is left out.",
      ),
    }),
    ({ hideReplies, hideBoosts, hideSensitive }) => [
      ...(hideReplies ? [{ kinds: ["reply"] }] : []),
      ...(hideBoosts ? [{ kinds: ["repost"] }] : []),
      ...(hideSensitive ? [{ marks: ["sensitive"] }] : []),
    ],
  ),
  limitScope: "connection",
  usageNames: {},
  // https://docs.joinmastodon.org/api/rate-limits: by address and instance, which each counts for itself.
  quota: {
    meter: "requests",
    rates: { request: 1 },
    period: { ms: 300_000 },
    granted: 300,
    sharedBy: "connection",
    mostPerRequest: 1,
  },
  identify,
  fetchPage,
  map: mapStatuses,
};

/** What is deleted or mended there is seen when everything is read again, once a day. */
function fetchPage(request: PageRequest): Promise<Page> {
  return walkNewestFirst(request, {
    rereadEveryMs: DAY,
    listings: [
      {
        name: "posts",
        covers: ["post", "reply", "repost"],
        isWhole: true,
        read: (ask) => readStatuses(request.http, request.account, ask),
      },
    ],
  });
}

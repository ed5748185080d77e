import * as z from "zod";
import { defineSettings, flag } from "../define-settings.ts";
import type { Platform } from "../platform.ts";
import { feedAddress } from "./address.ts";
import { fetchPage } from "./fetch-page.ts";
import { identify } from "./identify.ts";
import { mapAnswer } from "./map.ts";

export const feed: Platform = {
  id: "feed",
  name: "Feed",
  glyph: "rs",
  hue: "rs",
  reads: "A blog, a podcast or any other site that has RSS, Atom or JSON Feed.",
  placeName: "site",
  kinds: {
    article: {
      name: "article",
      plural: "articles",
      verb: "Wrote",
      weight: 3,
      made: true,
      states: {},
    },
    episode: {
      name: "episode",
      plural: "episodes",
      verb: "Published",
      weight: 3,
      made: true,
      states: {},
    },
    post: { name: "post", plural: "posts", verb: "", weight: 2, made: false, states: {} },
  },
  groupedKinds: [],
  parentKinds: [],
  marks: { explicit: "explicit" },
  hosts: "public",
  endpoints: [
    "GET https://{host}/{feed} · https://www.rssboard.org/rss-specification",
    "GET https://{host}/{feed} · https://www.rfc-editor.org/rfc/rfc4287",
    "GET https://{host}/{feed} · https://www.jsonfeed.org/version/1.1/",
    "GET https://{host}/{page of older entries} · https://www.rfc-editor.org/rfc/rfc5005",
  ],
  connect: {
    type: "input",
    schema: z.object({ address: feedAddress }),
    authorization: () => null,
  },
  settings: defineSettings(
    z.object({
      hideEpisodes: flag("Hide episodes", "Entries with a recording or a film are left out."),
      hidePosts: flag("Hide short posts", "Entries without a title are left out."),
      hideExplicit: flag(
        "Hide what is explicit",
        "Episodes that their feed calls explicit are left out.",
      ),
    }),
    ({ hideEpisodes, hidePosts, hideExplicit }) => [
      ...(hideEpisodes ? [{ kinds: ["episode"] }] : []),
      ...(hidePosts ? [{ kinds: ["post"] }] : []),
      ...(hideExplicit ? [{ marks: ["explicit"] }] : []),
    ],
  ),
  limitScope: "connection",
  usageNames: {},
  quota: null,
  identify,
  fetchPage,
  map: mapAnswer,
};

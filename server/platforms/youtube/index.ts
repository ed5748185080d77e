import * as z from "zod";
import { defineSettings, flag } from "../define-settings.ts";
import type { Platform } from "../platform.ts";
import { mapRaw } from "./map.ts";
import { readChannel } from "./read-channel.ts";
import { isRateLimit } from "./refusal.ts";
import { fetchPage } from "./walk.ts";

const READ_ONLY = "https://www.googleapis.com/auth/youtube.readonly";

export const youtube: Platform = {
  id: "youtube",
  name: "YouTube",
  glyph: "yt",
  hue: "yt",
  reads:
    "The videos, shorts and live streams of your channel, unlisted and private ones marked as such.",
  placeName: "channel",
  kinds: {
    video: {
      name: "video",
      plural: "videos",
      verb: "Uploaded",
      weight: 3,
      made: true,
      states: {},
    },
    short: {
      name: "short",
      plural: "shorts",
      verb: "Uploaded",
      weight: 2,
      made: true,
      states: {},
    },
    stream: {
      name: "live stream",
      plural: "live streams",
      verb: "Streamed",
      weight: 3,
      made: true,
      states: {
        upcoming: { verb: "Scheduled", weight: 2 },
        live: { verb: "Streaming", weight: 3 },
      },
    },
  },
  groupedKinds: [],
  parentKinds: [],
  marks: { private: "Private", unlisted: "Unlisted", sensitive: "Age-restricted" },
  hosts: ["www.googleapis.com", "accounts.google.com", "oauth2.googleapis.com"],
  endpoints: [
    "GET https://accounts.google.com/o/oauth2/v2/auth · https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps",
    "POST https://oauth2.googleapis.com/token · the same page",
    "POST https://oauth2.googleapis.com/revoke · the same page",
    "GET https://www.googleapis.com/youtube/v3/channels · https://developers.google.com/youtube/v3/docs/channels/list",
    "GET https://www.googleapis.com/youtube/v3/playlistItems · https://developers.google.com/youtube/v3/docs/playlistItems/list",
    "GET https://www.googleapis.com/youtube/v3/videos · https://developers.google.com/youtube/v3/docs/videos/list",
  ],
  connect: {
    type: "oauth",
    authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: "https://oauth2.googleapis.com/token",
    clientAuth: "body",
    pkce: true,
    scopeSeparator: " ",
    scopes: [READ_ONLY],
    requiredScopes: [
      [
        READ_ONLY,
        "https://www.googleapis.com/auth/youtube",
        "https://www.googleapis.com/auth/youtube.force-ssl",
      ],
    ],
    // The one scope reads private videos too: there is no choice to offer.
    privateAccess: null,
    // Without `prompt=consent` a second consent brings no refresh token.
    authorizeParams: {
      access_type: "offline",
      prompt: "consent",
      include_granted_scopes: "true",
    },
    tokenErrors: { redirect_uri_mismatch: "redirect_mismatch" },
    refresh: "kept",
    // https://developers.google.com/identity/protocols/oauth2#expiration
    knownEnd:
      "Google ends access seven days after it was given, as long as the consent screen of the app is in “Testing”; once the app's owner publishes it, access that is given from then on lasts.",
    revoke: {
      // Google ends the whole grant with any token of it, so one token alone cannot be ended.
      token: null,
      grant: {
        method: "POST",
        url: "https://oauth2.googleapis.com/revoke",
        body: "form",
        basic: false,
      },
    },
    ownApp: {
      url: "https://console.cloud.google.com/apis/credentials",
      steps: [
        "Choose or create a project, and enable “YouTube Data API v3” under “APIs & services”, “Library”.",
        "Set up the consent screen with the scope “youtube.readonly”, and publish it: while it is in “Testing”, Google ends access after 7 days.",
        "Choose “Create credentials”, “OAuth client ID”, “Web application”.",
        "Enter the redirect address below under “Authorised redirect URIs”, and create.",
        "Copy the client ID and the client secret here.",
      ],
    },
  },
  settings: defineSettings(
    z.object({
      hideStreams: flag("Hide live streams", "Broadcasts, planned, running or over, are left out."),
      hideShorts: flag(
        "Hide shorts",
        "Videos of up to three minutes that are tagged #shorts are left out.",
      ),
      hideClosed: flag(
        "Hide unlisted and private videos",
        "Only what everybody can find on your channel is shown.",
      ),
      hideSensitive: flag(
        "Hide age-restricted videos",
        "What YouTube shows to adults only is left out.",
      ),
    }),
    ({ hideStreams, hideShorts, hideClosed, hideSensitive }) => [
      ...(hideStreams ? [{ kinds: ["stream"] }] : []),
      ...(hideShorts ? [{ kinds: ["short"] }] : []),
      ...(hideClosed ? [{ marks: ["unlisted"] }, { marks: ["private"] }] : []),
      ...(hideSensitive ? [{ marks: ["sensitive"] }] : []),
    ],
  ),
  limitScope: "client",
  usageNames: { units: "quota units" },
  // https://developers.google.com/youtube/v3/determine_quota_cost: each list call is a unit, one that is
  // answered 304 or refused as well. A project may be given more; whoever runs it says so by its stop.
  quota: {
    meter: "units",
    rates: { request: 1 },
    period: { unit: "day", zone: "America/Los_Angeles" },
    granted: 10_000,
    sharedBy: "client",
    mostPerRequest: 1,
  },
  isRateLimit,
  identify: async (http) => (await readChannel(http)).account,
  fetchPage,
  map: mapRaw,
};

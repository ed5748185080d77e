import { expect, it } from "vitest";
import { github } from "../../platforms/github/index.ts";
import { bluesky } from "../../platforms/bluesky/index.ts";
import type { Platform } from "../../platforms/platform.ts";
import { reddit } from "../../platforms/reddit/index.ts";
import { twitter } from "../../platforms/twitter/index.ts";
import { youtube } from "../../platforms/youtube/index.ts";
import { stopWords } from "./stop-words.ts";
import type { Stop } from "./stop-words.ts";

const stop: Stop = {
  sharedBy: "connection",
  by: "platform",
  isReserve: false,
  used: 5000,
  amount: 5000,
  goesOnAt: Date.UTC(2026, 10, 22, 14, 35, 1),
};

it.each<[Platform, Partial<Stop>, string]>([
  [
    github,
    {},
    "GitHub allows 5,000 requests an hour here, and all are used. Nothing is lost: it goes on on 22 November at 14:36 UTC.",
  ],
  [
    github,
    { used: 4501, isReserve: true },
    "GitHub allows 5,000 requests an hour here, and 4,501 requests are used. The rest is kept for what is new. The older entries go on on 22 November at 14:36 UTC.",
  ],
  [
    reddit,
    { sharedBy: "client", used: 1000, amount: 1000 },
    "Reddit allows 1,000 requests in 10 minutes to the app that this was connected with, for all of its connections together, and all are used. Nothing is lost: it goes on on 22 November at 14:36 UTC.",
  ],
  [
    bluesky,
    { sharedBy: "client", used: 3000, amount: 3000 },
    "Bluesky allows 3,000 requests in 5 minutes to this server, for all of its connections together, and all are used. Nothing is lost: it goes on on 22 November at 14:36 UTC.",
  ],
  [
    youtube,
    { by: "owner", used: 1, amount: 1 },
    "You let this connection use 1 quota unit a day of YouTube, and all are used. Nothing is lost: it goes on on 22 November at 14:36 UTC, or at once when you raise the stop on this page.",
  ],
  [
    twitter,
    { by: "owner", used: 1.615, amount: 5 },
    "You let this connection use $5.00 a month of X, and $1.615 is used; one request may use up to $0.185, so none is made that could go over it. Nothing is lost: it goes on on 22 November at 14:36 UTC, or at once when you raise the stop on this page.",
  ],
  [
    twitter,
    { by: "owner", sharedBy: "client", used: 18.2, amount: 20, isReserve: true },
    "Whoever runs this server lets all that connect through this server's app use $20.00 a month of X together, and $18.20 is used. The rest is kept for what is new. The older entries go on on 22 November at 14:36 UTC.",
  ],
])("a stop at %#", (platform, change, words) => {
  if (platform.quota === null) throw new Error(`${platform.name} counts nothing.`);
  expect(stopWords(platform, platform.quota, { ...stop, ...change })).toBe(words);
});

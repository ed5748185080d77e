import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import type { PlatformAccount, PlatformItem } from "../page.ts";
import edited from "./fixtures/edited.json";
import media from "./fixtures/media.json";
import newNames from "./fixtures/new-names.json";
import notes from "./fixtures/notes.json";
import postsAndReplies from "./fixtures/posts-and-replies.json";
import quotes from "./fixtures/quotes.json";
import reposts from "./fixtures/reposts.json";
import { goneOf } from "./gone.ts";
import { mapAnswer } from "./map.ts";
import { timelinePage } from "./schema.ts";

const account: PlatformAccount = postsAndReplies.account;
const pairs = { edited, media, newNames, notes, postsAndReplies, quotes, reposts };
const POSTED = "2023-05-12T18:04:31.000Z";

function mapBody(body: unknown): PlatformItem[] {
  return mapAnswer(
    { endpoint: "posts", url: "https://api.x.com/2/x", body: JSON.stringify(body) },
    account,
  );
}

/** The one item of one post with these fields. */
function mapPost(post: Record<string, unknown>, includes: object = {}): PlatformItem | undefined {
  const whole = { id: "1657084352439259789", text: "a text", created_at: POSTED, ...post };
  return mapBody({ data: [whole], includes, meta: { result_count: 1 } })[0];
}

const NAMES = [
  ["edit_history_tweet_ids", "edit_history_post_ids"],
  ["referenced_tweets", "referenced_posts"],
  ["note_tweet", "note_post"],
  ["retweet_count", "repost_count"],
  ["tweet_count", "post_count"],
  ["tweets", "posts"],
] as const;

function renamed(body: unknown, to: 0 | 1): unknown {
  return NAMES.reduce<unknown>((value, pair) => {
    const text = JSON.stringify(value).replaceAll(`"${pair[1 - to]}":`, `"${pair[to]}":`);
    return JSON.parse(text);
  }, body);
}

describe("both sets of names", () => {
  it.each(Object.entries(pairs))("%s: say the same", (_name, { raw, items }) => {
    expect(mapBody(renamed(raw.body, 0))).toEqual(items);
    expect(mapBody(renamed(raw.body, 1))).toEqual(items);
    expect(renamed(raw.body, 0)).not.toEqual(renamed(raw.body, 1));
  });

  it("may stand in one answer", () => {
    const original = { id: "10", text: "said", author_id: "2" };
    const item = mapPost(
      { text: "RT @a: cut…", referenced_posts: [{ type: "retweeted", id: "10" }] },
      { tweets: [original], users: [{ id: "2", username: "a", name: "A" }] },
    );
    expect(item).toMatchObject({
      kind: "repost",
      body: "said",
      author: { name: "A", handle: "a" },
    });
  });
});

describe("texts", () => {
  const short = "https://t.co/Ab3dEf6hIj";
  const link = (expanded: string) => ({ urls: [{ url: short, expanded_url: expanded }] });
  it.each([
    ["escaped signs", { text: "a &lt; b &amp;&amp; b &gt; c &amp;lt;" }, "a < b && b > c &lt;"],
    [
      "a link",
      { text: `see ${short}`, entities: link("https://a.example/?a=1&b=2") },
      "see https://a.example/?a=1&b=2",
    ],
    [
      "a link that is another's beginning",
      { text: `see ${short}k`, entities: link("https://a.example/") },
      `see ${short}k`,
    ],
    ["a link nobody explains", { text: `see ${short}` }, `see ${short}`],
    ["control signs and line ends", { text: "a\u0000b\r\nc" }, "ab\nc"],
    [
      "the longer text",
      { text: "cut… https://t.co/x", note_tweet: { text: "not cut at all" } },
      "not cut at all",
    ],
    ["a longer text that is empty", { text: "not cut", note_tweet: { text: "" } }, "not cut"],
    ["no text", { text: "" }, "(no text)"],
    ["a text of blanks", { text: " \n " }, "(no text)"],
    [
      "a picture that the answer misses",
      { text: "", attachments: { media_keys: ["3_1"] } },
      "(no text)",
    ],
  ])("%s", (_name, post, body) => {
    expect(mapPost(post)?.body).toBe(body);
  });

  it.each([
    ["one name", "@ada Yes.", [5, 9], "Yes."],
    ["two names", "@ada @bob Yes.", [10, 14], "Yes."],
    ["a name that is part of the text", "@ada @bob knows.", [5, 16], "@bob knows."],
    ["no range", "@ada Yes.", undefined, "Yes."],
    ["a range of nonsense", "@ada Yes.", [7, 9], "Yes."],
    ["signs of two units", "@ada 🧵 Yes.", [5, 11], "🧵 Yes."],
  ])("a reply with %s", (_name, text, range, body) => {
    const references = [{ type: "replied_to", id: "1" }];
    const item = mapPost({ text, display_text_range: range, referenced_tweets: references });
    expect(item).toMatchObject({ kind: "reply", body, place: { name: "@ada" } });
  });
});

describe("kinds", () => {
  const refer = (type: string) => [{ type, id: "1600000000000000000" }];
  it.each([
    ["nothing", {}, "post"],
    ["a quote", { referenced_tweets: refer("quoted") }, "post"],
    [
      "an answer to somebody",
      { referenced_tweets: refer("replied_to"), in_reply_to_user_id: "5" },
      "reply",
    ],
    ["an answer to nobody known", { referenced_tweets: refer("replied_to") }, "reply"],
    ["an answer without its post", { in_reply_to_user_id: "5" }, "reply"],
    [
      "the next part of a thread",
      { referenced_tweets: refer("replied_to"), in_reply_to_user_id: account.externalId },
      "post",
    ],
    ["a repost", { referenced_tweets: refer("retweeted") }, "repost"],
    ["a repost by a newer word", { referenced_tweets: refer("reposted") }, "repost"],
    ["a word nobody knows", { referenced_tweets: refer("admired") }, "post"],
  ])("%s", (_name, post, kind) => {
    expect(mapPost(post)?.kind).toBe(kind);
  });
});

describe("languages", () => {
  it.each([
    ["en", "en"],
    ["zh-TW", "zh-tw"],
    ["in", "id"],
    ["iw", "he"],
    ["und", null],
    ["zxx", null],
    ["qme", null],
    ["art", null],
    ["?", null],
    [undefined, null],
  ])("%s is %s", (lang, language) => {
    expect(mapPost({ lang })?.language).toBe(language);
  });
});

describe("times", () => {
  it.each([
    ["as told", { created_at: "2023-05-12T18:04:31.000Z" }, "2023-05-12T18:04:31.000Z"],
    ["by the id, when nothing is told", { created_at: undefined }, POSTED],
    ["by the id, when nonsense is told", { created_at: "yesterday" }, POSTED],
    [
      "of the first version",
      { edit_history_tweet_ids: ["1657080000000000000"] },
      "2023-05-12T17:47:13.000Z",
    ],
  ])("%s", (_name, post, time) => {
    const item = mapPost(post);
    expect(item && new Date(item.occurredAt).toISOString()).toBe(time);
  });

  it("are needed: an old id without one is left out", () => {
    expect(mapPost({ id: "20", created_at: undefined })).toBeUndefined();
  });
});

describe("a page", () => {
  it("is refused when nothing in it can be read", () => {
    expect(() => mapBody({ data: [{ id: {} }, 7] })).toThrow(PlatformError);
    expect(() => mapBody({})).toThrow(PlatformError);
    expect(mapBody({ meta: { result_count: 0 } })).toEqual([]);
  });

  it("names as gone what is the account's own, and nobody else's", () => {
    const missing = (id: string, parameter: string, host: string) => ({
      type: `https://${host}/2/problems/resource-not-found`,
      resource_type: "tweet",
      resource_id: id,
      parameter,
    });
    const body = {
      data: [
        {
          id: "11",
          text: "2/ next",
          in_reply_to_user_id: account.externalId,
          referenced_tweets: [{ type: "replied_to", id: "10" }],
        },
        { id: "12", text: "RT @a: b", referenced_tweets: [{ type: "retweeted", id: "9" }] },
        {
          id: "13",
          text: "no",
          in_reply_to_user_id: "5",
          referenced_tweets: [{ type: "replied_to", id: "8" }],
        },
      ],
      errors: [
        missing("10", "referenced_tweets.id", "api.twitter.com"),
        missing("9", "referenced_tweets.id", "api.x.com"),
        missing("8", "id", "api.x.com"),
        missing("7", "id", "api.x.com"),
        missing("6", "referenced_posts", "api.x.com"),
        { ...missing("5", "id", "api.x.com"), type: "about:blank" },
        { ...missing("4", "id", "api.x.com"), resource_type: "user" },
      ],
    };
    expect(goneOf(timelinePage.parse(body), account)).toEqual([
      "post:10",
      "repost:10",
      "post:7",
      "repost:7",
    ]);
  });
});

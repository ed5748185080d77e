import { describe, expect, it } from "vitest";
import { toDuration } from "./duration.ts";
import { isPlaceholder, mapRaw } from "./map.ts";
import { playlistEntry } from "./schema.ts";

/** Beside the pairs in `fixtures/`: what is easier to see alone. */

const account = {
  externalId: "UCq1VhFz0mT7sYd3Lw8KpR2A",
  handle: "ineshal",
  displayName: "Ines Halvorsen",
  url: null,
  email: null,
};

function mapVideo(parts: object) {
  const snippet = { publishedAt: "2026-03-04T18:30:05Z", title: "One" };
  const body = JSON.stringify({ items: [{ id: "aaaaaaaaaaa", snippet, ...parts }] });
  const [item] = mapRaw({ endpoint: "videos", url: "https://www.googleapis.com/", body }, account);
  return item;
}

it.each([
  ["PT45S", "0:45"],
  ["PT12M4S", "12:04"],
  ["PT1H", "1:00:00"],
  ["PT1H2M33S", "1:02:33"],
  ["P1DT2H", "26:00:00"],
  ["P0D", undefined],
  ["PT0S", undefined],
  ["12:04", undefined],
  ["", undefined],
  [null, undefined],
])("a duration of %s reads %s", (given, text) => {
  expect(toDuration(given)?.text).toBe(text);
});

it.each([
  [{ privacyStatus: "public" }, false, []],
  [{ privacyStatus: "unlisted" }, true, ["unlisted"]],
  [{ privacyStatus: "private" }, true, ["private"]],
  [{ privacyStatus: "membersOnly" }, true, []],
  [{ privacyStatus: 3 }, true, []],
  ["private", true, []],
  [undefined, false, []],
])("a status of %j is private: %s", (status, isPrivate, marks) => {
  expect(mapVideo({ status })).toMatchObject({ isPrivate, marks });
});

it("a video whose counts are hidden has none", () => {
  expect(mapVideo({ statistics: { viewCount: "9" } })?.figures).toEqual({ views: 9 });
  expect(mapVideo({})?.figures).toEqual({});
});

describe("a placeholder", () => {
  const entry = (title: string, more: object = {}) =>
    playlistEntry.parse({
      snippet: { title, thumbnails: {} },
      contentDetails: { videoId: "a" },
      ...more,
    });

  it.each([
    ["Deleted video", {}, true],
    ["Private video", {}, true],
    ["Gelöschtes Video", { status: { privacyStatus: "privacyStatusUnspecified" } }, true],
    ["A film", {}, false],
    [
      "Private video",
      { contentDetails: { videoId: "a", videoPublishedAt: "2026-03-04T18:30:05Z" } },
      false,
    ],
    [
      "Deleted video",
      {
        snippet: { title: "Deleted video", thumbnails: { high: { url: "https://i.ytimg.com/1" } } },
      },
      false,
    ],
  ])("is told from a video called “%s” %j", (title, more, is) => {
    expect(isPlaceholder(entry(title, more))).toBe(is);
  });
});

import { describe, expect, it } from "vitest";
import { failureOf, limitOf } from "./http-failure.ts";

const NOW = Date.UTC(2026, 4, 14, 9, 30);
const DAY = 86_400_000;
const SECONDS = NOW / 1000;

function headersOf(headers: Record<string, string>): Headers {
  return new Headers(headers);
}

describe("what is left of a limit", () => {
  it.each([
    ["no header", {}, null, null],
    [
      "seconds since 1970, as GitHub has it",
      { "x-ratelimit-remaining": "4988", "x-ratelimit-reset": String(SECONDS + 600) },
      4988,
      NOW + 600_000,
    ],
    [
      "seconds that are left, as Reddit has it",
      { "x-ratelimit-remaining": "592.0", "x-ratelimit-used": "8", "x-ratelimit-reset": "351" },
      592,
      NOW + 351_000,
    ],
    [
      "as X spells it",
      { "x-rate-limit-remaining": "0", "x-rate-limit-reset": String(SECONDS + 900) },
      0,
      NOW + 900_000,
    ],
    [
      "as Bluesky spells it",
      { "ratelimit-remaining": "2999", "ratelimit-reset": String(SECONDS + 60) },
      2999,
      NOW + 60_000,
    ],
    [
      "a date, as Mastodon has it",
      {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": new Date(NOW + 809.356).toISOString(),
      },
      0,
      NOW + 809,
    ],
    ["a count alone", { "x-ratelimit-remaining": "3" }, 3, null],
    ["a time alone", { "ratelimit-reset": "30" }, null, NOW + 30_000],
    ["a time gone by", { "x-ratelimit-reset": String(SECONDS - 5) }, null, null],
    ["a date gone by", { "x-ratelimit-reset": "2020-01-01T00:00:00Z" }, null, null],
    ["no time at all", { "x-ratelimit-reset": "soon" }, null, null],
    ["an empty time", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "" }, 0, null],
    ["a count of nonsense", { "x-ratelimit-remaining": "-1" }, null, null],
    ["a count in words", { "x-ratelimit-remaining": "none" }, null, null],
  ] satisfies [string, Record<string, string>, number | null, number | null][])(
    "by %s",
    (_name, headers, remaining, resetAt) => {
      expect(limitOf(headersOf(headers), NOW, ["api.github.com"])).toMatchObject({
        remaining,
        resetAt,
      });
    },
  );
});

describe("the word of a server", () => {
  const headers = headersOf({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4070908800" });

  it("that anybody runs is believed for a day", () => {
    expect(limitOf(headers, NOW, "public").resetAt).toBe(NOW + DAY);
  });

  it("of a platform is believed for a month", () => {
    expect(limitOf(headers, NOW, ["api.github.com"]).resetAt).toBe(NOW + 31 * DAY);
  });
});

describe("a platform's own words for a limit", () => {
  const failed = { status: 403, headers: new Headers(), body: "wait", url: "https://a.example/x" };

  it("may say until when, and why", () => {
    const wait = { retryAt: NOW + 5000, told: "The day's share is used up." };
    const failure = failureOf(failed, NOW, () => wait);
    expect(failure).toMatchObject({ kind: "rate_limited", status: 403, ...wait });
  });

  it("leave the time to the headers otherwise", () => {
    const headers = new Headers({ "retry-after": "7" });
    expect(failureOf({ ...failed, headers }, NOW, () => true)).toMatchObject({
      kind: "rate_limited",
      retryAt: NOW + 7000,
    });
  });

  it("do not make an unaccepted token a limit", () => {
    expect(failureOf({ ...failed, status: 401 }, NOW, () => true).kind).toBe("unauthorised");
  });
});

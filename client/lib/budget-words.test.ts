import { describe, expect, it } from "vitest";
import type { Budget } from "../../shared/connections.ts";
import { NOW, aBudget } from "../testing/samples.ts";
import { budgetWords, shareWords, stopWords } from "./budget-words.ts";

const ZONE = "Europe/Berlin";
const pacificDay = { unit: "day", zone: "America/Los_Angeles" } as const;
const month = { unit: "month", zone: "UTC" } as const;
const quarter = { ms: 900_000 } as const;
const money = (fields: Partial<Budget>) =>
  aBudget({
    sharedBy: "connection",
    meter: "dollars",
    used: 1.2,
    granted: null,
    forecast: 3.4,
    endsAt: "2026-06-01T00:00:00.000Z",
    ...fields,
  });
const midnightHere = "2026-05-13T22:00:00.000Z";

describe("what was used", () => {
  it.each([
    [
      "will do until midnight elsewhere",
      aBudget(),
      pacificDay,
      "2,140 of 10,000 quota units used.",
      "At this pace 8,640 of 10,000 by midnight Pacific (09:00 for you).",
    ],
    [
      "will do until midnight here",
      aBudget({ endsAt: midnightHere }),
      { unit: "day", zone: ZONE } as const,
      "2,140 of 10,000 quota units used.",
      "At this pace 8,640 of 10,000 by midnight.",
    ],
    [
      "is too little to say",
      aBudget({ used: 1, forecast: null, endsAt: "2026-05-13T12:45:00.000Z", meter: "requests" }),
      quarter,
      "1 of 10,000 requests used.",
      "It begins anew at 14:45.",
    ],
    [
      "is nothing",
      aBudget({ used: 0, forecast: null, endsAt: null }),
      pacificDay,
      "0 of 10,000 quota units used.",
      "",
    ],
    [
      "was used in a period that is over",
      aBudget({ endsAt: "2026-05-13T07:00:00.000Z" }),
      pacificDay,
      "2,140 of 10,000 quota units used.",
      "",
    ],
    [
      "will not do",
      aBudget({ used: 5000, forecast: 15_000, endsAt: midnightHere }),
      { unit: "day", zone: ZONE } as const,
      "5,000 of 10,000 quota units used.",
      "At this pace all of it is used up at 19:20; it begins anew at midnight.",
    ],
    [
      "is given more than is known",
      aBudget({ cap: 20_000, forecast: 12_000 }),
      pacificDay,
      "2,140 of 20,000 quota units used.",
      "At this pace 12,000 of 20,000 by midnight Pacific (09:00 for you).",
    ],
    [
      "is a bill without an end",
      money({}),
      month,
      "$1.20 used.",
      "At this pace $3.40 by 1 Jun at 02:00.",
    ],
    [
      "stays below the stop",
      money({ cap: 5 }),
      month,
      "$1.20 of $5.00 used.",
      "At this pace $3.40 of $5.00 by 1 Jun at 02:00.",
    ],
    [
      "will reach the stop",
      money({ cap: 2.3 }),
      month,
      "$1.20 of $2.30 used.",
      "At this pace the stop is reached on 22 May at 20:20; it begins anew on 1 Jun at 02:00.",
    ],
  ])("%s", (_, budget, period, lead, text) => {
    expect(budgetWords(budget, period, ZONE, NOW)).toEqual({ tone: "plain", lead, text });
  });

  it.each([
    [
      "all there is",
      aBudget({ used: 10_000, forecast: 10_000 }),
      pacificDay,
      "All is used up.",
      "10,000 of 10,000 quota units used. It continues at midnight Pacific (09:00 for you).",
    ],
    [
      "all that the stop lets",
      money({ used: 5, cap: 5 }),
      month,
      "The stop is reached.",
      "$5.00 of $5.00 used. It continues on 1 Jun at 02:00.",
    ],
    [
      "all that the stop lets, of more that there is",
      aBudget({ used: 3000, cap: 3000 }),
      pacificDay,
      "The stop is reached.",
      "3,000 of 10,000 quota units used. It continues at midnight Pacific (09:00 for you).",
    ],
    [
      "nothing, because the stop is there",
      money({ used: 0, cap: 0, endsAt: null }),
      month,
      "The stop is reached.",
      "$0.00 of $0.00 used.",
    ],
  ])("is %s", (_, budget, period, lead, text) => {
    expect(budgetWords(budget, period, ZONE, NOW)).toEqual({ tone: "wait", lead, text });
  });
});

it("says who shares it, and whose stop it is", () => {
  expect(shareWords(aBudget({ isOwn: false }), pacificDay)).toBe(
    "All that connect through this server share this.",
  );
  expect(shareWords(aBudget({ isOwn: false, cap: 9000 }), pacificDay)).toBe(
    "All that connect through this server share this. Whoever runs this server stops it at 9,000 quota units a day.",
  );
  expect(shareWords(aBudget(), pacificDay)).toBe(
    "All that you connect through your own app share this.",
  );
  expect(shareWords(money({ cap: 5 }), month)).toBe("");
});

it("says the stop", () => {
  expect(stopWords(money({}), month)).toBe("No stop is set.");
  expect(stopWords(money({ cap: 5 }), month)).toBe("It stops at $5.00 a month.");
});

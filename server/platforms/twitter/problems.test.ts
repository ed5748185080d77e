import { describe, expect, it } from "vitest";
import { failureOf } from "../http-failure.ts";
import { accountProblem, paidWait, refusalOf, refusedParameters } from "./problems.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const capped = (period: string, scope: string, host = "api.twitter.com") =>
  JSON.stringify({
    title: "UsageCapExceeded",
    period,
    scope,
    type: `https://${host}/2/problems/usage-capped`,
  });
const credits = JSON.stringify({
  title: "CreditsDepleted",
  type: "https://api.twitter.com/2/problems/credits",
});

describe("what has to be paid", () => {
  it.each([
    [
      "a day's limit",
      429,
      capped("Daily", "Account"),
      "2026-11-23",
      /the account of .* limit for today.* on 23 November at 00:00 UTC/,
    ],
    [
      "a month's limit",
      429,
      capped("Monthly", "Product"),
      "2026-12-01",
      /the plan of .* limit for this month.* on 1 December at 00:00 UTC/,
    ],
    [
      "the same as a 403",
      403,
      capped("Monthly", "Product", "api.x.com"),
      "2026-12-01",
      /this month/,
    ],
    ["no credit", 402, credits, "2026-11-23", /credit of the owner of the X app .* is used up/],
    ["a 402 without a word", 402, "", "2026-11-23", /used up/],
  ])("%s", (_name, status, body, day, told) => {
    const wait = paidWait(status, body, NOW);
    expect(wait).toEqual({ retryAt: Date.parse(day), told: expect.stringMatching(told) });
  });

  it.each([
    [429, JSON.stringify({ title: "Too Many Requests", type: "about:blank", status: 429 })],
    [429, "<html>"],
    [403, JSON.stringify({ title: "Forbidden", type: "about:blank" })],
    [500, capped("Daily", "Account")],
  ])("is not a plain %i", (status, body) => {
    expect(paidWait(status, body, NOW)).toBe(false);
  });

  it("counts before the headers, which know nothing of it", () => {
    const headers = new Headers({
      "x-rate-limit-remaining": "899",
      "x-rate-limit-reset": String(NOW / 1000 + 60),
    });
    const answer = {
      status: 429,
      headers,
      body: capped("Monthly", "Product"),
      url: "https://api.x.com/2/x",
    };
    expect(failureOf(answer, NOW, paidWait)).toMatchObject({
      kind: "rate_limited",
      retryAt: Date.UTC(2026, 11, 1),
      told: expect.stringContaining("this month"),
    });
    const plain = { ...answer, body: "{}" };
    expect(failureOf(plain, NOW, paidWait)).toMatchObject({ retryAt: NOW + 60_000, told: null });
  });
});

describe("refusals", () => {
  it.each([
    [
      403,
      { detail: "Your account is suspended and is not permitted to access this feature." },
      "forbidden",
      "suspended",
    ],
    [
      403,
      {
        type: "https://api.twitter.com/2/problems/client-forbidden",
        reason: "client-not-enrolled",
      },
      "forbidden",
      "project",
    ],
    [403, { title: "Forbidden" }, "forbidden", "permission"],
    [
      403,
      { type: "https://api.x.com/2/problems/unsupported-authentication" },
      "unauthorised",
      null,
    ],
    [400, { title: "Invalid Request" }, "bad_response", null],
    [404, {}, "not_found", null],
    [
      404,
      { title: "Not Found", type: "https://api.x.com/2/problems/about-blank" },
      "not_found",
      null,
    ],
    [
      404,
      { title: "Not Found Error", type: "https://api.x.com/2/problems/resource-not-found" },
      "not_found",
      "no longer knows this account",
    ],
    [
      404,
      {
        errors: [
          {
            type: "https://api.twitter.com/2/problems/resource-not-found",
            resource_type: "user",
            detail: "Could not find user with id: [7].",
          },
        ],
      },
      "not_found",
      "no longer knows this account",
    ],
    [
      404,
      {
        type: "https://api.x.com/2/problems/resource-not-found",
        detail: "User has been suspended: [7].",
      },
      "forbidden",
      "suspended",
    ],
  ])("%i %o", (status, body, kind, told) => {
    const error = refusalOf(status, JSON.stringify(body));
    expect(error.kind).toBe(kind);
    if (told === null) expect(error.told).toBeNull();
    else expect(error.told).toContain(told);
  });

  it("name the parameters", () => {
    const body = { errors: [{ parameters: { since_id: ["x"] } }, { message: "?" }] };
    expect(refusedParameters(JSON.stringify(body))).toEqual(["since_id"]);
    expect(refusedParameters("<html>")).toEqual([]);
  });

  it.each([
    [
      {
        resource_type: "user",
        detail: "User has been suspended: [1].",
        type: "https://api.twitter.com/2/problems/resource-not-found",
      },
      "forbidden",
      "suspended",
    ],
    [
      { resource_type: "user", type: "https://api.x.com/2/problems/resource-not-found" },
      "not_found",
      "no longer knows",
    ],
    [
      { resource_type: "user", type: "https://api.x.com/2/problems/not-authorized-for-resource" },
      "forbidden",
      "permission",
    ],
    [
      { resource_type: "tweet", type: "https://api.x.com/2/problems/resource-not-found" },
      undefined,
      "",
    ],
  ])("of a whole account: %o", (problem, kind, told) => {
    const error = accountProblem([{ errors: [], ...problem }]);
    expect(error?.kind).toBe(kind);
    expect(error?.told ?? "").toContain(told);
  });
});

import { expect, it } from "vitest";
import { keptAnswer } from "../http.ts";
import { isRateLimit, toFailure } from "./refusal.ts";

const NOW = Date.parse("2026-07-14T19:30:00Z");

function bodyOf(reason: string): string {
  return JSON.stringify({ error: { code: 403, message: "no", errors: [{ domain: "x", reason }] } });
}

it.each([
  ["quotaExceeded", { retryAt: Date.parse("2026-07-15T07:00:00Z") }],
  ["dailyLimitExceeded", { retryAt: Date.parse("2026-07-15T07:00:00Z") }],
  ["rateLimitExceeded", true],
  ["userRateLimitExceeded", true],
  ["insufficientPermissions", false],
])("403 %s", (reason, means) => {
  const said = isRateLimit(403, bodyOf(reason), NOW);
  if (typeof means === "boolean") expect(said).toBe(means);
  else expect(said).toMatchObject(means);
});

it("is no limit when a body only speaks of one", () => {
  const body = JSON.stringify({ error: { message: "quotaExceeded", errors: [] } });
  expect(isRateLimit(403, body, NOW)).toBe(false);
  expect(isRateLimit(400, bodyOf("quotaExceeded"), NOW)).toBe(false);
  expect(isRateLimit(403, "<html>", NOW)).toBe(false);
});

it.each([
  [403, "insufficientPermissions", "unauthorised", "leave the permission ticked"],
  [403, "accessNotConfigured", "forbidden", "must enable it there"],
  [403, "channelSuspended", "forbidden", "closed or suspended"],
  [401, "youtubeSignupRequired", "not_found", "no YouTube channel"],
])("%s %s is %s, and the person is told", (status, reason, kind, words) => {
  const answer = { ...keptAnswer("https://www.googleapis.com/", bodyOf(reason)), status };
  expect(toFailure(answer)).toMatchObject({ kind, told: expect.stringContaining(words) });
});

it("other reasons mean what their status means", () => {
  const answer = { ...keptAnswer("https://www.googleapis.com/", bodyOf("authError")), status: 401 };
  expect(toFailure(answer)).toMatchObject({ kind: "unauthorised", told: null });
});

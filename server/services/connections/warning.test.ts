import { expect, it } from "vitest";
import { twitter } from "../../platforms/twitter/index.ts";
import { youtube } from "../../platforms/youtube/index.ts";
import { toWarning } from "./warning.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function warningOf(platform: "twitter" | "youtube", endsIn: number | null, change: object = {}) {
  const row = {
    platform,
    status: "active" as const,
    grantEndsAt: endsIn === null ? null : NOW + endsIn,
    renewalLostAt: null,
    tokenExpiresAt: NOW + HOUR,
    ...change,
  };
  return toWarning(row, [twitter, youtube], NOW);
}

it.each([
  ["three days before", "twitter", 3 * DAY, "ends in 3 days."],
  ["on the day before", "twitter", 26 * HOUR, "ends in 26 hours."],
  ["in the last hour", "twitter", HOUR, "ends within the hour."],
  ["a week before, where a grant lasts no longer", "youtube", 7 * DAY, "ends in 7 days."],
] as const)("a known end is told %s", (_name, platform, endsIn, words) => {
  const warning = warningOf(platform, endsIn);
  expect(warning?.message).toContain(words);
  expect(warning?.message).toMatch(/Reconnect before, and nothing is missed\.$/);
  expect(warning?.at).toBe(new Date(NOW + endsIn).toISOString());
});

it.each([
  ["earlier than three days before", "twitter", 3 * DAY + 1, {}],
  ["earlier than a week before", "youtube", 7 * DAY + 1, {}],
  ["once it is over", "youtube", 0, {}],
  ["where a reconnect is asked for already", "youtube", DAY, { status: "needs_reconnect" }],
  ["where nobody knows it", "youtube", null, {}],
  [
    "after a lost renewal whose access is over",
    "twitter",
    null,
    { renewalLostAt: 1, tokenExpiresAt: NOW },
  ],
] as const)("nothing is told %s", (_name, platform, endsIn, change) => {
  expect(warningOf(platform, endsIn, change)).toBeNull();
});

import { describe, expect, it } from "vitest";
import type { TokenSet } from "../../oauth/flow.ts";
import { toTokenTimes } from "./token-times.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;

const HOUR_LONG: TokenSet = {
  accessToken: "a",
  refreshToken: "r",
  expiresIn: 3600,
  grantEndsIn: null,
  scopes: [],
};

function times(
  change: Partial<TokenSet>,
  given: Partial<Parameters<typeof toTokenTimes>[1]> = {},
): ReturnType<typeof toTokenTimes> {
  const usual = { refresh: "kept", standing: null, now: NOW, random: 0 } as const;
  return toTokenTimes({ ...HOUR_LONG, ...change }, { ...usual, ...given });
}

describe("a token is renewed", () => {
  it.each([
    ["15 minutes before its end", 3600, 0, 45],
    ["up to a fifth of that earlier", 3600, 0.999_999, 42],
    ["at half its life where that is short", 600, 0, 5],
    ["a little before half of it", 600, 0.999_999, 4],
    ["at once where it has no life", 0, 0.5, 0],
  ])("%s", (_name, expiresIn, random, minutes) => {
    const { tokenRenewAt } = times({ expiresIn }, { random });
    expect(((tokenRenewAt ?? 0) - NOW) / MINUTE).toBeCloseTo(minutes, 3);
  });

  it.each([
    ["where its refresh token works once", {}, { refresh: "rotating" }],
    ["where it has no end", { expiresIn: null }, {}],
    ["where nothing renews it", { refreshToken: null }, {}],
  ] as const)("never by the clock %s", (_name, change, given) => {
    expect(times(change, given).tokenRenewAt).toBeNull();
  });

  it("by the refresh token that stands, where no new one came", () => {
    const standing = { grantEndsAt: null };
    expect(times({ refreshToken: null }, { standing }).tokenRenewAt).toBe(NOW + 45 * MINUTE);
  });
});

describe("a grant ends", () => {
  const standing = { grantEndsAt: NOW + 99 };
  it.each([
    ["when the answer says so", { grantEndsIn: 60 }, { standing }, NOW + MINUTE],
    [
      "when that of the refresh token that stands does",
      { refreshToken: null },
      { standing },
      NOW + 99,
    ],
    ["never, with a new refresh token of which nothing is said", {}, { standing }, null],
    ["with its token, where nothing renews it", { refreshToken: null }, {}, NOW + 60 * MINUTE],
    ["never, where nothing ends", { refreshToken: null, expiresIn: null }, {}, null],
  ])("%s", (_name, change, given, grantEndsAt) => {
    expect(times(change, given).grantEndsAt).toBe(grantEndsAt);
  });
});

import { expect, it } from "vitest";
import { NOW, aConnection } from "../testing/samples.ts";
import { canSync, isToldBy, limitedUntil } from "./sync-limits.ts";

const limited = aConnection({
  problem: { code: "rate_limited", message: "Forge asks us to wait.", action: "wait" },
});

it("asks for nothing while a limit lasts", () => {
  expect(limitedUntil(limited, NOW)).toBe(limited.nextCheckAt);
  expect(canSync(limited, NOW)).toBe(false);
  expect(canSync(limited, NOW + 3_600_000)).toBe(true);
  expect(canSync(aConnection(), NOW)).toBe(true);
});

it("asks for nothing once a stop is reached", () => {
  const stopped = aConnection({
    problem: { code: "cap_reached", message: "The stop is reached.", action: "wait" },
  });
  expect(canSync(stopped, NOW)).toBe(false);
  expect(isToldBy(stopped, { kind: "limited", message: "It is.", field: null })).toBe(true);
});

it("knows what the connection says itself", () => {
  const refused = { kind: "limited", message: "Forge asks us to wait.", field: null } as const;
  expect(isToldBy(limited, refused)).toBe(true);
  expect(isToldBy(aConnection(), refused)).toBe(false);
  const conflict = { kind: "invalid", message: "It is paused.", field: null } as const;
  expect(isToldBy(aConnection({ status: "paused" }), conflict)).toBe(true);
});

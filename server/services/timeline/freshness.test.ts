import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../context.ts";
import { listConnections } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { toFreshness } from "./freshness.ts";

let ctx: Context;
let asta: Actor;

beforeEach(async () => {
  ctx = testContext();
  asta = await testPerson(ctx, "Asta");
});

const noon = Date.parse("2026-05-14T12:00:00Z");
const HOUR = 3_600_000;

async function freshnessOf(...sources: Partial<ConnectionRow>[]) {
  for (const source of sources) await testConnection(ctx, asta, source);
  return toFreshness({
    connections: await listConnections(ctx.db, asta.userId),
    isOwner: true,
  });
}

const fresh = { lastSuccessAt: noon };
const older = { lastSuccessAt: noon - HOUR };

describe("as of when it is fresh", () => {
  it.each<[string, Partial<ConnectionRow>[], number | null]>([
    ["nothing connected", [], null],
    ["one source", [fresh], noon],
    ["the oldest of several", [fresh, older], noon - HOUR],
    ["one that never succeeded", [fresh, { lastSuccessAt: null }], null],
    ["one that fails", [fresh, { ...older, failures: 4, problemCode: "unavailable" }], noon - HOUR],
    ["one that is dead since", [fresh, { ...older, status: "needs_reconnect" }], noon - HOUR],
    ["one that was paused", [fresh, { ...older, status: "paused" }], noon],
    [
      "one that was paused before it began",
      [fresh, { lastSuccessAt: null, status: "paused" }],
      noon,
    ],
    ["nothing but paused ones", [{ ...fresh, status: "paused" }], null],
  ])("%s", async (_, sources, asOf) => {
    const told = await freshnessOf(...sources);
    expect(told.asOf).toBe(asOf === null ? null : new Date(asOf).toISOString());
    expect(told.sources.map(({ checkedAt }) => checkedAt && Date.parse(checkedAt))).toEqual(
      sources.map(({ lastSuccessAt }) => lastSuccessAt),
    );
  });
});

it("says of each source how far back it is complete, why no further, and what is wrong", async () => {
  const { sources } = await freshnessOf(
    { ...fresh, platform: "mastodon", completeSince: 0, isComplete: true },
    { ...fresh, platform: "reddit", completeSince: noon - 9 * HOUR, historyLimit: "Reddit ends." },
    { ...older, platform: "devpad", status: "needs_reconnect", ...revoked },
  );
  expect(sources).toMatchObject([
    { coverage: { since: "1970-01-01T00:00:00.000Z", limit: null }, problem: null },
    { coverage: { since: "2026-05-14T03:00:00.000Z", limit: "Reddit ends." }, isComplete: false },
    { coverage: { since: null, limit: null }, problem: "The key was revoked." },
  ]);
});

it("tells a visitor as of when, and of no source", async () => {
  await testConnection(ctx, asta, { ...fresh, completeSince: 1, historyLimit: "Reddit ends." });
  const connections = await listConnections(ctx.db, asta.userId);
  const told = toFreshness({ connections, isOwner: false });
  expect(told).toEqual({ asOf: new Date(noon).toISOString(), sources: [] });
});

const revoked = { problemCode: "unauthorised", problemMessage: "The key was revoked." };

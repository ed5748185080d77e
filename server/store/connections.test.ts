import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../context.ts";
import { testConnection, testContext, testPerson } from "../testing/test-context.ts";
import type { Actor } from "../services/identity/identity.ts";
import { claimConnection, releaseConnection } from "./connection-leases.ts";
import { putTokens } from "./connection-tokens.ts";
import { findConnection, updateConnection } from "./connections.ts";

let ctx: Context;
let ines: Actor;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
});

describe("renewed tokens", () => {
  it("are kept though the fence went up meanwhile, and never over a pair that is newer", async () => {
    const row = await testConnection(ctx, ines, { refreshTokenSealed: "first" });
    await updateConnection(ctx.db, row.id, { status: "paused" }, { raiseFence: true });
    const second = { refreshTokenSealed: "second", updatedAt: ctx.now() };
    expect(await putTokens(ctx.db, row, second)).toBe(true);
    expect(await putTokens(ctx.db, row, { ...second, refreshTokenSealed: "third" })).toBe(false);
    expect(await findConnection(ctx.db, ines.userId, row.id)).toMatchObject({
      refreshTokenSealed: "second",
      status: "paused",
    });
  });
});

describe("a claim", () => {
  it("brings the person's choices along in the same query", async () => {
    const { id } = await testConnection(ctx, ines);
    const lease = { owner: "me", now: ctx.now(), expiresAt: ctx.now(), clients: {} };
    expect(await claimConnection(ctx.db, id, lease)).toMatchObject({ choices: null, fence: 1 });
    await releaseConnection(
      ctx.db,
      { id, fence: 1 },
      { nextSyncAt: ctx.now(), unbooked: "{}", idleChecks: null },
    );
    await ctx.db.$client
      .prepare("INSERT INTO media_account_settings VALUES (?, '{\"a\":true}', 1)")
      .bind(id)
      .run();
    const before = { ...ctx.meter };
    const claimed = await claimConnection(ctx.db, id, { ...lease, now: ctx.now() });
    expect(claimed).toMatchObject({ id, choices: '{"a":true}', fence: 2, leaseOwner: "me" });
    expect(ctx.meter.queries - before.queries).toBe(1);
    expect(ctx.meter.rowsRead - before.rowsRead).toBeLessThanOrEqual(7);
    expect(ctx.meter.rowsWritten - before.rowsWritten).toBe(1);
  });
});

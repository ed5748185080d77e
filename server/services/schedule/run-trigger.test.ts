import { expect, it } from "vitest";
import type { Context } from "../../context.ts";
import type { SyncTrigger } from "../../sync-message.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testItem, testPerson } from "../../testing/test-context.ts";
import { listRuns } from "../connections/list-runs.ts";
import { syncConnection } from "../sync/sync-connection.ts";

it("belongs to the connecting until everything was read once, but for what a person asks", async () => {
  let count = 0;
  const fetchPage = async () => {
    count += 1;
    return testPage({ items: [testItem({ externalId: `post ${count}` })], complete: count > 3 });
  };
  let now = Date.UTC(2026, 10, 20, 9);
  const base = contextWith(fakePlatform({ fetchPage }));
  const ctx: Context = { ...base, now: () => now, fork: () => ctx };
  const ines = await testPerson(ctx, "Ines");
  const { id } = await testConnection(ctx, ines, { platform: "fake", externalId: "1" });
  const triggers: SyncTrigger[] = ["connect", "cron", "person", "cron", "cron", "connect"];
  for (const trigger of triggers) {
    await syncConnection(ctx, { id, trigger, maxRequests: 40, maxQueries: 400 });
    now += 24 * 3_600_000;
  }
  const runs = await listRuns(ctx, ines, { id, limit: 10 });
  expect(runs.map((run) => run.trigger).toReversed()).toEqual([
    "connect",
    "connect",
    "person",
    "connect",
    "cron",
    "connect",
  ]);
});

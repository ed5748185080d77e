import { expect, it, vi } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Page } from "../../platforms/page.ts";
import { findConnection, updateConnection } from "../../store/connections.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import { openWorld, syncFully } from "../../testing/world.ts";
import { toConnection } from "../connections/view.ts";
import { syncConnection } from "./sync-connection.ts";

it("a connection keeps what its pages say last of how far back it is complete", async () => {
  const reaches: Page["reach"][] = [
    { since: null, limit: null },
    { since: Date.UTC(2026, 3, 2), limit: null },
    { since: Date.UTC(2025, 3, 2), limit: "Fake gives no more." },
    undefined,
  ];
  const fake = fakePlatform({
    fetchPage: async () => {
      const reach = reaches.shift();
      const isLast = reaches.length % 2 === 0;
      return testPage({ more: !isLast, ...(reach === undefined ? {} : { reach }) });
    },
  });
  const ctx = contextWith(fake);
  const ines = await testPerson(ctx, "Ines");
  const { id } = await testConnection(ctx, ines, { platform: "fake" });
  const coverages = [];
  for (let runs = 0; runs < 2; runs += 1) {
    await updateConnection(ctx.db, id, { nextSyncAt: ctx.now() });
    await syncConnection(ctx, { id, trigger: "person", maxRequests: 50, maxQueries: 50 });
    const row = await findConnection(ctx.db, ines.userId, id);
    coverages.push(row && toConnection(ctx, row).coverage);
  }
  expect(coverages).toEqual([
    { since: "2026-04-02T00:00:00.000Z", limit: null },
    { since: "2025-04-02T00:00:00.000Z", limit: "Fake gives no more." },
  ]);
});

it("is told to its owner, beside the connection and beside the timeline", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  const world = openWorld();
  await world.person("mira", 60);
  const mira = world.browser();
  await mira.signIn("mira");
  const id = (await mira.connect("mira")).searchParams.get("connected") ?? "";
  await syncFully(mira, id);
  const { coverage, isComplete } = await mira.query<Connection>("connections.get", { id });
  expect([isComplete, coverage]).toEqual([
    true,
    {
      since: "1970-01-01T00:00:00.000Z",
      limit:
        "GitHub was asked for public activity only: what is in private repositories is left out.",
    },
  ]);
  const { freshness } = await mira.query<TimelinePage>("timeline.list", {});
  expect(freshness.sources).toMatchObject([{ connectionId: id, coverage }]);
});

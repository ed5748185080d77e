import { describe, expect, it } from "vitest";
import { NOW, aRun } from "../testing/samples.ts";
import { toRunStrip } from "./run-ticks.ts";
import { costWords, partsWords, runWords } from "./run-words.ts";

const at = (hoursAgo: number) => new Date(NOW - hoursAgo * 3_600_000).toISOString();

describe("24 hours of runs", () => {
  it("spreads folded checks over their time, a tick for each 20 minutes at most", () => {
    const idle = aRun({
      outcome: "unchanged",
      checks: 12,
      itemsNew: 0,
      startedAt: at(2),
      finishedAt: at(1),
    });
    const { ticks } = toRunStrip([idle], NOW);
    expect(ticks.map((tick) => tick.minute)).toEqual([1330, 1350, 1370, 1390]);
    expect(ticks.every((tick) => tick.height === 0)).toBe(true);
  });

  it("draws a run higher the more it brought, and leaves out what is older than a day", () => {
    const few = aRun({ id: "few", itemsNew: 1, finishedAt: at(3) });
    const many = aRun({ id: "many", itemsNew: 2000, finishedAt: at(5) });
    const old = aRun({ id: "old", finishedAt: at(30) });
    const { ticks } = toRunStrip([few, many, old], NOW);
    expect(ticks.map((tick) => tick.height)).toEqual([1, 0.3]);
  });

  it("breaks the base from the first failure until something worked", () => {
    const runs = [
      aRun({ id: "3", startedAt: at(1), finishedAt: at(1) }),
      aRun({ id: "2", outcome: "failed", startedAt: at(2), finishedAt: at(2) }),
      aRun({ id: "1", outcome: "failed", startedAt: at(3), finishedAt: at(3) }),
    ];
    expect(toRunStrip(runs, NOW).broken).toEqual([{ from: 1260, to: 1380 }]);
    expect(toRunStrip(runs.slice(1), NOW).broken).toEqual([{ from: 1260, to: 1440 }]);
  });
});

it("draws runs that failed or had to wait as what they are", () => {
  const runs = [
    aRun({ id: "2", outcome: "rate_limited", itemsNew: 0, startedAt: at(2), finishedAt: at(2) }),
    aRun({ id: "1", outcome: "needs_reconnect", itemsNew: 0, startedAt: at(3), finishedAt: at(3) }),
  ];
  expect(toRunStrip(runs, NOW).ticks).toEqual([
    { minute: 1270, height: 0, tone: "failed" },
    { minute: 1330, height: 0, tone: "waited" },
  ]);
});

it("says what a run used, by the platform's names for it", () => {
  const run = aRun({ usage: { posts: 37, units: 1, nothing: 0 } });
  expect(runWords(run, { posts: "posts read", units: "quota units" }).facts).toBe(
    "3 new, 4 requests, 37 posts read, 1 quota unit",
  );
  expect(runWords(aRun({ usage: { posts: 1 } }), { posts: "posts read" }).facts).toContain(
    "1 post read",
  );
});

it("says what a run did", () => {
  expect(runWords(aRun({ itemsNew: 1200, itemsChanged: 3, trigger: "person" }))).toEqual({
    outcome: "Synced",
    facts: "1,200 new, 4 requests, asked by you",
  });
  expect(runWords(aRun({ itemsNew: 2, itemsChanged: 3 })).facts).toBe(
    "2 new, 3 changed, 4 requests",
  );
  expect(runWords(aRun({ outcome: "unchanged", itemsNew: 0, checks: 12, requests: 1 }))).toEqual({
    outcome: "Nothing new",
    facts: "12 checks, 1 request",
  });
});

it("says what a run cost this server", () => {
  expect(costWords(aRun())).toBe("12 rows read, 16 rows written, 1 operation on stored answers");
  expect(costWords(aRun({ rowsRead: 1, rowsWritten: 4, r2Ops: 0 }))).toBe(
    "1 row read, 4 rows written, no stored answers touched",
  );
});

it("takes several runs together", () => {
  const parts = [
    aRun({ itemsNew: 1200, requests: 20, usage: { posts: 1200 } }),
    aRun({ itemsNew: 1, requests: 1, usage: { posts: 1 } }),
    aRun({ outcome: "rate_limited", itemsNew: 0, requests: 1 }),
  ];
  expect(partsWords(parts, { posts: "posts read" })).toBe(
    "3 parts, 1,201 items, 22 requests, 1,201 posts read",
  );
});

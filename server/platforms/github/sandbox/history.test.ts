import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../../../sandbox/memory-store.ts";
import { SOME_DAY, visitSandbox } from "../../../testing/sandbox-visitor.ts";
import type { InventoryEntry } from "../../../testing/sandbox-visitor.ts";

const ALL = "/inventory?person=ines&platform=github&private=1";
const DAY = 86_400_000;

function idsOf(items: readonly InventoryEntry[]): Set<string> {
  return new Set(items.map((item) => item.external_id));
}

describe("the history of the one who is always there", () => {
  it("holds twelve thousand public items, each once", async () => {
    const visitor = visitSandbox();
    const items = await visitor.json<InventoryEntry[]>(ALL);
    const open = items.filter((item) => !item.private);
    const count = (kind: string): number => open.filter((item) => item.kind === kind).length;
    expect(open.length).toBeGreaterThan(12_000);
    expect(idsOf(items).size).toBe(items.length);
    expect(items.length).toBeGreaterThan(open.length);
    expect(count("commit")).toBeGreaterThan(9000);
    expect(count("pull_request")).toBeGreaterThan(850);
    expect(count("issue")).toBeGreaterThan(450);
    expect(count("review")).toBeGreaterThan(850);
    expect(count("release")).toBeGreaterThan(180);
  });

  it("is the same in another process", async () => {
    const [first, second] = [visitSandbox(), visitSandbox()];
    expect(await first.json(ALL)).toEqual(await second.json(ALL));
  });

  it("only grows, whether its days come one by one or at once", async () => {
    const visitor = visitSandbox();
    let before: InventoryEntry[] = [];
    for (const ago of [90, 60, 30, 7, 6, 5, 0]) {
      await visitor.post("/clock", { freeze: true, now: SOME_DAY - ago * DAY });
      const items = await visitor.json<InventoryEntry[]>(ALL);
      const ids = idsOf(items);
      expect(before.filter((item) => !ids.has(item.external_id))).toEqual([]);
      expect(items.length).toBeGreaterThan(before.length);
      before = items;
    }
    await visitor.post("/clock", { now: SOME_DAY - 60 * DAY });
    const again = await visitor.json<InventoryEntry[]>(ALL);
    await visitor.post("/clock", { now: SOME_DAY - 60 * DAY });
    expect(await visitor.json(ALL)).toEqual(again);
    expect(await visitSandbox().json(ALL)).toEqual(before);
  });

  it("is made in well under a second", async () => {
    const visitor = visitSandbox();
    const begun = performance.now();
    await visitor.json(ALL);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe("life", () => {
  it("goes on while the sandbox runs, and stays after a restart", async () => {
    const store = createMemoryStore();
    const visitor = visitSandbox(store);
    const before = await visitor.json<InventoryEntry[]>(ALL);
    visitor.machine.time += 3_600_000;
    const later = await visitor.json<InventoryEntry[]>(ALL);
    expect(later.length - before.length).toBeGreaterThan(25);

    const restarted = visitSandbox(store, SOME_DAY + 7_200_000);
    const after = await restarted.json<InventoryEntry[]>(ALL);
    const ids = idsOf(after);
    expect(later.filter((item) => !ids.has(item.external_id))).toEqual([]);
    restarted.machine.time += 600_000;
    expect((await restarted.json<InventoryEntry[]>(ALL)).length).toBeGreaterThan(after.length);
  });

  it("ends by itself, and others may do without it", async () => {
    const visitor = visitSandbox();
    await visitor.post("/people", { name: "Ada", login: "ada", items: 100, lives: false });
    const path = "/inventory?person=ada&platform=github&private=1";
    const before = await visitor.json<InventoryEntry[]>(path);
    visitor.machine.time += 3_600_000;
    expect((await visitor.json<InventoryEntry[]>(path)).length - before.length).toBeLessThan(5);
  });
});

describe("other people", () => {
  it.each([0, 40, 1500])("have a history of about %i items", async (items) => {
    const visitor = visitSandbox(undefined, Date.UTC(2026, 10, 22));
    const made = await visitor.post("/people", { name: "Bo Berg", login: "Bo-Berg", items });
    expect(made.status).toBe(201);
    const found = await visitor.json<InventoryEntry[]>(
      "/inventory?platform=github&person=bo-berg&private=1",
    );
    expect(Math.abs(found.length - items)).toBeLessThanOrEqual(items * 0.15);
  });
});

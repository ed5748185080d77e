import { beforeEach, describe, expect, it } from "vitest";
import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { listTimeline } from "./list-timeline.ts";

let ctx: Context;
let connection: ConnectionRow;
let ines: Actor;

beforeEach(() => {
  ctx = testContext();
});

async function live(zone: string, times: readonly string[]): Promise<void> {
  ines = await testPerson(ctx, "Ines", zone);
  connection = await testConnection(ctx, ines);
  await storeItems(
    ctx,
    connection,
    times.map((time, at) => testItem({ externalId: `commit:${at}`, occurredAt: Date.parse(time) })),
  );
}

const read = async (input: { from?: string; cursor?: string | null; limit?: number }) =>
  await listTimeline(ctx, () => Promise.resolve(ines), { limit: 50, ...input });
const daysOf = ({ entries }: TimelinePage): string[] => entries.map(({ day }) => day);

describe("a timeline from a day", () => {
  it("begins with the newest of that day, as it is cut there, and leads both ways", async () => {
    await live("Asia/Kathmandu", [
      "2026-05-13T10:00:00Z",
      "2026-05-14T10:00:00Z",
      "2026-05-14T18:14:59Z",
      // Midnight in Kathmandu.
      "2026-05-14T18:15:00Z",
      "2026-05-17T10:00:00Z",
    ]);
    const page = await read({ from: "2026-05-14", limit: 1 });
    expect(page.entries).toMatchObject([{ day: "2026-05-14", count: 2 }]);
    expect(daysOf(await read({ cursor: page.nextCursor }))).toEqual(["2026-05-13"]);
    const newer = await read({ cursor: page.previousCursor, limit: 1 });
    expect(daysOf(newer)).toEqual(["2026-05-15"]);
    expect(daysOf(await read({ cursor: newer.previousCursor }))).toEqual(["2026-05-17"]);
    expect(daysOf(await read({ from: "2026-05-14", cursor: page.nextCursor }))).toEqual([
      "2026-05-13",
    ]);
  });

  it("begins before it where it has nothing; beyond both ends too", async () => {
    await live("Pacific/Chatham", ["2026-05-10T10:00:00Z", "2026-05-17T10:00:00Z"]);
    expect(daysOf(await read({ from: "2026-05-16" }))).toEqual(["2026-05-10"]);
    const early = await read({ from: "1970-01-01" });
    expect(early).toMatchObject({ entries: [], nextCursor: null });
    expect(daysOf(await read({ cursor: early.previousCursor }))).toHaveLength(2);
    for (const from of ["2026-05-17", "2200-01-01", "9999-12-31"]) {
      const late = await read({ from });
      expect(late).toMatchObject({ nextCursor: null, previousCursor: null });
      expect(late.entries).toHaveLength(2);
    }
    expect(await read({ from: "0001-01-01" })).toMatchObject({ entries: [] });
  });

  it("tears no group where the next day has begun already when the clock goes back", async () => {
    await live("America/St_Johns", [
      "2010-11-07T02:00:00Z",
      // Half a minute past midnight; a minute later it is 23:01 once more.
      "2010-11-07T02:30:30Z",
      "2010-11-07T03:00:00Z",
      "2010-11-07T12:00:00Z",
    ]);
    const whole = await read({});
    expect(whole.entries).toMatchObject([
      { day: "2010-11-07", count: 2, firstAt: "2010-11-07T02:30:30.000Z" },
      { day: "2010-11-06", count: 2 },
    ]);
    const page = await read({ from: "2010-11-06" });
    expect(page.entries).toEqual(whole.entries.slice(1));
    expect((await read({ cursor: page.previousCursor })).entries).toEqual(
      whole.entries.slice(0, 1),
    );
  });
});

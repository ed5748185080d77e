import { beforeEach, expect, it } from "vitest";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { putChoices } from "../../store/account-settings.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { addProfile } from "../../testing/add-profile.ts";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../../testing/test-context.ts";
import { searchTimeline } from "../search/search-timeline.ts";
import { listTimeline } from "../timeline/list-timeline.ts";

const START = Date.UTC(2026, 4, 14);
const of = { person: "ines", slug: "open" };

let ctx: Context;
let connection: ConnectionRow;

beforeEach(async () => {
  ctx = testContext();
  const ines = await testPerson(ctx, "ines");
  connection = await testConnection(ctx, ines);
  await addProfile(ctx, ines, "open");
  const issues = [0, 1, 2].map((at) =>
    testItem({ kind: "issue", externalId: `${at}`, title: "tides", occurredAt: START + at }),
  );
  await storeItems(ctx, connection, issues);
});

const visitor = () => Promise.reject(new AppError("UNAUTHENTICATED", "Sign in."));

/** What a visitor gets, but for what is random in it, and the rows and queries that cost. */
async function visit(): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const read of [
    () => listTimeline(ctx, visitor, { of, limit: 2 }),
    () => listTimeline(ctx, visitor, { of, query: "tides platform:github", limit: 5 }),
    () => listTimeline(ctx, visitor, { of, query: "-kind:issue", limit: 5 }),
    () => searchTimeline(ctx, visitor, { of, query: "tides", order: "rank", limit: 5 }),
    () => searchTimeline(ctx, visitor, { of, query: "tides -kind:issue", order: "time", limit: 5 }),
  ]) {
    const before = ctx.meter.rowsRead;
    const { freshness: _, ...answer } = await read();
    answers.push(answer, ctx.meter.rowsRead - before);
  }
  return answers;
}

it("a visitor learns nothing of a crowd that a setting hides: not by rows, cursors or costs", async () => {
  const without = await visit();
  const stars = Array.from({ length: 4000 }, (_, at) =>
    testItem({
      kind: "star",
      externalId: `star:${at}`,
      title: "tides",
      occurredAt: START + 1000 * (at + 1),
    }),
  );
  await storeItems(ctx, connection, stars);
  const change = { connectionId: connection.id, before: null, choices: "{}", now: 1 };
  expect(await putChoices(ctx.db, { ...change, rules: [{ kinds: ["star"] }] })).toBe(true);
  expect(await visit()).toEqual(without);
});

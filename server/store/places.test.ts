import { expect, it } from "vitest";
import {
  storeItems,
  testConnection,
  testContext,
  testItem,
  testPerson,
} from "../testing/test-context.ts";
import { listPlaces } from "./places.ts";

it("are those of the newest items and of the newest hidden ones, and no more is read", async () => {
  const ctx = testContext();
  const ines = await testPerson(ctx, "Ines");
  const connection = await testConnection(ctx, ines);
  const items = Array.from({ length: 1000 }, (_, at) =>
    testItem({
      externalId: `post:${at}`,
      kind: at % 2 === 0 ? "post" : "reply",
      occurredAt: 1e12 + at * 1000,
      place: at % 10 === 9 ? null : { name: `place ${Math.floor(at / 100)}`, url: null },
    }),
  );
  await storeItems(ctx, connection, items, [], { rules: [{ kinds: ["reply"] }] });
  const other = await testConnection(ctx, ines);
  await storeItems(ctx, other, [testItem({ place: { name: "elsewhere", url: null } })]);
  const before = ctx.meter.rowsRead;
  expect(await listPlaces(ctx.db, connection.id, 75)).toEqual([
    { name: "place 9", items: 90 },
    { name: "place 8", items: 45 },
  ]);
  // The rows, and the few groups made of them.
  expect(ctx.meter.rowsRead - before).toBeLessThanOrEqual(2 * 75 + 2 * 75 + 20);
});

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { testContext } from "../testing/test-context.ts";
import { listZoneOffsets } from "../time/list-zone-offsets.ts";
import { putOffsets } from "./zone-offsets.ts";

it("the offsets of a zone are computed once, whoever asks", async () => {
  const ctx = testContext();
  await putOffsets(ctx.db, "Europe/Berlin");
  const before = ctx.meter.rowsWritten;
  await putOffsets(ctx.db, "Europe/Berlin");
  expect(ctx.meter.rowsWritten).toBe(before);
  const { results } = await env.DB.prepare(
    "SELECT since, offset_ms AS offsetMs FROM media_zone_offsets ORDER BY since",
  ).all();
  expect(results).toEqual(listZoneOffsets("Europe/Berlin"));
});

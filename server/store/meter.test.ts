import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { createMeter, meteredDatabase } from "./meter.ts";

it("counts what was asked, also where nothing was answered", async () => {
  const meter = createMeter();
  const db = meteredDatabase(env.DB, meter);
  const good = "SELECT 1 AS one";
  const bad = "SELECT * FROM media_nothing";
  await db.prepare(good).all();
  expect(meter.queries).toBe(1);
  const statement = db.prepare(bad);
  for (const ask of [
    () => statement.first(),
    () => statement.run(),
    () => statement.all(),
    () => statement.raw(),
  ]) {
    await expect(ask()).rejects.toThrow("media_nothing");
  }
  expect(meter.queries).toBe(5);
  await expect(db.batch([db.prepare(good), db.prepare(bad)])).rejects.toThrow("media_nothing");
  expect(meter.queries).toBe(7);
  await db.batch([db.prepare(good), db.prepare(good)]);
  expect(meter.queries).toBe(9);
});

it("counts for the whole that it belongs to", async () => {
  const whole = createMeter();
  const db = meteredDatabase(env.DB, createMeter(whole));
  await db.prepare("SELECT 1 AS one").all();
  expect(whole.queries).toBe(1);
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { holdClock } from "./hold-clock.ts";

let asked: string[] = [];
let status = 200;
let origin = "";
const sandbox = createServer(async (request, response) => {
  asked.push(`${request.method} ${request.url} ${await text(request)}`);
  response.writeHead(status).end();
});

beforeEach(async () => {
  asked = [];
  status = 200;
  await once(sandbox.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(sandbox.address() as AddressInfo).port}`;
});
afterEach(() => {
  sandbox.closeAllConnections();
  return new Promise((done) => sandbox.close(done));
});

const FROZEN = 'POST /sandbox/clock {"freeze":true}';
const RELEASED = 'POST /sandbox/clock {"freeze":false}';

it("holds the clock while the work runs", async () => {
  const during = await holdClock(origin, async () => [...asked]);
  expect(during).toEqual([FROZEN]);
  expect(asked).toEqual([FROZEN, RELEASED]);
});

it("releases it when the work fails", async () => {
  const work = () => Promise.reject(new Error("no page"));
  await expect(holdClock(origin, work)).rejects.toThrow("no page");
  expect(asked).toEqual([FROZEN, RELEASED]);
});

it("releases it when the work is interrupted, and no longer listens then", async () => {
  const before = process.listenerCount("SIGHUP");
  const endless = () => {
    process.emit("SIGHUP");
    return new Promise<never>(() => {});
  };
  await expect(holdClock(origin, endless)).rejects.toThrow("Interrupted");
  expect(asked).toEqual([FROZEN, RELEASED]);
  expect(process.listenerCount("SIGHUP")).toBe(before);
});

it("does no work where there is no sandbox", async () => {
  status = 404;
  await expect(holdClock(origin, () => Promise.resolve("done"))).rejects.toThrow("has no sandbox");
  expect(asked).toEqual([FROZEN]);
});

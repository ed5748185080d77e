import { expect, it } from "vitest";
import type { Connection, ConnectionProblem } from "../../shared/connections.ts";
import { aConnection } from "../testing/samples.ts";
import { needOf, needsReconnect } from "./need-of.ts";

const having = (code: ConnectionProblem["code"]) =>
  aConnection({ problem: { code, message: "It does not work.", action: "wait" } });

it.each<[string, Connection, string, boolean]>([
  ["works", aConnection(), "nothing", false],
  ["lost its access", aConnection({ status: "needs_reconnect" }), "you", true],
  ["is not there any more", having("gone"), "you", true],
  ["may not be read", having("closed"), "you", false],
  ["met a limit", having("rate_limited"), "time", false],
  ["was not answered", having("unavailable"), "time", false],
  ["was answered nonsense", having("bad_response"), "time", false],
  ["was paused", { ...having("gone"), status: "paused" }, "resuming", false],
])("a source that %s", (_, connection, need, isReconnectable) => {
  expect(needOf(connection)).toBe(need);
  expect(needsReconnect(connection)).toBe(isReconnectable);
});

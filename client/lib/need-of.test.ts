import { expect, it } from "vitest";
import type { Connection, ConnectionProblem } from "../../shared/connections.ts";
import { aConnection } from "../testing/samples.ts";
import { mendOf, needOf, needsReconnect } from "./need-of.ts";

const having = (code: ConnectionProblem["code"], fields: Partial<Connection> = {}) =>
  aConnection({ problem: { code, message: "It does not work.", action: "wait" }, ...fields });
const lost = (code: ConnectionProblem["code"]) =>
  having(code, {
    status: "needs_reconnect",
    problem: { code, message: "It does not work.", action: "reconnect" },
  });
const warning = { message: "Access ends.", at: "2026-05-15T00:00:00.000Z" };

it.each<[string, Connection, string, string | null]>([
  ["works", aConnection(), "nothing", null],
  ["lost its access", aConnection({ status: "needs_reconnect" }), "you", "reconnect"],
  ["lost an answer with new access", lost("renewal_lost"), "you", "reconnect"],
  ["was sealed with another key", having("unreadable_token"), "you", "reconnect"],
  ["is not there any more", having("gone"), "you", "reconnect"],
  ["may not be read", having("closed"), "you", "sync"],
  ["will lose its access", aConnection({ warning }), "soon", "reconnect"],
  ["will lose it, and waits", having("rate_limited", { warning }), "soon", "reconnect"],
  ["will lose it, and reached its stop", having("cap_reached", { warning }), "soon", "stop"],
  ["reached its stop", having("cap_reached"), "time", "stop"],
  ["met a limit", having("rate_limited"), "time", "wait"],
  ["was not answered", having("unavailable"), "time", "sync"],
  ["was answered nonsense", having("bad_response"), "time", "sync"],
  ["ended the server again and again", having("stuck"), "time", "sync"],
  ["met a fault of the server", having("internal"), "time", "sync"],
  ["was paused", having("gone", { status: "paused" }), "resuming", null],
])("a source that %s", (_, connection, need, mend) => {
  expect(needOf(connection)).toBe(need);
  expect(mendOf(connection)).toBe(mend);
});

it("is connected anew where that is all that helps", () => {
  expect(needsReconnect(having("gone"))).toBe(true);
  expect(needsReconnect(aConnection({ warning }))).toBe(false);
  expect(needsReconnect(having("gone", { status: "paused" }))).toBe(false);
});

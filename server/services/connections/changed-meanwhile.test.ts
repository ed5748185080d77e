import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../context.ts";
import {
  beginDisconnect,
  findConnectionOfAccount,
  updateConnection,
} from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { setCap } from "../limits/set-cap.ts";
import { pauseConnection } from "./pause-connection.ts";
import { resumeConnection } from "./resume-connection.ts";
import { syncNow } from "./sync-now.ts";

let ctx: Context;
let ines: Actor;

beforeEach(async () => {
  ctx = testContext();
  ines = await testPerson(ctx, "Ines");
});

/** The same, but that something happens right after the first row was read by it. */
function readThen(act: () => Promise<unknown>): Context {
  let isFirst = true;
  const watch = (query: object): object =>
    new Proxy(query, {
      get: (of, key) => {
        const member: unknown = Reflect.get(of, key);
        if (typeof member !== "function") return member;
        return (...given: unknown[]): unknown => {
          const result: unknown = member.apply(of, given);
          if (key === "get") return then(result);
          return typeof result === "object" && result !== null ? watch(result) : result;
        };
      },
    });
  const then = async (result: unknown): Promise<unknown> => {
    const row = await result;
    if (isFirst) {
      isFirst = false;
      await act();
    }
    return row;
  };
  const select = (...given: Parameters<typeof ctx.db.select>) => watch(ctx.db.select(...given));
  const db = new Proxy(ctx.db, {
    get: (of, key) => (key === "select" ? select : Reflect.get(of, key)),
  });
  return { ...ctx, db };
}

const stored = (row: ConnectionRow) => findConnectionOfAccount(ctx.db, row);

type Verb = (ctx: Context, id: string) => Promise<unknown>;
const verbs: [string, Partial<ConnectionRow>, Verb][] = [
  ["pausing", {}, (on, id) => pauseConnection(on, ines, id)],
  ["resuming", { status: "paused", nextSyncAt: null }, (on, id) => resumeConnection(on, ines, id)],
  ["asking for a check", { nextSyncAt: 1e15 }, (on, id) => syncNow(on, ines, id)],
  [
    "raising a stop",
    { platform: "twitter", problemCode: "cap_reached", nextSyncAt: 1e15 },
    (on, id) => setCap(on, ines, { id, cap: 20 }),
  ],
];

describe.each(verbs)("%s", (_, change, act) => {
  it("does not bring back what was disconnected in between", async () => {
    const row = await testConnection(ctx, ines, change);
    const racing = readThen(() => beginDisconnect(ctx.db, row, ctx.now()));
    await expect(act(racing, row.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await stored(row)).toMatchObject({ status: "disconnecting", nextSyncAt: null });
  });

  it("does not forget that access has ended in between, and says that something changed", async () => {
    const row = await testConnection(ctx, ines, change);
    const ended = { status: "needs_reconnect", nextSyncAt: null } as const;
    const racing = readThen(() => updateConnection(ctx.db, row.id, ended));
    await expect(act(racing, row.id)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/changed elsewhere/),
    });
    expect(await stored(row)).toMatchObject(ended);
  });
});

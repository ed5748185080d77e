import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { PlatformError } from "../../errors.ts";
import type { Page, PageRequest } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { findConnection, updateConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { MAX_KEY } from "../../store/item-key.ts";
import { listItemsBelow } from "../../store/items.ts";
import { contextWith, fakePlatform, testPage } from "../../testing/fake-platform.ts";
import { testConnection, testItem, testPerson } from "../../testing/test-context.ts";
import { listRuns } from "../connections/list-runs.ts";
import type { Actor } from "../identity/identity.ts";
import { getSettings } from "../settings/get-settings.ts";
import { updateSettings } from "../settings/update-settings.ts";
import { runTick } from "../schedule/run-tick.ts";
import { syncConnection } from "./sync-connection.ts";

let ctx: Context;
let ines: Actor;
let id: string;
/** What the platform answers next, in turn; the last one again and again. */
let answers: ((request: PageRequest) => Promise<Page>)[];

const MINUTE = 60_000;

async function begin(change: Partial<Platform> = {}): Promise<void> {
  const fetchPage = async (request: PageRequest): Promise<Page> => {
    const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers;
    if (!answer) throw new Error("The test gave no answer.");
    return await answer(request);
  };
  ctx = contextWith(fakePlatform({ fetchPage, ...change }), {
    MEDIA_FAKE_CLIENT_ID: "the server",
    MEDIA_FAKE_CLIENT_SECRET: "s",
  });
  ines = await testPerson(ctx, "Ines");
  ({ id } = await testConnection(ctx, ines, { platform: "fake", externalId: "1" }));
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  answers = [];
  await begin();
});

const sync = (of = id) =>
  syncConnection(ctx, { id: of, trigger: "cron", maxRequests: 40, maxQueries: 400 });
const gives = (page: Partial<Page>) => () => Promise.resolve(testPage(page));
const fails = (failure: unknown) => async (): Promise<Page> => {
  throw failure;
};
const stored = async (of = id): Promise<ConnectionRow> => {
  const row = await findConnection(ctx.db, ines.userId, of);
  if (!row) throw new Error("There is no connection.");
  return row;
};
const shown = async (): Promise<string[]> =>
  (await listItemsBelow(ctx.db, ines.userId, MAX_KEY, 100)).map((row) => row.externalId);
const post = (name: string, kind = "post") => testItem({ kind, externalId: name });
const later = (): void => void vi.setSystemTime(Date.now() + 5 * MINUTE);

describe("the pages of a run", () => {
  it("hide what is gone, and the later page wins", async () => {
    answers = [
      gives({ items: [post("a"), post("b")], gone: ["c"], more: true }),
      gives({ items: [post("c")], gone: ["a", "d"], more: true }),
      gives({ items: [post("d")] }),
    ];
    await sync();
    expect((await shown()).toSorted()).toEqual(["b", "c", "d"]);
  });

  it("hide what they cover and do not hold, and count it as changed", async () => {
    answers = [gives({ items: [post("a"), post("b")] })];
    await sync();
    later();
    const { occurredAt } = post("a");
    const covers = { kinds: ["post"], after: occurredAt - 1, before: occurredAt + 1 };
    answers = [gives({ items: [post("b")], covers })];
    await sync();
    expect(await shown()).toEqual(["b"]);
    const [run] = await listRuns(ctx, ines, { id, limit: 10 });
    expect(run).toMatchObject({ itemsNew: 0, itemsChanged: 1 });
    expect(await stored()).toMatchObject({ itemCount: 2 });
  });

  it("tell what they cost: summed over a run, and over the idle checks of an hour", async () => {
    answers = [
      gives({ items: [post("a")], usage: { posts: 5 }, more: true }),
      gives({ usage: { posts: 2, users: 1 } }),
    ];
    await sync();
    const idle = { raw: null, unchanged: true };
    answers = [
      gives(idle),
      gives({ ...idle, usage: { posts: 1 } }),
      gives({ ...idle, usage: { posts: 2, users: 3 } }),
      gives(idle),
    ];
    for (let check = 0; check < 4; check += 1) {
      later();
      await sync();
    }
    const runs = await listRuns(ctx, ines, { id, limit: 10 });
    expect(runs.map(({ outcome, checks, usage }) => ({ outcome, checks, usage }))).toEqual([
      { outcome: "unchanged", checks: 4, usage: { posts: 3, users: 3 } },
      { outcome: "synced", checks: 1, usage: { posts: 7, users: 1 } },
    ]);
    // What is stored and cannot be read is as if it were not there.
    await updateConnection(ctx.db, id, { idleChecks: "{", unbooked: "{" });
    answers = [gives({ ...idle, usage: { posts: 1 } })];
    later();
    await sync();
    expect((await listRuns(ctx, ines, { id, limit: 10 }))[0]).toMatchObject({
      outcome: "unchanged",
      checks: 1,
      usage: { posts: 1 },
    });
  });

  it("are kept with what their mapper must know", async () => {
    const raw = { endpoint: "list", url: "https://fake.example/list", body: "[1]" };
    const contexts = async () =>
      (await env.DB.prepare("SELECT context FROM media_corpus_snapshots").all()).results;
    answers = [gives({ raw })];
    await sync();
    expect(await contexts()).toEqual([{ context: null }]);
    answers = [gives({ raw: { ...raw, context: { private: true } } })];
    later();
    await sync();
    expect(await contexts()).toEqual([{ context: '{"private":true}' }]);
  });

  it("make private, or public, all that the account said; the last page that tells decides", async () => {
    const hidden = async () =>
      (
        await env.DB.prepare("SELECT external_id AS name FROM media_items WHERE is_private").all()
      ).results.map((row) => row["name"]);
    answers = [gives({ items: [post("a"), post("b")] })];
    await sync();
    expect(await hidden()).toEqual([]);
    const own = { ...post("c"), isPrivate: true };
    later();
    answers = [
      gives({ isPrivate: false, more: true }),
      gives({ items: [own], isPrivate: true, more: true }),
      gives({}),
    ];
    await sync();
    expect(await hidden()).toEqual(["a", "b", "c"]);
    later();
    answers = [gives({ isPrivate: false })];
    await sync();
    expect(await hidden()).toEqual([]);
  });

  it("rename the account, for what follows too, but never by another account's answer", async () => {
    const account = {
      externalId: "1",
      handle: "ines.h",
      displayName: "Ines H",
      url: "https://fake.example/ines.h",
      email: null,
    };
    const handles: string[] = [];
    answers = [
      gives({ account, more: true }),
      async ({ account: { handle } }) => {
        handles.push(handle);
        return testPage();
      },
    ];
    await sync();
    expect(handles).toEqual(["ines.h"]);
    const renamed = { handle: "ines.h", displayName: "Ines H", url: account.url };
    expect(await stored()).toMatchObject(renamed);
    answers = [gives({ account: { ...account, externalId: "2", handle: "noor" } })];
    later();
    await sync();
    expect(await stored()).toMatchObject(renamed);
  });
});

describe("a failure of the whole connection", () => {
  const told = "This account is suspended at Fake. What was gathered is kept.";

  it.each([
    ["forbidden", told, "closed", told],
    ["forbidden", undefined, "closed", /does not let us read this account/],
    ["not_found", told, "gone", told],
    ["not_found", undefined, "bad_response", /could not be read/],
    ["unavailable", told, "unavailable", told],
    ["bad_response", told, "bad_response", told],
  ] as const)("of the kind %s is told as it should be", async (kind, words, code, message) => {
    const details = words === undefined ? {} : { told: words };
    answers = [fails(new PlatformError(kind, "The platform said so.", details))];
    expect(await sync()).toMatchObject({ kind: "failed" });
    const row = await stored();
    expect(row).toMatchObject({ status: "active", problemCode: code });
    expect(row.problemMessage).toMatch(message);
  });

  it("that lasts is looked at once a day, for ever", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    answers = [fails(new PlatformError("not_found", "It is gone.", { told }))];
    let wait = 0;
    for (let run = 0; run < 15; run += 1) {
      await sync();
      wait = ((await stored()).nextSyncAt ?? 0) - Date.now();
      vi.setSystemTime(Date.now() + wait);
    }
    expect(wait).toBeGreaterThan(23 * 60 * MINUTE);
    expect(wait).toBeLessThanOrEqual(24 * 60 * MINUTE);
    answers = [gives({ items: [post("a")] })];
    await sync();
    expect(await stored()).toMatchObject({ problemCode: null, failures: 0 });
  });
});

describe("a limit that all users of a client share", () => {
  const until = () => Date.now() + 30 * MINUTE;
  const limited = () => fails(new PlatformError("rate_limited", "Wait.", { retryAt: until() }));

  it("stops every run of that client without a request, until it ends", async () => {
    await begin({ limitScope: "client" });
    const other = (await testConnection(ctx, ines, { platform: "fake", externalId: "2" })).id;
    const own = (
      await testConnection(ctx, ines, { platform: "fake", externalId: "3", clientId: "my own" })
    ).id;
    const end = until();
    answers = [limited()];
    expect(await sync()).toMatchObject({ kind: "rate_limited" });
    const asked = vi.fn(gives({}));
    answers = [asked];
    expect(await sync(other)).toMatchObject({ kind: "rate_limited", requests: 0 });
    expect(asked).not.toHaveBeenCalled();
    const row = await stored(other);
    expect(row).toMatchObject({ problemCode: "rate_limited", failures: 0, leaseOwner: null });
    expect(row.problemMessage).toMatch(/asks us to wait/);
    expect(row.nextSyncAt).toBeGreaterThanOrEqual(end);
    expect(row.nextSyncAt).toBeLessThanOrEqual(end + 5 * MINUTE);
    expect(await sync(own)).toMatchObject({ kind: "synced" });
    vi.setSystemTime(end + 5 * MINUTE);
    expect(await sync(other)).toMatchObject({ kind: "synced" });
    expect(await stored(other)).toMatchObject({ problemCode: null });
  });

  it("is nobody else's business where each connection has its own", async () => {
    const other = (await testConnection(ctx, ines, { platform: "fake", externalId: "2" })).id;
    answers = [limited(), gives({})];
    expect(await sync()).toMatchObject({ kind: "rate_limited" });
    expect(await sync(other)).toMatchObject({ kind: "synced" });
    const { results } = await env.DB.prepare("SELECT scope FROM media_rate_limits").all();
    expect(results).toEqual([{ scope: `connection ${id}` }]);
  });
});

describe("settings that change while a run goes on", () => {
  it("leave nothing that was read under the old ones: it is read again at once", async () => {
    const items = [post("a"), post("r", "reply")];
    answers = [
      async () => {
        await updateSettings(ctx, ines, { id, values: { hideReplies: true } });
        return testPage({ items, cursor: { at: 1 } });
      },
      gives({ items, cursor: { at: 1 } }),
    ];
    expect(await sync()).toMatchObject({ kind: "skipped" });
    expect(await stored()).toMatchObject({ itemCount: 0, cursor: null, leaseOwner: null });
    await runTick(ctx);
    expect(await shown()).toEqual(["a"]);
    expect(await stored()).toMatchObject({ itemCount: 2, cursor: '{"at":1}' });
    expect(await getSettings(ctx, ines, id)).toMatchObject({ hidden: 1 });
  });

  it("are put on the queue again, where there is one", async () => {
    const sent: unknown[] = [];
    const queue = { send: async (body: unknown) => void sent.push(body) };
    const queued: Context = { ...ctx, queue: Object.assign(Object.create(null), queue) };
    await updateSettings(queued, ines, { id, values: { hideReplies: true } });
    expect(sent).toEqual([]);
    await updateConnection(ctx.db, id, { leaseOwner: "x", leaseExpiresAt: Date.now() + MINUTE });
    await updateSettings(queued, ines, { id, values: { hideReplies: false } });
    expect(sent).toMatchObject([{ connections: [id] }]);
    await expect(
      updateSettings(ctx, ines, { id, values: { order: "sideways" } }),
    ).rejects.toMatchObject({
      code: "INVALID",
      message: "“Order” is one of these: newest, oldest.",
    });
  });
});

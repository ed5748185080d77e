import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import type { Platform, Quota } from "../../platforms/platform.ts";
import { findConnection, updateConnection } from "../../store/connections.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { putBlockedUntil, putCap } from "../../store/rate-limits.ts";
import { contextWith } from "../../testing/fake-platform.ts";
import { meteredPlatform, MONEY, NOTHING_NEW } from "../../testing/metered-platform.ts";
import type { MeteredAnswer } from "../../testing/metered-platform.ts";
import { testConnection, testPerson } from "../../testing/test-context.ts";
import type { Actor } from "../identity/identity.ts";
import { syncConnection } from "../sync/sync-connection.ts";
import type { SyncOutcome } from "../sync/sync-connection.ts";
import { listBudgets } from "./list-budgets.ts";
import { setCap } from "./set-cap.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 22, 12);
const REQUESTS: Partial<Quota> = {
  meter: "requests",
  period: { ms: HOUR },
  granted: 1000,
  sharedBy: "client",
};

let ctx: Context;
let ines: Actor;
let id: string;
let fake: ReturnType<typeof meteredPlatform>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
});

async function begin(
  quota: Partial<Quota>,
  settings: Readonly<Record<string, string>> = {},
  change: Partial<Platform> = {},
): Promise<void> {
  fake = meteredPlatform(quota, change);
  ctx = contextWith(fake.platform, settings);
  ines = await testPerson(ctx, "Ines");
  id = await another();
}

async function another(change: Partial<ConnectionRow> = {}): Promise<string> {
  const accessTokenSealed = "";
  const given = { platform: "fake", accessTokenSealed, isComplete: true, ...change };
  return (await testConnection(ctx, ines, given)).id;
}

const sync = (connection = id): Promise<SyncOutcome> =>
  syncConnection(ctx, { id: connection, trigger: "cron", maxRequests: 50, maxQueries: 900 });

/** A check that is asked for now, and answered so. */
async function check(
  answers: readonly MeteredAnswer[],
  connection = id,
): Promise<SyncOutcome["kind"]> {
  fake.answers.push(...answers);
  await updateConnection(ctx.db, connection, { nextSyncAt: Date.now() });
  const { kind } = await sync(connection);
  fake.answers.length = 0;
  return kind;
}

/** Something that happens while a page is on its way. */
function onEachPage(happens: () => Promise<unknown>): void {
  const { fetchPage } = fake.platform;
  vi.spyOn(fake.platform, "fetchPage").mockImplementation(async (request) => {
    await happens();
    return await fetchPage(request);
  });
}

async function stored(connection = id): Promise<ConnectionRow> {
  const row = await findConnection(ctx.db, ines.userId, connection);
  if (!row) throw new Error("It is gone.");
  return row;
}

const booked = async (scope: string): Promise<number | null> =>
  (
    await env.DB.prepare("SELECT used FROM media_rate_limits WHERE scope = ?1")
      .bind(scope)
      .first<{ used: number }>()
  )?.used ?? null;
const posts = (count: number, more: Partial<MeteredAnswer> = {}): MeteredAnswer => ({
  usage: { posts: count },
  ...more,
});
const told = (left: number, more: Partial<MeteredAnswer> = {}): MeteredAnswer => ({
  headers: {
    "x-ratelimit-limit": "1000",
    "x-ratelimit-remaining": String(left),
    "x-ratelimit-reset": String(30 * 60),
  },
  ...more,
});

describe("what is used", () => {
  it("is booked by a run that writes, for the connection and for its app", async () => {
    await begin(MONEY);
    const other = await another();
    await check([posts(40, { more: true }), posts(20)]);
    await check([posts(10)], other);
    expect(await listBudgets(ctx, ines, id)).toEqual([
      {
        sharedBy: "connection",
        meter: "dollars",
        used: 0.3,
        granted: null,
        cap: null,
        isOwn: true,
        forecast: 0.418605,
        endsAt: "2026-12-01T00:00:00.000Z",
      },
      expect.objectContaining({ sharedBy: "app", used: 0.35, cap: null, isOwn: false }),
    ]);
    expect(await listBudgets(ctx, ines, other)).toMatchObject([{ used: 0.05 }, { used: 0.35 }]);
  });

  it("waits on the connection's row while checks find nothing, and is booked together", async () => {
    await begin({});
    for (let checks = 1; checks <= 6; checks += 1) {
      expect(await check([NOTHING_NEW])).toBe("unchanged");
      expect(await listBudgets(ctx, ines, id)).toMatchObject([{ used: checks }, { used: checks }]);
      expect(await booked("fake ")).toBe(checks < 4 ? null : 4);
    }
    expect(await booked(`connection ${id}`)).toBeNull();
    await check([{}]);
    expect([await booked("fake "), await booked(`connection ${id}`)]).toEqual([7, 7]);
    expect((await stored()).unbooked).toBe("{}");
  });

  it("is of its day alone", async () => {
    await begin({ period: { unit: "day", zone: "America/Los_Angeles" } });
    await check([{}]);
    await check([NOTHING_NEW]);
    expect(await listBudgets(ctx, ines, id)).toMatchObject([
      { used: 2, endsAt: "2026-11-23T08:00:00.000Z" },
      { used: 2 },
    ]);
    vi.setSystemTime(Date.parse("2026-11-23T08:00:00Z"));
    const fresh = { used: 0, endsAt: null, forecast: null };
    expect(await listBudgets(ctx, ines, id)).toMatchObject([fresh, fresh]);
    await check([NOTHING_NEW]);
    await check([{}]);
    expect(await listBudgets(ctx, ines, id)).toMatchObject([
      { used: 2, endsAt: "2026-11-24T08:00:00.000Z" },
      { used: 2 },
    ]);
  });

  it("is what the platform tells, where it does", async () => {
    await begin(REQUESTS);
    await check([told(600, { more: true }), told(598)]);
    const [own, app] = await listBudgets(ctx, ines, id);
    expect(own).toMatchObject({ used: 2, granted: null });
    expect(app).toMatchObject({ used: 402, granted: 1000, forecast: 804 });
    // A quiet check writes nothing of it as long as much is left.
    await check([told(500, NOTHING_NEW)]);
    expect(await booked("fake ")).toBe(402);
    await check([told(60, NOTHING_NEW)]);
    expect(await booked("fake ")).toBe(940);
    vi.setSystemTime(NOON + 31 * MINUTE);
    expect((await listBudgets(ctx, ines, id))[1]).toMatchObject({ used: 0 });
    await check([told(999)]);
    expect(await booked("fake ")).toBe(1);
  });

  it("is not what an answer tells of another limit", async () => {
    await begin({ ...REQUESTS, resource: "core" });
    const { headers } = told(3);
    await check([{ headers: { ...headers, "x-ratelimit-resource": "search" } }]);
    expect((await listBudgets(ctx, ines, id))[1]).toMatchObject({ used: 1, granted: 1000 });
    await check([{ headers: { ...headers, "x-ratelimit-resource": "core" } }]);
    expect((await listBudgets(ctx, ines, id))[1]).toMatchObject({ used: 997 });
  });

  it.each([
    ["a run", {}],
    ["a check that found nothing", NOTHING_NEW],
  ])(
    "is booked by %s that has lost its lease, and what waits on its row is not",
    async (_name, page) => {
      await begin({});
      for (let checks = 0; checks < 3; checks += 1) await check([NOTHING_NEW]);
      onEachPage(() => updateConnection(ctx.db, id, {}, { raiseFence: true }));
      expect(await check([page])).toBe("skipped");
      expect(await booked("fake ")).toBe(1);
      expect(await stored()).toMatchObject({ unbooked: expect.stringContaining('"used":3') });
    },
  );

  it("of a platform that counts nothing is nothing, and cannot be stopped", async () => {
    await begin({}, {}, { quota: null });
    expect(await listBudgets(ctx, ines, id)).toEqual([]);
    await expect(setCap(ctx, ines, { id, cap: 5 })).rejects.toMatchObject({
      code: "INVALID",
      field: "cap",
      message: "Nothing that Fake gives is counted, so there is nothing to stop.",
    });
  });
});

describe("a stop that the person set", () => {
  it("keeps a request from being made that could go over it, and says so", async () => {
    await begin(MONEY);
    await setCap(ctx, ines, { id, cap: 1 });
    const page = posts(50, { more: true });
    expect(await check([page, page, page, page, page])).toBe("rate_limited");
    // After three pages of a quarter a fourth could cost half a dollar.
    expect(fake.spent()).toBe(0.75);
    const row = await stored();
    expect(row).toMatchObject({ problemCode: "cap_reached", failures: 0, leaseOwner: null });
    expect(row.problemMessage).toBe(
      "You let this connection use $1.00 a month of Fake, and $0.75 is used; one request may use up to $0.50, so none is made that could go over it. Nothing is lost: it goes on on 1 December at 00:00 UTC, or at once when you raise the stop on this page.",
    );
    // A day at most: it is looked whether the stop was raised.
    expect(row.nextSyncAt).toBeGreaterThanOrEqual(NOON + 24 * HOUR);
    expect(row.nextSyncAt).toBeLessThanOrEqual(NOON + 25 * HOUR);
    const asked = fake.asked();
    expect(await check([page])).toBe("rate_limited");
    expect(fake.asked()).toBe(asked);
  });

  it("counts what waits to be booked, too", async () => {
    await begin({ mostPerRequest: 1 });
    await setCap(ctx, ines, { id, cap: 3 });
    for (let checks = 0; checks < 3; checks += 1) {
      expect(await check([NOTHING_NEW])).toBe("unchanged");
    }
    expect(await check([NOTHING_NEW])).toBe("rate_limited");
    expect(fake.asked()).toBe(3);
  });

  it("is over with its period", async () => {
    await begin(MONEY);
    await setCap(ctx, ines, { id, cap: 0.6 });
    await check([posts(50, { more: true })]);
    expect(await stored()).toMatchObject({ problemCode: "cap_reached" });
    vi.setSystemTime(Date.UTC(2026, 11, 1));
    expect(await check([posts(1)])).toBe("synced");
    expect(await stored()).toMatchObject({ problemCode: null });
  });

  it.each([
    ["raised", 5],
    ["taken away", null],
  ])("and that is %s lets it go on at once", async (_name, cap) => {
    await begin(MONEY);
    await setCap(ctx, ines, { id, cap: 0.6 });
    await check([posts(50, { more: true })]);
    fake.answers.push(posts(10));
    expect(await setCap(ctx, ines, { id, cap })).toMatchObject([{ cap, used: 0.3 }, {}]);
    expect(await stored()).toMatchObject({ problemCode: null });
  });
});

it("a connection that was disconnected meanwhile leaves no limit behind", async () => {
  await begin(MONEY);
  const now = Date.now();
  for (const [which, isLeft] of [
    [id, true],
    ["gone", false],
  ] as const) {
    const scope = `connection ${which}`;
    await putCap(ctx.db, which, 5, now);
    await putBlockedUntil(ctx.db, { id: which, fence: 0 }, { scope, blockedUntil: now, now });
    expect((await booked(scope)) !== null).toBe(isLeft);
  }
});

describe("a stop that whoever runs the server set", () => {
  it("holds for all that connect through its app, and not for a person's own", async () => {
    await begin(MONEY, { MEDIA_FAKE_CAP: "1" });
    const other = await another();
    const own = await another({ clientId: "my own" });
    await check([posts(60)]);
    await check([posts(50)], other);
    expect(await check([posts(20)], other)).toBe("rate_limited");
    expect((await stored(other)).problemMessage).toBe(
      "Whoever runs this server lets all of its connections use $1.00 a month of Fake together, and $0.55 is used; one request may use up to $0.50, so none is made that could go over it. Nothing is lost: it goes on on 1 December at 00:00 UTC.",
    );
    expect(await check([posts(60)], own)).toBe("synced");
    expect(await listBudgets(ctx, ines, other)).toMatchObject([
      { sharedBy: "connection", used: 0.25, cap: null, isOwn: true },
      { sharedBy: "app", used: 0.55, cap: 1, isOwn: false },
    ]);
    expect(await listBudgets(ctx, ines, own)).toMatchObject([
      { used: 0.3 },
      { used: 0.3, cap: null, isOwn: true },
    ]);
  });

  it("is not passed by many who ask at the same time", async () => {
    await begin(MONEY, { MEDIA_FAKE_CAP: "3" });
    const all = [id];
    while (all.length < 12) all.push(await another());
    const price = posts(100, { more: true });
    fake.answers.push(...Array.from({ length: 500 }, () => price));
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(all.map((one) => sync(one)));
      vi.setSystemTime(Date.now() + MINUTE);
    }
    expect(fake.spent()).toBe(3);
    expect(await booked("fake ")).toBe(3);
    const codes = await Promise.all(all.map(async (one) => (await stored(one)).problemCode));
    expect(new Set(codes)).toEqual(new Set(["cap_reached"]));
  });

  it("is not passed by as many as a queue delivers to at once", async () => {
    await begin({ granted: 1000 }, { MEDIA_FAKE_CAP: "200" });
    await env.DB.prepare(
      "INSERT INTO media_rate_limits (scope, blocked_until, period_ends_at, used, updated_at) VALUES ('fake ', 0, ?1, 100, 0)",
    )
      .bind(Date.UTC(2026, 10, 23))
      .run();
    const all = [id];
    while (all.length < 130) all.push(await another());
    // Each is let ask or refused before the first of them is answered.
    let arrived = 0;
    const allArrived = Promise.withResolvers<void>();
    const arrive = (): void => {
      arrived += 1;
      if (arrived >= all.length) allArrived.resolve();
    };
    onEachPage(async () => {
      arrive();
      await allArrived.promise;
    });
    await Promise.all(all.map((one) => sync(one).finally(arrive)));
    expect(fake.spent()).toBeGreaterThan(0);
    expect(fake.spent()).toBeLessThanOrEqual(100);
  });

  it("is shown what each page cost before the next is asked", async () => {
    await begin(MONEY, { MEDIA_FAKE_CAP: "3" });
    const seen: unknown[] = [];
    onEachPage(async () => seen.push(await booked("fake ")));
    await check([posts(100, { more: true }), posts(20, { more: true }), posts(20)]);
    expect(seen).toEqual([null, 0.5, 0.6]);
  });

  it("counts what others used and have not booked yet", async () => {
    await begin({ granted: 100 }, { MEDIA_FAKE_CAP: "4" });
    const other = await another();
    await check([{}]);
    await check([NOTHING_NEW]);
    await check([NOTHING_NEW], other);
    await check([NOTHING_NEW], other);
    expect(await booked("fake ")).toBe(1);
    expect(await check([NOTHING_NEW])).toBe("rate_limited");
    expect(fake.asked()).toBe(4);
  });

  it("may be more than what a platform is believed to give, and less", async () => {
    await begin({ granted: 2 }, { MEDIA_FAKE_CAP: "3" });
    const page = { more: true };
    expect(await check([page, page, page, page])).toBe("rate_limited");
    expect(fake.asked()).toBe(3);
  });
});

describe("what a platform gives", () => {
  it("and is used up by one stops all of its app, before they ask", async () => {
    await begin({ granted: 3 });
    const other = await another();
    const page = { more: true };
    expect(await check([page, page, page, page])).toBe("rate_limited");
    expect(fake.asked()).toBe(3);
    expect(await check([page], other)).toBe("rate_limited");
    expect(fake.asked()).toBe(3);
    const row = await stored(other);
    expect(row.problemCode).toBe("rate_limited");
    expect(row.problemMessage).toBe(
      "Fake allows 3 quota units a day to this server, for all of its connections together, and all are used. Nothing is lost: it goes on on 23 November at 00:00 UTC.",
    );
    expect(row.nextSyncAt).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 23));
    vi.setSystemTime(Date.UTC(2026, 10, 23));
    expect(await check([{}], other)).toBe("synced");
  });

  it.each([
    ["a page with more behind it", { more: true }, "rate_limited"],
    ["the last page", {}, "synced"],
    ["a check that found nothing", NOTHING_NEW, "unchanged"],
  ])("and is told to be used up by %s stops the others, too", async (_name, page, outcome) => {
    await begin(REQUESTS, {}, { limitScope: "client" });
    const other = await another();
    expect(await check([told(0, page), told(0)])).toBe(outcome);
    expect(fake.asked()).toBe(1);
    expect(await check([told(0)], other)).toBe("rate_limited");
    expect(fake.asked()).toBe(1);
    expect((await stored(other)).problemMessage).toMatch(/^Fake allows 1,000 requests an hour to/);
    vi.setSystemTime(NOON + 31 * MINUTE);
    expect(await check([told(999)], other)).toBe("synced");
  });

  it("of each connection's own stops nobody else", async () => {
    await begin({ ...REQUESTS, sharedBy: "connection" });
    const other = await another();
    await check([told(0, { more: true })]);
    expect((await stored()).problemMessage).toMatch(/^Fake allows 1,000 requests an hour here/);
    expect(await check([told(999)], other)).toBe("synced");
  });

  it("is used up until the day is over once the platform says so", async () => {
    const midnight = Date.UTC(2026, 10, 23);
    await begin(
      {},
      {},
      {
        limitScope: "client",
        isRateLimit: (status) => status === 403 && { retryAt: midnight, told: "It is used up." },
      },
    );
    const other = await another();
    expect(await check([{ status: 403 }])).toBe("rate_limited");
    expect(await stored()).toMatchObject({ problemMessage: "It is used up." });
    expect((await listBudgets(ctx, ines, other))[1]).toMatchObject({
      used: 100,
      granted: 100,
      endsAt: new Date(midnight).toISOString(),
    });
    expect(await check([{}], other)).toBe("rate_limited");
    expect(fake.asked()).toBe(1);
    vi.setSystemTime(midnight);
    expect(await check([{}], other)).toBe("synced");
    expect((await listBudgets(ctx, ines, other))[1]).toMatchObject({ used: 1 });
  });
});

describe("a first sync", () => {
  it("leaves a tenth to the checks for what is new, and waits", async () => {
    await begin({ granted: 20 });
    const old = await another({ isComplete: false });
    const pages = Array.from({ length: 25 }, () => ({ more: true, complete: false }));
    expect(await check(pages, old)).toBe("rate_limited");
    expect(fake.asked()).toBe(18);
    expect((await stored(old)).problemMessage).toBe(
      "Fake allows 20 quota units a day to this server, for all of its connections together, and 18 quota units are used. The rest is kept for what is new. The older entries go on on 23 November at 00:00 UTC.",
    );
    expect(await check([NOTHING_NEW])).toBe("unchanged");
  });
});

describe("checks", () => {
  const wait = async (): Promise<number> => ((await stored()).nextSyncAt ?? 0) - Date.now();
  const usedBefore = async (amount: number): Promise<void> => {
    await env.DB.prepare(
      "INSERT INTO media_rate_limits (scope, blocked_until, period_ends_at, used, updated_at) VALUES ('fake ', 0, ?1, ?2, 0)",
    )
      .bind(Date.UTC(2026, 10, 23), amount)
      .run();
  };

  it("come less often once more would be used than may be", async () => {
    await begin({ granted: 1000 });
    await usedBefore(750);
    await check([{}]);
    // At noon 751 are used: as many in the second half are three times what is left.
    expect(await wait()).toBeGreaterThan(12 * MINUTE);
    expect(await wait()).toBeLessThan(14 * MINUTE);
  });

  it("come as often as ever where they cost nothing of it", async () => {
    await begin(MONEY, { MEDIA_FAKE_CAP: "1" });
    await check([posts(90)]);
    expect(await wait()).toBeLessThan(5 * MINUTE);
  });
});

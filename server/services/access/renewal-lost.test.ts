import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { MINUTE, renewalScene } from "../../testing/renewal-scene.ts";
import { toWarning } from "../connections/warning.ts";

/** What becomes of a connection whose new access was asked for, and did not come. */

const html = (status: number) => () => new Response("<h1>Not now</h1>", { status });
const LOST: readonly (readonly [string, (give: () => Response) => Promise<Response>])[] = [
  [
    "the network",
    async (give) => {
      give();
      throw new Error("The network was lost.");
    },
  ],
  ["a gateway", async (give) => (give(), html(502)())],
  ["a gateway that did not wait", async (give) => (give(), html(504)())],
  ["a cut", async (give) => new Response((await give().text()).slice(0, 30))],
  ["a proxy that answers for it", async (give) => (give(), html(200)())],
];

describe.each(LOST)("an answer that is lost by %s", (_name, lose) => {
  it("is asked for again where a refresh token is kept", async () => {
    const scene = await renewalScene("kept");
    scene.onToken(lose);
    expect(await scene.sync()).toMatchObject({ kind: "failed" });
    expect(await scene.row()).toMatchObject({ status: "active", renewingSince: null });
    scene.onToken((give) => give());
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toEqual(["refresh-1", "refresh-1"]);
    expect(await scene.row()).toMatchObject({ problemCode: null, renewalLostAt: null });
  });

  it("is never asked for again where it works once: it says so, and what mends it", async () => {
    const scene = await renewalScene("rotating");
    scene.onToken(lose);
    expect(await scene.sync()).toMatchObject({ kind: "needs_reconnect" });
    const row = await scene.row();
    expect(row).toMatchObject({
      status: "needs_reconnect",
      problemCode: "renewal_lost",
      renewalLostAt: scene.clock.now,
      renewingSince: null,
      nextSyncAt: null,
    });
    expect(row.problemMessage).toBe(
      "Fake was asked for new access, and its answer was lost on the way; it gives that only once. Everything gathered is kept. Reconnect, and what is missing since then is fetched.",
    );
    expect(await scene.sync()).toMatchObject({ kind: "skipped" });
    expect(scene.shown).toEqual(["refresh-1"]);
  });
});

describe.each(["kept", "rotating"] as const)("a refusal where the token is %s", (refresh) => {
  it.each([
    ["by a closed endpoint", 503, "failed", "unavailable"],
    ["by one that failed", 500, "failed", "unavailable"],
    ["by one that asks to wait", 429, "rate_limited", "rate_limited"],
    ["by a page of a firewall", 403, "failed", "bad_response"],
  ])("%s gave nothing, and is asked again", async (_name, status, kind, problemCode) => {
    const scene = await renewalScene(refresh);
    scene.onToken(html(status));
    expect(await scene.sync()).toMatchObject({ kind });
    expect(await scene.row()).toMatchObject({ status: "active", problemCode, renewalLostAt: null });
    scene.clock.now += MINUTE;
    scene.onToken((give) => give());
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toEqual(["refresh-1", "refresh-1"]);
    expect(await scene.row()).toMatchObject({ status: "active", problemCode: null });
  });

  it("of the app is its owner's to mend, and ends no grant", async () => {
    const scene = await renewalScene(refresh);
    scene.onToken(() => Response.json({ error: "invalid_client" }, { status: 401 }));
    expect(await scene.sync()).toMatchObject({ kind: "failed" });
    const { status, problemMessage } = await scene.row();
    expect(status).toBe("active");
    expect(problemMessage).toMatch(/id or secret of the app.*goes on by itself/);
    scene.onToken((give) => give());
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
  });

  it("of the grant asks for a reconnect", async () => {
    const scene = await renewalScene(refresh);
    scene.onToken(() => Response.json({ error: "invalid_grant" }, { status: 400 }));
    expect(await scene.sync()).toMatchObject({ kind: "needs_reconnect" });
    expect(await scene.row()).toMatchObject({ problemCode: "unauthorised", renewalLostAt: null });
  });
});

it.each([
  ["kept", "failed"],
  ["rotating", "needs_reconnect"],
] as const)("an answer for a token that is %s is waited for 45 seconds", async (refresh, kind) => {
  const scene = await renewalScene(refresh);
  const asked = Promise.withResolvers<void>();
  scene.onToken(async () => {
    asked.resolve();
    return await new Promise<Response>(() => undefined);
  });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let isOver = false;
  const run = scene.sync().finally(() => void (isOver = true));
  await asked.promise;
  await vi.advanceTimersByTimeAsync(44_999);
  expect((await scene.row()).renewingSince).not.toBeNull();
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await run).toMatchObject({ kind });
});

it("a renewal that is lost ends nothing while the old access still does", async () => {
  const scene = await renewalScene("rotating", 60 * MINUTE);
  let isHiccup = true;
  scene.onPage(() => (isHiccup ? new Response("{}", { status: 401 }) : undefined));
  scene.onToken(html(502));
  expect(await scene.sync()).toMatchObject({ kind: "failed" });
  expect(await scene.row()).toMatchObject({ status: "active", problemCode: "unavailable" });
  isHiccup = false;
  expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
  const row = await scene.row();
  expect(row).toMatchObject({ status: "active", problemCode: null });
  const warning = toWarning(row, [scene.platform], scene.clock.now);
  expect(warning).toEqual({
    message:
      "Our access to Fake ends within the hour. Fake was asked for more, and its answer was lost on the way; it gives that only once. Reconnect before, and nothing is missed.",
    at: new Date(row.tokenExpiresAt ?? 0).toISOString(),
  });

  scene.good.clear();
  expect(await scene.sync()).toMatchObject({ kind: "needs_reconnect" });
  expect(await scene.row()).toMatchObject({ problemCode: "renewal_lost" });
  expect(scene.shown).toEqual(["refresh-1"]);
});

/** The next `times` statements like this fail, be it only for the one who waits for their answer. */
function unheard(fragment: RegExp, { isApplied, times }: { isApplied: boolean; times: number }) {
  const { prepare } = env.DB;
  let left = times;
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
    const statement = prepare.call(env.DB, sql);
    if (left === 0 || !fragment.test(sql)) return statement;
    left -= 1;
    const fail = async (bound: D1PreparedStatement): Promise<never> => {
      if (isApplied) await bound.all();
      throw new Error("The database did not answer.");
    };
    const bind = (...values: unknown[]) => {
      const bound = statement.bind(...values);
      return { all: () => fail(bound), run: () => fail(bound) };
    };
    return { bind } as unknown as D1PreparedStatement;
  });
}

const CLAIM = /set "renewing_since" = \?, "lease_expires_at" = CASE/;
const END = /set ("token_renew_at" = \?, )?"renewing_since" = \?( where|, "token_renew_at")/;

describe.each(["kept", "rotating"] as const)("a database that fails, and a token %s", (refresh) => {
  it.each([
    ["is made all the same", true],
    ["is not made", false],
  ])("ends no grant where a claim %s", async (_name, isApplied) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const scene = await renewalScene(refresh);
    unheard(CLAIM, { isApplied, times: 1 });
    expect(await scene.sync()).toMatchObject({ kind: "failed" });
    expect(scene.shown).toEqual([]);
    expect(await scene.row()).toMatchObject({ status: "active", renewingSince: null });
    scene.clock.now += 2 * MINUTE;
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toEqual(["refresh-1"]);
  });

  it("ends no grant where a claim that was refused is not ended at first", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const scene = await renewalScene(refresh);
    scene.onToken(html(503));
    unheard(END, { isApplied: false, times: 1 });
    expect(await scene.sync()).toMatchObject({ kind: "failed" });
    expect(await scene.row()).toMatchObject({ problemCode: "unavailable", renewingSince: null });
    scene.clock.now += 2 * MINUTE;
    scene.onToken((give) => give());
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
  });

  it("leaves alone the claim of another of the same moment", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const scene = await renewalScene(refresh);
    const asked = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    scene.onToken(async (give) => {
      asked.resolve();
      await going.promise;
      return give();
    });
    const first = scene.sync();
    await asked.promise;
    await scene.raiseFence();
    unheard(CLAIM, { isApplied: false, times: 1 });
    expect(await scene.sync()).toMatchObject({ kind: "failed" });
    expect((await scene.row()).renewingSince).not.toBeNull();
    going.resolve();
    await first;
    expect(scene.shown).toEqual(["refresh-1"]);
  });
});

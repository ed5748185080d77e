import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { MINUTE, START, renewalScene } from "../../testing/renewal-scene.ts";
import type { RenewalScene } from "../../testing/renewal-scene.ts";
import { disconnectConnection } from "../connections/disconnect-connection.ts";
import { keepGrant } from "../connections/keep-grant.ts";

/** Who asks for new access, what is written when, and what is left when a process ends in between. */
const HALF_A_MINUTE = 30_000;
const KINDS = ["kept", "rotating"] as const;

/** A token endpoint that takes its time: it answers when it is let go. */
function slowly(scene: RenewalScene): { isAsked: Promise<void>; letGo: () => void } {
  const asked = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  scene.onToken(async (give) => {
    const answer = give();
    asked.resolve();
    await going.promise;
    scene.clock.now += HALF_A_MINUTE;
    return answer;
  });
  return { isAsked: asked.promise, letGo: going.resolve };
}

describe.each(KINDS)("a hundred callers of one expired token that is %s", (refresh) => {
  it("ask once, when they come at the same time", async () => {
    const scene = await renewalScene(refresh);
    const endpoint = slowly(scene);
    const callers = Array.from({ length: 100 }, () => scene.sync());
    await endpoint.isAsked;
    endpoint.letGo();
    const kinds = (await Promise.all(callers)).map((outcome) => outcome.kind);
    expect(kinds.filter((kind) => kind === "unchanged")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "busy" || kind === "skipped")).toHaveLength(99);
    expect(scene.shown).toEqual(["refresh-1"]);
    expect(await scene.row()).toMatchObject({ status: "active", problemCode: null, failures: 0 });
  });

  it("ask once, when each takes the connection from the one before", async () => {
    const scene = await renewalScene(refresh);
    const endpoint = slowly(scene);
    const first = scene.sync();
    await endpoint.isAsked;
    for (let caller = 2; caller <= 100; caller += 1) {
      await scene.raiseFence();
      expect(await scene.sync()).toMatchObject({ kind: "skipped" });
    }
    endpoint.letGo();
    expect(await first).toMatchObject({ kind: "skipped" });
    expect(scene.shown).toEqual(["refresh-1"]);
    expect(await scene.tokens()).toMatchObject({ access: "access-2" });
    await scene.raiseFence();
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toHaveLength(1);
    expect(await scene.row()).toMatchObject({
      status: "active",
      problemCode: null,
      failures: 0,
      renewingSince: null,
    });
  });
});

describe("a token that is renewed in good time", () => {
  it("serves the others until the new one is there", async () => {
    const scene = await renewalScene("kept", MINUTE);
    const endpoint = slowly(scene);
    const first = scene.sync();
    await endpoint.isAsked;
    for (let caller = 2; caller <= 10; caller += 1) {
      await scene.raiseFence();
      expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    }
    endpoint.letGo();
    await first;
    expect(scene.shown).toHaveLength(1);
    expect(await scene.tokens()).toMatchObject({ access: "access-2" });
  });

  it("serves on while the new one has to wait, and as long as the platform said", async () => {
    const scene = await renewalScene("kept", 2 * MINUTE);
    const wait = { status: 429, headers: { "retry-after": "60" } };
    scene.onToken(() => new Response("{}", wait));
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    scene.clock.now += HALF_A_MINUTE;
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toHaveLength(1);
    scene.onToken((give) => give());
    scene.clock.now += HALF_A_MINUTE;
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(await scene.tokens()).toMatchObject({ access: "access-2" });
    expect(await scene.row()).toMatchObject({ failures: 0, problemCode: null });
  });

  it("is so 15 to 18 minutes before its end, and one that works once never", async () => {
    const kept = await renewalScene("kept");
    await kept.sync();
    const { tokenExpiresAt, tokenRenewAt } = await kept.row();
    expect(tokenExpiresAt).toBe(START + 60 * MINUTE);
    expect(tokenRenewAt).toBe(START + 60 * MINUTE - 16.5 * MINUTE);
    kept.clock.now = (tokenRenewAt ?? 0) - 1;
    await kept.sync();
    expect(kept.shown).toHaveLength(1);
    kept.clock.now += 1;
    await kept.sync();
    expect(kept.shown).toHaveLength(2);
  });

  it("never is one that works once: not before it is refused, whatever the clock says", async () => {
    const scene = await renewalScene("rotating", MINUTE);
    scene.clock.now += 2 * MINUTE;
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toEqual([]);
    expect(await scene.row()).toMatchObject({ tokenRenewAt: null });
  });
});

describe.each(KINDS)("a new pair where the old is %s", (refresh) => {
  it("is claimed before it is asked for, and stored before it is used", async () => {
    const scene = await renewalScene(refresh);
    const steps: string[] = [];
    scene.onToken(async (give) => {
      const { renewingSince } = await scene.row();
      steps.push(Math.floor(renewingSince ?? 0) === START ? "asked with a claim" : "asked without");
      return give();
    });
    scene.onPage(async (token) => {
      if (token === "access-1") return;
      const { access, refresh: next } = await scene.tokens();
      const { renewingSince } = await scene.row();
      steps.push(`${token} used, ${access} and ${next} stored, claim ${renewingSince}`);
    });
    await scene.sync();
    const next = refresh === "kept" ? "refresh-1" : "refresh-2";
    expect(steps).toEqual([
      "asked with a claim",
      `access-2 used, access-2 and ${next} stored, claim null`,
    ]);
  });

  it("keeps the connection held while its answer is waited for", async () => {
    const scene = await renewalScene(refresh);
    scene.onPage((token) => void (token === "access-1" && (scene.clock.now += 100_000)));
    const endpoint = slowly(scene);
    const first = scene.sync();
    await endpoint.isAsked;
    scene.clock.now += 40_000;
    expect(await scene.sync()).toMatchObject({ kind: "busy" });
    endpoint.letGo();
    expect(await first).toMatchObject({ kind: "unchanged" });
  });

  it("is never overwritten by an older", async () => {
    const scene = await renewalScene(refresh);
    const { userId } = await scene.row();
    scene.onToken(async (give) => {
      const answer = give();
      scene.good.add("reconnected");
      const account = { externalId: "connection-1", handle: "mira" };
      await keepGrant(scene.ctx, scene.platform, {
        userId,
        account: { ...account, displayName: null, url: null, email: null },
        tokens: {
          accessToken: "reconnected",
          refreshToken: "reconnected too",
          expiresIn: 3600,
          grantEndsIn: null,
          scopes: [],
        },
        includePrivate: false,
        clientId: null,
      });
      return answer;
    });
    expect(await scene.sync()).toMatchObject({ kind: "skipped" });
    expect(await scene.tokens()).toEqual({ access: "reconnected", refresh: "reconnected too" });
  });

  it.each([
    ["on its way out", false],
    ["gone", true],
  ])("is ended at the platform where its connection is %s by then", async (_name, isGone) => {
    const scene = await renewalScene(refresh);
    const { userId, id } = await scene.row();
    scene.onToken(async (give) => {
      const answer = give();
      // Held, its row stands until the lease is over.
      if (isGone) await scene.raiseFence();
      await disconnectConnection(scene.ctx, { userId, sessionHash: "" }, id);
      return answer;
    });
    expect(await scene.sync()).toMatchObject({ kind: "skipped" });
    const unwanted = refresh === "kept" ? "access-2" : "refresh-2";
    expect(scene.ended).toEqual(["refresh-1", unwanted]);
  });

  it.each([
    ["was not written", false],
    ["was written, and said so to nobody", true],
  ])("is kept where the first try to store it %s", async (_name, isWritten) => {
    const scene = await renewalScene(refresh);
    scene.onToken((give) => {
      const prepare = env.DB.prepare.bind(env.DB);
      vi.spyOn(env.DB, "prepare").mockImplementationOnce((query) => {
        const unheard = async (statement: D1PreparedStatement): Promise<never> => {
          if (isWritten) await statement.all();
          throw new Error("The database did not answer.");
        };
        const bind = (...values: unknown[]) => {
          const statement = prepare(query).bind(...values);
          return { all: () => unheard(statement) };
        };
        return { bind } as unknown as D1PreparedStatement;
      });
      return give();
    });
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(await scene.tokens()).toMatchObject({ access: "access-2" });
    expect(scene.shown).toHaveLength(1);
  });
});

describe.each(KINDS)("a process that ends, where the token is %s", (refresh) => {
  it.each([
    ["before it asks", false],
    ["between the answer and the store", true],
  ])("%s leaves its claim, which says that nobody knows", async (_name, isGiven) => {
    const scene = await renewalScene(refresh);
    scene.onToken((give) => {
      scene.die();
      if (isGiven) return give();
      throw new Error("The process has died.");
    });
    await expect(scene.sync()).rejects.toThrow("died");
    scene.revive();
    expect(await scene.tokens()).toEqual({ access: "access-1", refresh: "refresh-1" });
    const { renewingSince, status } = await scene.row();
    expect([Math.floor(renewingSince ?? 0), status]).toEqual([START, "active"]);

    scene.onToken((give) => give());
    scene.clock.now += HALF_A_MINUTE;
    await scene.raiseFence();
    expect(await scene.sync()).toMatchObject({ kind: "skipped" });
    expect(scene.shown).toHaveLength(1);

    scene.clock.now += MINUTE;
    await scene.raiseFence();
    const { kind } = await scene.sync();
    if (refresh === "kept") {
      expect(kind).toBe("unchanged");
      expect(scene.shown).toEqual(["refresh-1", "refresh-1"]);
      expect(await scene.row()).toMatchObject({ renewingSince: null, renewalLostAt: null });
    } else {
      expect(kind).toBe("needs_reconnect");
      expect(scene.shown).toEqual(["refresh-1"]);
      expect(await scene.row()).toMatchObject({
        problemCode: "renewal_lost",
        renewingSince: null,
        renewalLostAt: scene.clock.now,
      });
    }
  });

  it("between the store and the use leaves the new pair", async () => {
    const scene = await renewalScene(refresh);
    scene.onPage((token) => {
      if (token === "access-2") scene.die();
    });
    await expect(scene.sync()).rejects.toThrow("died");
    scene.revive();
    scene.onPage(() => undefined);
    await scene.raiseFence();
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(scene.shown).toHaveLength(1);
  });

  it("is not taken for dead by a machine whose clock is a little behind", async () => {
    const scene = await renewalScene(refresh);
    await env.DB.prepare("UPDATE media_accounts SET renewing_since = ?1")
      .bind(START + 50)
      .run();
    expect(await scene.sync()).toMatchObject({ kind: "skipped" });
    expect(scene.shown).toEqual([]);
  });
});

describe("an answer that was held for lost, and only came late", () => {
  /** The first to ask sleeps through the time after which he is held for dead. */
  async function late(
    scene: RenewalScene,
    meanwhile: () => Promise<unknown>,
  ): Promise<{ first: Promise<unknown>; wake: () => void }> {
    const endpoint = slowly(scene);
    const first = scene.sync();
    await endpoint.isAsked;
    scene.clock.now += 2 * MINUTE;
    await scene.raiseFence();
    await meanwhile();
    return { first, wake: endpoint.letGo };
  }
  const isWell = { status: "active", problemCode: null, problemMessage: null, renewalLostAt: null };

  it("is stored, and takes back what was said", async () => {
    const scene = await renewalScene("rotating");
    const { first, wake } = await late(scene, async () => {
      expect(await scene.sync()).toMatchObject({ kind: "needs_reconnect" });
    });
    wake();
    await first;
    expect(await scene.row()).toMatchObject({ ...isWell, nextSyncAt: scene.clock.now });
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
    expect(await scene.tokens()).toEqual({ access: "access-2", refresh: "refresh-2" });
    expect(scene.shown).toEqual(["refresh-1"]);
  });

  it("is stored before it was said, and then it is not said", async () => {
    const scene = await renewalScene("rotating");
    const held = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    const { first, wake } = await late(scene, async () => undefined);
    const warn = scene.ctx.log.warn;
    vi.spyOn(scene.ctx.log, "warn").mockImplementation((...told) => {
      if (told[0] === "token.renewal_lost") held.resolve();
      warn(...told);
    });
    // The second opinion on the refusal is what he who held it for lost waits for.
    const { identify } = scene.platform;
    vi.spyOn(scene.platform, "identify").mockImplementationOnce(async (...asked) => {
      await going.promise;
      return await identify(...asked);
    });
    const second = scene.sync();
    await held.promise;
    wake();
    await first;
    going.resolve();
    expect(await second).toMatchObject({ kind: "skipped" });
    expect(await scene.row()).toMatchObject(isWell);
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
  });
});

import type { Context } from "../../context.ts";
import { setCap } from "../../services/limits/set-cap.ts";
import { hideEntry } from "../../services/timeline/hide-entry.ts";
import { showItems } from "../../services/timeline/show-items.ts";
import { cancelErase } from "../../services/users/cancel-erase.ts";
import { requestErase } from "../../services/users/request-erase.ts";
import type { Actor } from "../../services/identity/identity.ts";
import type { Account } from "./cast.ts";
import type { Ledger } from "./ledger.ts";
import type { Engine } from "./outside-bindings.ts";
import type { Plan } from "./plan.ts";
import type { Job, Simulation } from "./simulation.ts";

/** What people want to stay so, whatever is synced: what they hid, their stops, that they are erased. */
export interface Wishes {
  /** Hides an item, or shows one that was hidden. */
  hideOrShow(account: Account): void;
  /** Stops a connection for a while by a cap of nothing. */
  stop(account: Account): void;
  erase(actor: Actor, plan: Plan): void;
  /** Stops are taken away, and whose click was lost clicks again. */
  settle(): void;
  /** From when it is asked for until it is taken back. */
  isErasing(actor: Actor): boolean;
  /** Items by connection and external id, where it is certain what their owner wants. */
  hidden(): readonly (readonly [id: string, externalId: string, isHidden: boolean])[];
}

/** Nobody erases everything before a scenario has shown something. */
const SYNCS_BEFORE = 50;
const MINUTE = 60_000;

export function createWishes(
  sim: Simulation,
  given: {
    readonly accounts: readonly Account[];
    readonly act: (
      name: string,
      account: Account,
      run: (ctx: Context, id: string) => Promise<unknown>,
    ) => void;
    readonly open: (job: Job) => Context;
    readonly engine: Engine;
    readonly ledger: Ledger;
  },
): Wishes {
  const { engine, ledger, open } = given;
  const { random } = sim;
  const hides = new Map<string, readonly [string, string, boolean]>();
  const underWay = new Set<string>();
  const stopped = new Set<Account>();
  const erasing = new Set<Actor>();

  const rows = async (sql: string, ...values: unknown[]) =>
    (await engine.run([{ sql, values }]))[0]?.results ?? [];

  const wish = async (
    key: readonly [string, string],
    isHidden: boolean,
    run: (name: string) => Promise<unknown>,
  ): Promise<void> => {
    const name = key.join(":");
    // Of what is cut off nobody knows what came of it: it is left alone from then on.
    if (underWay.has(name)) return;
    underWay.add(name);
    hides.delete(name);
    await run(name);
    hides.set(name, [...key, isHidden]);
    underWay.delete(name);
    sim.figures.hides += 1;
  };

  const unstop = (account: Account): void =>
    given.act("unstop", account, async (ctx, id) => {
      ledger.stop(id, false);
      await setCap(ctx, account.actor, { id, cap: null });
      stopped.delete(account);
    });

  const askForErase = (actor: Actor): void => {
    sim.start("erase", async (job) => {
      const [user] = await rows(
        "SELECT handle, erase_at FROM media_users WHERE id = ?1",
        actor.userId,
      );
      if (user === undefined || user["erase_at"] !== null) return;
      await requestErase(open(job), actor, { handle: String(user["handle"]) });
    });
  };

  /** Until it is certain: whoever wants to be kept clicks again. */
  const keep = (actor: Actor): void => {
    const again = (): void => sim.at(sim.now() + 2 * MINUTE, () => keep(actor));
    sim.start(
      "keep",
      async (job) => void (await cancelErase(open(job), actor)),
      (error) => (error === null ? undefined : again()),
      again,
    );
  };

  return {
    hideOrShow: (account) =>
      given.act("hide in", account, async (ctx, id) => {
        const own = [...hides.values()].filter(([of, , isHidden]) => of === id && isHidden);
        if (own.length > 0 && random.chance(0.3)) {
          const [, externalId] = random.pick(own);
          await wish([id, externalId], false, (name) => showItems(ctx, account.actor, [name]));
          return;
        }
        const found = await rows(
          // What is new is read again and again.
          "SELECT external_id FROM media_items WHERE connection_id = ?1 AND hidden = 0 ORDER BY occurred_at DESC LIMIT 12",
          id,
        );
        if (found.length === 0) return;
        for (let count = 0; count < 3; count += 1) {
          const externalId = String(random.pick(found)["external_id"]);
          await wish([id, externalId], true, (name) => hideEntry(ctx, account.actor, name));
        }
      }),
    stop: (account) => {
      if (account.platform.quota === null) return;
      sim.figures.caps += 1;
      stopped.add(account);
      given.act("stop", account, async (ctx, id) => {
        ledger.excuse(id);
        await setCap(ctx, account.actor, { id, cap: 0 });
        if (stopped.has(account)) ledger.stop(id, true);
      });
      sim.at(sim.now() + random.int(10, 400) * MINUTE, () => unstop(account));
    },
    erase: (actor, plan) => {
      sim.figures.erases += 1;
      const lasts = plan.end - sim.now();
      const begin = (): void => {
        // Once all is erased nothing is looked at any more.
        const isSoon = sim.figures.syncs < SYNCS_BEFORE && sim.now() + 30 * MINUTE < plan.end;
        if (isSoon) {
          sim.at(sim.now() + 30 * MINUTE, begin);
          return;
        }
        erasing.add(actor);
        askForErase(actor);
        if (plan.erase === "done") return;
        sim.at(sim.now() + random.int(1, 15 * 60) * MINUTE, () => {
          erasing.delete(actor);
          keep(actor);
        });
      };
      sim.at(sim.now() + Math.floor(lasts * random.next()), begin);
    },
    settle: () => {
      for (const account of stopped) unstop(account);
      for (const actor of erasing) askForErase(actor);
    },
    isErasing: (actor) => erasing.has(actor),
    hidden: () => [...hides.values()],
  };
}

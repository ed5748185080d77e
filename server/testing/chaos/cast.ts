import { tokenOf } from "./grants.ts";
import { createWishes } from "./wishes.ts";
import type { Wishes } from "./wishes.ts";
import type { Context } from "../../context.ts";
import { platforms } from "../../platforms/platforms.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { Sandbox } from "../../sandbox/app.ts";
import type { SandboxAccount } from "../../sandbox/platform-sandbox.ts";
import { connectAccount } from "../../services/connections/connect-account.ts";
import { connectByInput } from "../../services/connections/connect-by-input.ts";
import { disconnectConnection } from "../../services/connections/disconnect-connection.ts";
import { pauseConnection } from "../../services/connections/pause-connection.ts";
import { resumeConnection } from "../../services/connections/resume-connection.ts";
import { syncNow } from "../../services/connections/sync-now.ts";
import { beginConsent } from "../../services/consent/begin-consent.ts";
import { endConsent } from "../../services/consent/end-consent.ts";
import type { Actor } from "../../services/identity/identity.ts";
import { updateSettings } from "../../services/settings/update-settings.ts";
import { ensureUser } from "../../services/users/ensure-user.ts";
import type { Internet } from "./internet.ts";
import type { Ledger } from "./ledger.ts";
import type { Engine } from "./outside-bindings.ts";
import type { Plan, PlannedPerson } from "./plan.ts";
import type { Job, Simulation } from "./simulation.ts";
import type { PromiseName } from "./promises.ts";

/** The people, what they want connected, and what they do. */
export interface Cast {
  readonly accounts: readonly Account[];
  readonly wishes: Wishes;
  /** Everybody signs up. */
  begin(): Promise<void>;
  /** They connect, and from then on do something now and then. */
  live(): void;
  /** Everything that somebody wants is connected and resumed; all, or these platforms, are asked at once. */
  settle(asked?: readonly string[]): Promise<void>;
  /** The row of what is connected; null when nothing is. */
  rowOf(account: Account): Promise<Record<string, unknown> | null>;
}

export interface Account {
  readonly person: PlannedPerson;
  readonly actor: Actor;
  readonly platform: Platform;
  readonly way: SandboxAccount;
  readonly wantsPrivate: boolean;
  isWanted: boolean;
  /** By its owner, until all is quiet and longer. */
  isPaused: boolean;
  /** All ids that its connections had. */
  readonly ids: Set<string>;
}

const MINUTE = 60_000;
const ORIGIN = "http://localhost:8787";

export function createCast(
  sim: Simulation,
  given: {
    readonly plan: Plan;
    readonly open: (job: Job) => Context;
    readonly sandbox: Sandbox;
    readonly internet: Internet;
    readonly ledger: Ledger;
    readonly engine: Engine;
    readonly breaks: (promise: PromiseName, text: string) => void;
  },
): Cast {
  const { plan, open, sandbox, internet, ledger, engine } = given;
  const { random } = sim;
  const accounts: Account[] = [];
  const underWay = new Set<Account>();

  const rowOf: Cast["rowOf"] = async (account) => {
    const { actor, platform } = account;
    const [answer] = await engine.run([
      {
        sql: "SELECT * FROM media_accounts WHERE user_id = ?1 AND platform = ?2",
        values: [actor.userId, platform.id],
      },
    ]);
    const row = answer?.results[0] ?? null;
    if (row !== null) account.ids.add(String(row["id"]));
    return row;
  };

  /** Does something as its owner; what fails is tried again only where somebody minds. */
  const act = (
    name: string,
    account: Account,
    run: (ctx: Context, id: string) => Promise<unknown>,
    then: () => void = () => {},
  ): void => {
    sim.start(
      `${name} ${account.platform.id}`,
      async (job) => {
        const row = await rowOf(account);
        if (row !== null) await run(open(job), String(row["id"]));
      },
      then,
      then,
    );
  };

  const connect = (account: Account): void => {
    if (underWay.has(account) || wishes.isErasing(account.actor)) return;
    underWay.add(account);
    const look = async (): Promise<void> => {
      underWay.delete(account);
      const row = await rowOf(account);
      if (row !== null) ledger.excuse(String(row["id"]));
      const stands =
        row !== null && row["status"] !== "disconnecting" && row["status"] !== "needs_reconnect";
      if (stands || !account.isWanted) return;
      // Whoever wants it connected tries again.
      sim.at(sim.now() + random.int(2, 20) * MINUTE, () => {
        if (account.isWanted) connect(account);
      });
    };
    const lookLater = (): void => sim.at(sim.now(), look);
    sim.start(
      `connect ${account.platform.id}`,
      async (job) => {
        const row = await rowOf(account);
        if (row !== null) ledger.excuse(String(row["id"]));
        await connectOnce(open(job), account);
      },
      lookLater,
      lookLater,
    );
  };

  const connectOnce = async (ctx: Context, account: Account): Promise<void> => {
    const { actor, platform, way, wantsPrivate } = account;
    if (way.type === "input") {
      if (platform.connect.type === "input") {
        const parsed = platform.connect.schema.parse(way.input);
        const key = tokenOf(platform.connect.authorization(parsed));
        if (key !== null) internet.grants.mend(key);
      }
      await connectByInput(ctx, actor, { platform: platform.id, input: way.input });
      return;
    }
    const cookie = ctx.newSecret();
    const url = new URL(
      await beginConsent(ctx, {
        platform,
        purpose: "connect",
        actor,
        cookie,
        includePrivate: wantsPrivate,
        nextPath: "/connections",
        zone: null,
      }),
    );
    url.searchParams.set("sandbox_decision", "approve");
    url.searchParams.set("sandbox_login", way.login);
    const answer = await internet.visit(new Request(url, { redirect: "manual" }));
    const back = new URL(answer.headers.get("location") ?? "about:blank");
    const consent = await endConsent(ctx, {
      platform,
      state: back.searchParams.get("state"),
      code: back.searchParams.get("code"),
      error: back.searchParams.get("error"),
      cookie,
      sessionHash: actor.sessionHash,
    });
    await connectAccount(ctx, platform, consent);
  };

  const endGrant = async (account: Account): Promise<void> => {
    const row = await rowOf(account);
    const token = row === null ? null : await ledger.tokenOf(String(row["id"]));
    const held = tokenOf(token);
    if (held === null) return;
    sim.figures.revocations += 1;
    sim.note(`${account.platform.id}: the person ends the grant there`);
    internet.grants.end(held);
  };

  const pause = (account: Account): void => {
    sim.figures.pauses += 1;
    account.isPaused = true;
    act("pause", account, (ctx, id) => pauseConnection(ctx, account.actor, id));
    sim.at(sim.now() + random.int(5, 600) * MINUTE, () => {
      account.isPaused = false;
      resume(account);
    });
  };

  const resume = (account: Account): void =>
    act("resume", account, async (ctx, id) => {
      ledger.excuse(id);
      await resumeConnection(ctx, account.actor, id);
    });

  const endConnection = (account: Account): void =>
    act("disconnect", account, (ctx, id) => disconnectConnection(ctx, account.actor, id));

  const disconnect = (account: Account): void => {
    sim.figures.disconnects += 1;
    account.isWanted = false;
    endConnection(account);
    if (random.chance(0.8)) {
      sim.at(sim.now() + random.int(0, 120) * MINUTE, () => {
        account.isWanted = true;
        connect(account);
      });
    }
  };

  const changeSettings = (account: Account): void => {
    const flags = Object.entries(account.platform.settings.schema.shape).filter(
      ([, field]) => field.safeParse(true).success,
    );
    if (flags.length === 0) return;
    const [name] = random.pick(flags);
    const values = { [name]: random.chance(0.5) };
    act("settings of", account, (ctx, id) => updateSettings(ctx, account.actor, { id, values }));
  };

  const wishes = createWishes(sim, { accounts, act, open, engine, ledger });

  const curse = async (account: Account): Promise<void> => {
    const row = await rowOf(account);
    if (row === null) return;
    sim.figures.curses += 1;
    sim.note(`${account.platform.id}: whatever asks for it ends there`);
    const until = sim.now() + random.int(10, 400) * MINUTE;
    ledger.curse(String(row["id"]), Math.min(until, plan.end));
  };

  const acts: readonly (readonly [(account: Account) => unknown, number])[] = [
    [(account) => act("sync", account, (ctx, id) => syncNow(ctx, account.actor, id)), 30],
    [pause, 12],
    [disconnect, 8],
    [endGrant, 14],
    [(account) => void reconnect(account), 8],
    [changeSettings, 12],
    [(account) => wishes.hideOrShow(account), 20],
    [(account) => wishes.stop(account), 5],
    [(account) => void curse(account), 4],
  ];

  const reconnect = (account: Account): void => {
    sim.figures.reconnects += 1;
    connect(account);
  };

  /** Its platform refused it, though nobody has ended its grant. */
  const mayComeBack = async (row: Record<string, unknown> | null): Promise<boolean> => {
    if (row?.["status"] !== "needs_reconnect" || row["problem_code"] !== "unauthorised")
      return false;
    // Without a way to renew it, a token that has run out is over.
    const isOver = Number(row["token_expires_at"] ?? Infinity) <= sim.now();
    if (isOver && row["refresh_token_sealed"] === null) return false;
    const held = tokenOf(await ledger.tokenOf(String(row["id"])));
    return held !== null && !internet.grants.isEnded(held);
  };

  /** Somebody looks at their connections, and mends what is broken. */
  const lookAround = async (): Promise<void> => {
    for (const account of accounts) {
      const row = await rowOf(account);
      if (row?.["status"] !== "needs_reconnect" || random.chance(0.4)) continue;
      if (!plan.leavesRefused || !(await mayComeBack(row))) reconnect(account);
    }
  };

  const again = (everyMs: number, event: () => unknown): void => {
    const next = sim.now() + Math.ceil(everyMs * (0.3 + random.next() * 1.4));
    if (next >= plan.end) return;
    sim.at(next, async () => {
      await event();
      again(everyMs, event);
    });
  };

  return {
    accounts,
    wishes,
    rowOf,
    begin: async () => {
      for (const person of plan.people) {
        await call(sandbox, "/people", { ...person, name: person.login });
        const ways = (await (
          await sandbox.fetch(new Request(`${ORIGIN}/sandbox/accounts?person=${person.login}`))
        ).json()) as (SandboxAccount & { platform: string })[];
        const actor = { userId: "", sessionHash: `session of ${person.login}` };
        sim.start("sign up", async (job) => {
          const foreign = { from: "devpad" as const, id: `devpad-${person.login}` };
          const name = person.login;
          actor.userId = await ensureUser(open(job), { foreign, name, email: null, zone: "UTC" });
        });
        await sim.runUntil(sim.now() + MINUTE);
        for (const platform of platforms.filter(({ id }) => person.platforms.includes(id))) {
          const way = ways.find((one) => one.platform === platform.id);
          if (way === undefined) continue;
          const wantsPrivate =
            platform.connect.type === "oauth" &&
            platform.connect.privateAccess !== null &&
            random.chance(0.5);
          accounts.push({
            person,
            actor,
            platform,
            way,
            wantsPrivate,
            isWanted: true,
            isPaused: false,
            ids: new Set(),
          });
        }
      }
    },
    live: () => {
      for (const account of accounts) {
        sim.at(sim.now() + random.int(0, 15 * MINUTE), () => connect(account));
      }
      again(plan.actEveryMs, () =>
        random.weigh(acts, ([, weight]) => weight)?.[0](random.pick(accounts)),
      );
      again(plan.actEveryMs, lookAround);
      again(plan.outageEveryMs, () => {
        const until = sim.now() + random.int(3, random.chance(0.8) ? 90 : 1_500) * MINUTE;
        const way = random.pick(["errors", "errors", "silence", "slowness", "refusals"] as const);
        const platformsHit = way === "refusals" ? random.int(1, 4) : 1;
        if (way === "refusals") sim.figures.storms += 1;
        for (let hit = 0; hit < platformsHit; hit += 1) {
          internet.breakDown(random.pick(accounts).platform.id, Math.min(until, plan.end), way);
        }
      });
      // Whoever has nearly all of them thinks better of it: without them little is left to look at.
      const one = plan.erase === "done" ? accounts.at(-1) : random.pick(accounts);
      if (plan.erase !== null && one !== undefined) wishes.erase(one.actor, plan);
    },
    settle: async (asked) => {
      wishes.settle();
      for (const account of accounts) {
        if (wishes.isErasing(account.actor)) continue;
        const row = await rowOf(account);
        const status = row?.["status"];
        if (!account.isWanted) {
          // The click was lost with whoever heard it.
          if (row !== null && status !== "disconnecting") endConnection(account);
          continue;
        }
        if (status === "paused") {
          if (!account.isPaused) resume(account);
        } else if (status === "active") {
          if (asked?.includes(account.platform.id) === false) continue;
          act("sync", account, (ctx, id) => syncNow(ctx, account.actor, id));
        } else {
          if (status === "needs_reconnect" && !row?.["problem_message"]) {
            given.breaks(
              "silent",
              `${account.platform.id}: needs to be reconnected and does not say why`,
            );
          }
          if (plan.leavesRefused && (await mayComeBack(row))) {
            // It is tried once a day, by a cron that is late.
            ledger.excuse(String(row?.["id"]));
            continue;
          }
          connect(account);
        }
      }
    },
  };
}

async function call(sandbox: Sandbox, path: string, body: unknown): Promise<void> {
  const answer = await sandbox.fetch(
    new Request(`${ORIGIN}/sandbox${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

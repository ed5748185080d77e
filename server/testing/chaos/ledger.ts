import { createVault } from "../../oauth/vault.ts";
import type { Vault } from "../../oauth/vault.ts";
import { tokenPlace } from "../../services/access/token.ts";
import type { Answer, Engine, Statement, Watcher } from "./outside-bindings.ts";
import type { Job, Simulation } from "./simulation.ts";
import type { PromiseName } from "./promises.ts";
import type { Claim, Waits } from "./waits.ts";

/** Watches every write and every request: who holds which connection, and when each was asked last. */
export interface Ledger extends Watcher {
  asked(job: Job, platform: string, isToken: boolean): void;
  answered(job: Job, answer: Response, isToken: boolean): void;
  /** Whatever asks for a connection ends there, until then. */
  curse(id: string, until: number): void;
  isCursed(job: Job): boolean;
  /** Its owner stops it altogether, or no longer. */
  stop(id: string, isStopped: boolean): void;
  toldToWait(platform: string, until: number): void;
  /** Of the connection that somebody holds; null where he holds none. */
  platformOf(job: Job): string | null;
  /** The latest time that any platform told anybody to wait for; 0 where none did. */
  lastWait(): number;
  /** How long ago a connection was looked at last, without a reason for it. */
  unseenFor(id: string): number;
  /** Until now there was a reason not to look at it. */
  excuse(id: string): void;
  /** Whether a connection holds this access token. */
  isStored(accessToken: string): Promise<boolean>;
  /** What a connection shows to its platform; null where it shows nothing. */
  tokenOf(id: string): Promise<string | null>;
}

const CLAIMS =
  /^update "media_accounts" set "lease_owner" = [^=]*, "lease_expires_at" = \?, "fence"/;
/** What only a run writes. */
const RUN_WRITES =
  /^\s*(?:insert\s+into|update)\s+media_(?:items|item_links|sync_runs|corpus_snapshots|accounts\s+set\s+cursor)\b/i;

/** What it cost, told after its last write, and what one asked that has lost its connection. */
const COSTS =
  /^\s*(?:update\s+media_sync_runs\s+set\s+rows_read\b|insert\s+into\s+media_sync_runs\b[^]*status <> 'disconnecting')/i;

/** A day, and what lies between a time and the tick and the message that follow it. */
const LONGEST_UNSEEN_MS = 24 * 3_600_000;

export function createLedger(
  sim: Simulation,
  given: {
    readonly engine: Engine;
    readonly keys: readonly string[];
    readonly breaks: (promise: PromiseName, text: string) => void;
    /** How late the cron and the queue may be. */
    readonly lateMs: number;
    readonly waits: Waits;
    readonly isPaid: boolean;
  },
): Ledger {
  const { engine, breaks } = given;
  const vault = createVault(given.keys);
  const claims = new WeakMap<Job, Claim>();
  const looked = new Map<string, { at: number; readonly platform: string }>();
  const waits = new Map<string, number>();
  /** Their platform's breaker was open when a run last had them. */
  const aside = new Set<string>();
  const curses = new Map<string, number>();
  const stops = new Map<string, number>();
  const askedAt = new Map<string, number>();
  const costs = new WeakMap<Job, Record<"queries" | "subrequests", number>>();
  const most = given.isPaid ? 1000 : 50;
  const opened = new Map<string, string>();

  const openOnce = async (id: unknown, sealed: unknown): Promise<string> => {
    const text = String(sealed);
    const token = opened.get(text) ?? (await open(vault, id, sealed));
    opened.set(text, token);
    return token;
  };

  const unseenFor = (id: string): number => {
    const last = looked.get(id);
    if (last === undefined || stops.has(id)) return 0;
    // While its breaker is open, one of all probes a platform.
    const probed = aside.has(id) ? (askedAt.get(last.platform) ?? 0) : 0;
    return sim.now() - Math.max(last.at, waits.get(last.platform) ?? 0, probed);
  };
  const see = (id: string, platform: string): void => {
    const unseen = unseenFor(id);
    if (unseen > LONGEST_UNSEEN_MS + given.lateMs) {
      breaks(
        "unprobed",
        `${platform} ${id} was not looked at for ${Math.round(unseen / 60_000)} min`,
      );
    }
    looked.set(id, { at: sim.now(), platform });
  };

  const spent: Ledger["spent"] = (job, what, count) => {
    const cost = costs.get(job) ?? { queries: 0, subrequests: 0 };
    costs.set(job, cost);
    const before = cost[what];
    cost[what] += count;
    if (before > most || cost[what] <= most) return;
    breaks("overrun", `${job.name} comes to ${cost[what]} ${what}, of ${most}`);
  };

  return {
    wrote: async (job, statements: readonly Statement[], answers: readonly Answer[]) => {
      const [first] = statements;
      if (statements.length === 1 && first !== undefined && CLAIMS.test(first.sql)) {
        const row = answers[0]?.results[0];
        if (row === undefined) return;
        const id = String(row["id"]);
        const platform = String(row["platform"]);
        const grant = String(row["access_token_sealed"]);
        claims.set(job, { id, platform, grant, fence: Number(row["fence"]), at: sim.now() });
        sim.figures.syncs += 1;
        if (!looked.has(id)) looked.set(id, { at: sim.now(), platform });
        if (row["problem_code"] === "stuck") sim.figures.stuck += 1;
        if (isOutageOpen(row["outage"])) aside.add(id);
        else aside.delete(id);
        return;
      }
      const claim = claims.get(job);
      // What a run has cost is put beside its row once it is over, and somebody else may hold it by then.
      const isWritten = statements.some(
        ({ sql }, at) =>
          RUN_WRITES.test(sql) && !COSTS.test(sql) && (answers[at]?.meta.changes ?? 0) > 0,
      );
      if (claim === undefined || !isWritten) return;
      const [answer] = await engine.run([
        { sql: "SELECT fence FROM media_accounts WHERE id = ?1", values: [claim.id] },
      ]);
      const fence = answer?.results[0]?.["fence"];
      if (fence === claim.fence) {
        given.waits.wrote(job, claim);
        return;
      }
      breaks("intruded", `${job.name} wrote for ${claim.id} after it had lost it`);
    },
    asked: (job, platform, isToken) => {
      spent(job, "subrequests", 1);
      const claim = claims.get(job);
      if (claim === undefined) return;
      askedAt.set(platform, sim.now());
      see(claim.id, platform);
      given.waits.asked(job, claim, isToken);
      if (claim.at > (stops.get(claim.id) ?? Infinity)) {
        breaks("stopped", `${platform}: ${job.name} asks for ${claim.id}`);
      }
    },
    answered: (job, answer, isToken) => {
      const claim = claims.get(job);
      if (claim !== undefined) given.waits.heard(job, claim, answer, isToken);
    },
    curse: (id, until) => void curses.set(id, until),
    platformOf: (job) => claims.get(job)?.platform ?? null,
    isCursed: (job) => sim.now() < (curses.get(claims.get(job)?.id ?? "") ?? 0),
    stop: (id, isStopped) => {
      if (isStopped) stops.set(id, sim.now());
      else stops.delete(id);
      const last = looked.get(id);
      if (last !== undefined) last.at = sim.now();
    },
    spent,
    toldToWait: (platform, until) => {
      waits.set(platform, Math.max(waits.get(platform) ?? 0, until));
    },
    lastWait: () => Math.max(0, ...waits.values()),
    unseenFor,
    excuse: (id) => {
      const last = looked.get(id);
      if (last !== undefined) last.at = sim.now();
    },
    isStored: async (accessToken) => {
      const [answer] = await engine.run([
        { sql: "SELECT id, access_token_sealed AS sealed FROM media_accounts", values: [] },
      ]);
      for (const { id, sealed } of answer?.results ?? []) {
        if (sealed !== "" && (await openOnce(id, sealed)) === accessToken) return true;
      }
      return false;
    },
    tokenOf: async (id) => {
      const [answer] = await engine.run([
        {
          sql: "SELECT access_token_sealed AS sealed FROM media_accounts WHERE id = ?1",
          values: [id],
        },
      ]);
      const sealed = answer?.results[0]?.["sealed"] ?? "";
      return sealed === "" ? null : await openOnce(id, sealed);
    },
  };
}

function isOutageOpen(text: unknown): boolean {
  if (typeof text !== "string") return false;
  return (JSON.parse(text) as { openedAt: number | null }).openedAt !== null;
}

function open(vault: Vault, id: unknown, sealed: unknown): Promise<string> {
  return vault.open(String(sealed), tokenPlace(String(id), "access_token_sealed"));
}

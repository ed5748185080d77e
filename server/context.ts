import type { MediaBindings } from "./bindings.ts";
import type { MediaConfig } from "./config.ts";
import type { Log } from "./log.ts";
import { createLog } from "./log.ts";
import { toBase64Url } from "./oauth/encoding.ts";
import { createVault } from "./oauth/vault.ts";
import type { Vault } from "./oauth/vault.ts";
import { createHttp } from "./platforms/http.ts";
import type { PlatformHttp } from "./platforms/http.ts";
import type { LimitTold } from "./platforms/http-failure.ts";
import type { Platform } from "./platforms/platform.ts";
import { platforms } from "./platforms/platforms.ts";
import type { SyncMessage } from "./sync-message.ts";
import { openDatabase } from "./store/db.ts";
import type { Db } from "./store/db.ts";
import { openSession } from "./store/db-session.ts";
import { createMeter } from "./store/meter.ts";
import type { Meter } from "./store/meter.ts";
import { openSnapshots } from "./store/snapshot-objects.ts";
import type { SnapshotObjects } from "./store/snapshot-objects.ts";

/** Everything a service may touch. Time, network and randomness come from here and nowhere else. */
export interface Context {
  readonly db: Db;
  readonly snapshots: SnapshotObjects;
  readonly queue: Queue<SyncMessage> | null;
  readonly config: MediaConfig;
  readonly platforms: readonly Platform[];
  readonly vault: Vault;
  readonly log: Log;
  readonly meter: Meter;
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /**
   * The HTTP client for a platform; `authorization` goes to the platform's hosts only. `heard` is told
   * what each answer says of the platform's limit.
   */
  http(
    platform: Platform,
    authorization: string | null,
    heard?: (told: LimitTold) => void,
  ): PlatformHttp;
  /** Epoch milliseconds. */
  now(): number;
  /** In [0, 1), for jitter. */
  random(): number;
  /** 12 letters and digits: enough to be unique, short enough to stand in every index. */
  newId(): string;
  /** 32 random bytes in base64url, for states, sessions and verifiers. */
  newSecret(): string;
  /** The same with a meter of its own, so that one run's cost can be told; this one counts it too. */
  fork(): Context;
}

/** What a process finds outside: its clock, its network, its chance. */
export interface Outside {
  readonly now: () => number;
  readonly random: () => number;
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
}

/** Looked up at each call: tests set the clock, and stand in for the network, by their globals. */
const REAL: Outside = {
  now: () => Date.now(),
  random: () => Math.random(),
  fetch: (input, init) => fetch(input, init),
};

export function createContext(
  bindings: MediaBindings,
  config: MediaConfig,
  outside: Outside = REAL,
  whole: Meter | null = null,
): Context {
  const meter = createMeter(whole);
  const meteredFetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    meter.requests += 1;
    return outside.fetch(input, init);
  };
  return {
    db: openDatabase(bindings.DB, meter),
    snapshots: openSnapshots(bindings.BUCKET, meter),
    queue: bindings.SYNC_QUEUE ?? null,
    config,
    platforms,
    vault: createVault(config.encryptionKeys),
    log: createLog(),
    meter,
    fetch: meteredFetch,
    http: (platform, authorization, heard) =>
      createHttp({
        fetch: meteredFetch,
        upstreamOrigin: config.upstreamOrigin(platform.id),
        // For the platforms that name the host, not for whoever's feed lies there.
        relocated: platform.hosts.includes(DEVPAD_HOST)
          ? { [`https://${DEVPAD_HOST}`]: config.devpadUrl }
          : {},
        hosts: platform.hosts,
        userAgent: platform.userAgent,
        authorization,
        now: outside.now,
        isRateLimit: platform.isRateLimit,
        heard,
      }),
    now: outside.now,
    random: outside.random,
    newId,
    newSecret: () => toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    fork: () => createContext(bindings, config, outside, meter),
  };
}

/** A context for one request, which reads what whoever asks has seen; `bookmark` names what he has seen then. */
export function createRequestContext(
  bindings: MediaBindings,
  config: MediaConfig,
  from: Parameters<typeof openSession>[1],
): { readonly ctx: Context; bookmark(): string | null } {
  const session = openSession(bindings.DB, from);
  return {
    ctx: createContext({ ...bindings, DB: session.db }, config),
    bookmark: session.bookmark,
  };
}

/** devpad's own address is a setting, for its platform as for signing in. */
const DEVPAD_HOST = "devpad.tools";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

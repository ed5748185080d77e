import type { Platform } from "../../platforms/platform.ts";
import type { Sandbox } from "../../sandbox/app.ts";
import type { Random } from "../../sandbox/random.ts";
import { createGrants } from "./grants.ts";
import type { Grants } from "./grants.ts";
import { forListing } from "./odd-listing.ts";
import type { Job, Simulation } from "./simulation.ts";
import type { PromiseName } from "./promises.ts";

/** The platforms as a Worker meets them: the stand-ins, and all that can happen on the way to them. */
export interface Internet {
  readonly grants: Grants;
  fetch(job: Job, input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** What a person's browser does: nothing happens on its way. */
  visit(request: Request): Promise<Response>;
  /** The whole platform fails until then. */
  breakDown(platform: string, until: number, way: Outage["way"]): void;
}

interface Outage {
  readonly until: number;
  readonly way: "errors" | "silence" | "slowness" | "refusals";
}

type Mishap =
  | "refused"
  | "cut_off"
  | "silent"
  | "silent_after"
  | "error"
  | "error_after"
  | "wait"
  | "hiccup"
  | "truncated";

const MISHAPS: readonly (readonly [Mishap, number])[] = [
  ["refused", 3],
  ["cut_off", 4],
  ["silent", 2],
  ["silent_after", 3],
  ["error", 5],
  ["error_after", 3],
  ["wait", 3],
  ["hiccup", 4],
  ["truncated", 3],
];

const SEAM = /^http:\/\/(?:127\.0\.0\.1|localhost):8787\/sandbox\//;

export function createInternet(
  sim: Simulation,
  given: {
    readonly sandbox: Sandbox;
    readonly platforms: readonly Platform[];
    /** Whether a connection holds this access token, as it is stored at this moment. */
    readonly isStored: (accessToken: string) => Promise<boolean>;
    readonly broken: (promise: PromiseName, text: string) => void;
    readonly asked: (job: Job, platform: string, isToken: boolean) => void;
    /** Whatever asks for this connection ends there. */
    readonly isCursed: (job: Job) => boolean;
    /** Whoever asked has this answer. */
    readonly answered: (job: Job, answer: Response, isToken: boolean) => void;
    readonly toldToWait: (platform: string, until: number) => void;
    /** For which platform somebody works; null where he holds no connection. */
    readonly platformOf: (job: Job) => string | null;
    readonly oddListings: boolean;
  },
): Internet {
  const outages = new Map<string, Outage>();
  const grants = createGrants(sim, given);
  const listing = given.oddListings ? forListing(sim) : null;

  const outageOf = (platform: string): Outage | null => {
    const outage = outages.get(platform);
    return outage !== undefined && sim.now() < outage.until ? outage : null;
  };

  const mishapOf = (platform: string, isToken: boolean, random: Random): Mishap | null => {
    const outage = outageOf(platform);
    if (outage?.way === "errors") return "error";
    if (outage?.way === "silence") return "silent";
    // Whoever gives access is up, and so is the grant.
    if (outage?.way === "refusals") return isToken ? null : "hiccup";
    const chance = sim.trouble.network * (isToken ? 3 : 1);
    if (!random.chance(chance)) return null;
    sim.figures.networkFaults += 1;
    return random.weigh(MISHAPS, ([, weight]) => weight)?.[0] ?? null;
  };

  return {
    grants,
    visit: (request) => given.sandbox.fetch(request),
    breakDown: (platform, until, way) => {
      sim.figures.outages += 1;
      sim.note(`${platform} is out of order (${way}) until ${new Date(until).toISOString()}`);
      outages.set(platform, { until, way });
    },
    fetch: async (job, input, init = {}) => {
      const { signal = null, ...rest } = init;
      const address = String(input);
      const request = new Request(address, rest);
      const url = new URL(`https://${address.replace(SEAM, "")}`);
      const platform = given.platforms.find(({ hosts }) => hosts.includes(url.hostname));
      const id = platform?.id ?? given.platformOf(job) ?? anybody(url);
      const { connect = null } = platform ?? {};
      const isToken = connect?.type === "oauth" && url.href.split("?")[0] === connect.tokenUrl;
      const form = isToken ? new URLSearchParams(String(init.body ?? "")) : null;
      const mishap = mishapOf(id, isToken, sim.random);
      const name = `${request.method} ${url.host}${url.pathname}`;
      let isSilent = mishap === "silent";
      const answer = await job.ask(
        {
          kind: "network",
          text: mishap === null ? name : `${name} (${mishap})`,
          isWrite: isToken,
          ...(signal === null ? {} : { signal }),
        },
        async (): Promise<Response> => {
          sim.figures.requests += 1;
          given.asked(job, id, isToken);
          if (given.isCursed(job)) {
            sim.figures.crashes += 1;
            return await job.die();
          }
          switch (mishap) {
            case "refused":
              throw new TypeError("The connection was refused.");
            case "silent":
              return new Response();
            case "error":
              return plain(sim.random.pick([500, 502, 503, 504]));
            case "wait": {
              // The answer of a token endpoint that is tired says the same.
              const seconds = waitOf(sim.random);
              const until = sim.now() + seconds * 1000;
              given.toldToWait(id, until);
              const status = sim.random.chance(0.7) ? 429 : 503;
              return plain(status, { "retry-after": String(seconds) });
            }
            case "hiccup":
              if (!isToken) return plain(401);
          }
          const refusal = await grants.refusalOf(request, form, platform ?? null);
          if (refusal !== null) return refusal;
          const asked = listing?.ask(request, id) ?? request;
          const real = await given.sandbox.fetch(asked);
          const shown = form === null ? ((await listing?.show(real, id, url)) ?? real) : real;
          const response = form === null ? shown : await grants.hear(real, form, platform ?? null);
          if (form !== null && isLost(mishap)) sim.figures.lostAnswers += 1;
          switch (mishap) {
            case "cut_off":
              throw new TypeError("The connection was reset.");
            case "error_after":
              return plain(502);
            case "silent_after":
              isSilent = true;
              return response;
            case "truncated": {
              const text = await response.text();
              const { status, headers } = response;
              if (status === 304) return response;
              return new Response(text.slice(0, Math.ceil(text.length * 0.6)), { status, headers });
            }
            default:
              return response;
          }
        },
      );
      // Whoever waits for this gives up by a clock of their own.
      if (isSilent) await job.wait(DAY_MS, signal ?? undefined);
      if (outageOf(id)?.way === "slowness") {
        await job.wait(sim.random.int(4_000, 40_000), signal ?? undefined);
      }
      if (signal?.aborted !== true) given.answered(job, answer, isToken);
      return answer;
    },
  };
}

const DAY_MS = 24 * 3_600_000;

/** Who is asked at an address of the open internet, before anybody is connected there. */
function anybody({ pathname }: URL): string {
  return pathname.startsWith("/api/") ? "mastodon" : "feed";
}

function isLost(mishap: Mishap | null): boolean {
  return (
    mishap !== null && ["cut_off", "error_after", "silent_after", "truncated"].includes(mishap)
  );
}

/** Mostly short; now and then longer than a day. */
function waitOf(random: Random): number {
  if (random.chance(0.7)) return random.int(5, 600);
  return random.chance(0.85) ? random.int(600, 7_200) : random.int(7_200, 30 * 3_600);
}

function plain(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify({ message: `Answered ${status} by mishap.` }), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

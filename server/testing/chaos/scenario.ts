import { configOf } from "../../config.ts";
import { createContext } from "../../context.ts";
import { consumeDeadLetter } from "../../services/schedule/consume-dead-letter.ts";
import { consumeMessage } from "../../services/schedule/consume-message.ts";
import type { Context } from "../../context.ts";
import { platforms } from "../../platforms/platforms.ts";
import { createSandbox } from "../../sandbox/app.ts";
import { createMemoryStore } from "../../sandbox/memory-store.ts";
import type { PlatformSandbox } from "../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../sandbox/random.ts";
import { createCast } from "./cast.ts";
import { createCron } from "./cron.ts";
import { noFigures } from "./figures.ts";
import type { Figures } from "./figures.ts";
import { createInternet } from "./internet.ts";
import { judge } from "./judge.ts";
import { createLedger } from "./ledger.ts";
import { createMail } from "./mail.ts";
import { bindingsOf } from "./outside-bindings.ts";
import type { Bucket, Engine } from "./outside-bindings.ts";
import { planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { createSimulation } from "./simulation.ts";
import { stage } from "./stage.ts";
import type { Job } from "./simulation.ts";
import { CALM, troubled } from "./trouble.ts";
import type { PromiseName } from "./promises.ts";
import { createWaits } from "./waits.ts";

export interface ScenarioGiven {
  readonly seed: number;
  readonly number: number;
  /** Empty, migrated. */
  readonly engine: Engine;
  readonly bucket: Bucket;
  readonly makeStandIns: () => readonly PlatformSandbox[];
  readonly realTimer: Parameters<typeof createSimulation>[0]["realTimer"];
  /** Notes that are kept for a trace. */
  readonly memory: number;
  readonly change?: (plan: Plan) => Plan;
}

export interface ScenarioResult {
  readonly number: number;
  /** What was broken, by promise. */
  readonly broken: readonly Broken[];
  readonly figures: Figures;
  readonly trace: readonly string[];
}

export interface Broken {
  readonly promise: PromiseName;
  readonly text: string;
}

const ORIGIN = "http://localhost:8787";
export const HOUR = 3_600_000;
/** A scenario with fewer shows nothing. */
const FEWEST_SYNCS = 50;
const LONGEST_EXTRA_MS = 72 * HOUR;

/** One scenario, from its seed to its end; everything in it follows from (seed, number). */
export async function runScenario(given: ScenarioGiven): Promise<ScenarioResult> {
  const random = createRandom(`chaos ${given.seed} ${given.number}`);
  const plan = (given.change ?? ((same) => same))(planOf(random));
  const figures = noFigures();
  figures.scenarios = 1;
  const sim = createSimulation({ ...given, start: plan.start, random, trouble: CALM, figures });
  stage.simulation = sim;
  stage.chance = createRandom(`chance of ${given.seed} ${given.number}`);
  const broken: Broken[] = [];
  const breaks = (promise: PromiseName, text: string): void => {
    sim.note(`BROKEN ${promise}: ${text}`);
    broken.push({ promise, text });
  };

  const store = createMemoryStore();
  await store.put("life", JSON.stringify(plan.sessions));
  const sandbox = createSandbox({
    store,
    clock: sim.now,
    publicOrigin: `${ORIGIN}/sandbox`,
    standIns: given.makeStandIns(),
  });
  const env = {
    ENVIRONMENT: "development",
    EncryptionKey: btoa("chaos key chaos key chaos key !!"),
    MEDIA_API_URL: ORIGIN,
    MEDIA_FRONTEND_URL: ORIGIN,
    DEVPAD_URL: `${ORIGIN}/sandbox/devpad.tools`,
    MEDIA_UPSTREAM_ORIGIN: `${ORIGIN}/sandbox`,
    ...(plan.snapshotDays === null ? {} : { MEDIA_SNAPSHOT_DAYS: String(plan.snapshotDays) }),
    MEDIA_PLAN: plan.isPaid ? "paid" : "free",
    ...Object.fromEntries(
      ["GITHUB", "REDDIT", "TWITTER", "YOUTUBE"].flatMap((name) => [
        [`MEDIA_${name}_CLIENT_ID`, "sandbox-client"],
        [`MEDIA_${name}_CLIENT_SECRET`, "sandbox-secret"],
      ]),
    ),
  };
  const config = configOf(env, { basePath: "/media" });
  const ledger = createLedger(sim, {
    engine: given.engine,
    keys: config.encryptionKeys,
    breaks,
    lateMs: plan.lateMs,
    waits: createWaits(sim, { platforms, breaks, skewMs: plan.trouble.skewMs }),
    isPaid: plan.isPaid,
  });
  const internet = createInternet(sim, {
    sandbox,
    platforms,
    isStored: ledger.isStored,
    broken: breaks,
    asked: ledger.asked,
    isCursed: ledger.isCursed,
    answered: ledger.answered,
    toldToWait: ledger.toldToWait,
    platformOf: ledger.platformOf,
    oddListings: plan.oddListings,
  });
  const mail = createMail(sim, {
    consume: (message, job, attempts) => consumeMessage(open(job), message, attempts),
    bury: (message, job) => consumeDeadLetter(open(job), message),
  });
  const open = (job: Job): Context =>
    createContext(
      bindingsOf(job, {
        engine: given.engine,
        bucket: given.bucket,
        watcher: ledger,
        env,
        send: plan.hasQueue ? mail.send : null,
      }),
      config,
      {
        now: () => sim.now() + job.skew,
        random: () => random.next(),
        fetch: (input, init) => internet.fetch(job, input, init),
      },
    );
  const cron = createCron(sim, { open, mail, engine: given.engine, everyMs: plan.tickEvery });
  const cast = createCast(sim, {
    plan,
    open,
    sandbox,
    internet,
    ledger,
    engine: given.engine,
    breaks,
  });

  await cast.begin();
  sim.trouble = troubled(plan.trouble);
  cron.start();
  cast.live();
  await sim.runUntil(plan.end);
  // One in which little happened goes on, in trouble as it is.
  const latest = plan.end + LONGEST_EXTRA_MS;
  while (figures.syncs < FEWEST_SYNCS && sim.now() < latest) {
    await sim.runUntil(sim.now() + HOUR);
  }

  sim.note("--- calm ---");
  sim.trouble = CALM;
  await judge(sim, {
    plan,
    sandbox,
    cast,
    cron,
    engine: given.engine,
    bucket: given.bucket,
    ledger,
    breaks,
  });
  if (figures.syncs < FEWEST_SYNCS) breaks("few", `only ${figures.syncs} syncs`);
  figures.simulatedHours = Math.round((sim.now() - plan.start) / HOUR);
  stage.simulation = null;
  return { number: given.number, broken, figures, trace: sim.trace() };
}

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import * as z from "zod";
import { createRandom } from "../../sandbox/random.ts";
import type { Random } from "../../sandbox/random.ts";
import { appRouter } from "../../trpc/router.ts";
import { openWorld } from "../world.ts";
import type { Browser } from "../world.ts";
import { send, toRequest } from "./ask.ts";
import type { Call } from "./ask.ts";
import { judge } from "./judge.ts";
import { furnish, poolsOf } from "./known.ts";
import type { Known } from "./known.ts";
import { makeInput, shapeOf } from "./make-input.ts";
import type { Pool } from "./make-input.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      FUZZ: string;
    }
  }
}

/** `npm run test:full` asks for more. */
const INPUTS = Number(env.FUZZ || 5000);
/** What is made on the way must not slow down what follows: so many, and then a new world. */
const PER_ROUND = 2500;
const MOST_TOLD = 3;
/** Requests side by side. */
const AT_ONCE = 4;
const PEOPLE = ["mira", "noor"];

const definition = z.object({
  type: z.enum(["query", "mutation"]),
  inputs: z.array(z.instanceof(z.ZodType)).min(1),
});

const procedures = Object.keys(appRouter._def.procedures).map((path) => {
  const { type, inputs } = definition.parse(Reflect.get(appRouter._def.procedures, path)._def);
  return { path, isChange: type === "mutation", shapes: inputs.map(shapeOf) };
});

const rounds = Array.from({ length: Math.ceil(INPUTS / PER_ROUND) }, (_, round) => round + 1);

it.each(rounds)(
  "whatever is asked, the answer is right or says in a sentence what is not (round %i)",
  { timeout: 180_000 },
  async (round) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const random = createRandom(`fuzz ${round}`);
    const world = openWorld();
    const browsers: Browser[] = [];
    const known: Known[] = [];
    for (const name of PEOPLE) {
      await world.person(name, 40);
      const browser = world.browser();
      await browser.signIn(name);
      browsers.push(browser);
      known.push(await furnish(browser, name));
    }
    const failures = await fuzz(random, browsers, world.browser(), poolsOf(known), () =>
      String(log.mock.lastCall),
    );
    expect(failures).toEqual([]);
  },
);

/** What went wrong, with what was sent and what was logged last. */
async function fuzz(
  random: Random,
  people: readonly Browser[],
  nobody: Browser,
  poolFor: (path: string) => Pool,
  logged: () => string,
): Promise<string[]> {
  const failures: string[] = [];
  const make = () => {
    // Eleven are one too many.
    const size = random.chance(0.4) ? random.int(2, random.chance(0.02) ? 11 : 10) : 1;
    const browser = random.chance(0.1) ? nobody : random.pick(people);
    return { size, browser, sent: toRequest(random, toCalls(random, size, poolFor)) };
  };
  for (let asked = 0; asked < PER_ROUND && failures.length < MOST_TOLD;) {
    const together = Array.from({ length: AT_ONCE }, make);
    const answers = await Promise.all(together.map(({ browser, sent }) => send(browser, sent)));
    for (const [at, { size, browser, sent }] of together.entries()) {
      const { status = 0, body = "" } = answers[at] ?? {};
      const wrong = judge(status, body);
      const who = PEOPLE[people.indexOf(browser)] ?? "nobody";
      const what = `${sent.method} ${cut(sent.path)} ${cut(sent.body ?? "")}`;
      if (wrong !== null) failures.push(`${who}: ${what}\n${wrong}\n${logged()}`);
      asked += size;
    }
  }
  return failures;
}

/** A batch is all reads or all changes, as the client sends them. */
function toCalls(random: Random, size: number, poolFor: (path: string) => Pool): Call[] {
  const { isChange } = random.pick(procedures);
  const alike = procedures.filter((one) => one.isChange === isChange);
  return Array.from({ length: size }, () => {
    const { path, shapes } = random.pick(alike);
    return { path, isChange, input: makeInput(random, random.pick(shapes), poolFor(path)) };
  });
}

function cut(text: string): string {
  return text.length > 800 ? `${text.slice(0, 800)}… (${text.length} characters)` : text;
}

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
    const people = ["mira", "noor"];
    const browsers = await Promise.all(
      people.map(async (name) => {
        await world.person(name, 40);
        const browser = world.browser();
        await browser.signIn(name);
        return browser;
      }),
    );
    const known = [];
    for (const [at, browser] of browsers.entries()) {
      known.push(await furnish(browser, people[at] ?? ""));
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
  const browsers = [...people, nobody];
  for (let asked = 0; asked < PER_ROUND && failures.length < MOST_TOLD;) {
    // Eleven are one too many.
    const size = random.chance(0.4) ? random.int(2, random.chance(0.02) ? 11 : 10) : 1;
    const calls = toCalls(random, size, poolFor);
    const browser = random.weigh(browsers, (one) => (one === nobody ? 1 : 4)) ?? nobody;
    const sent = toRequest(random, calls);
    const answer = await send(browser, sent);
    const wrong = judge(answer.status, answer.body);
    const who = ["mira", "noor", "nobody"][browsers.indexOf(browser)];
    const { method, path, body } = sent;
    if (wrong !== null) {
      failures.push(`${who}: ${method} ${cut(path)} ${cut(body ?? "")}\n${wrong}\n${logged()}`);
    }
    asked += size;
  }
  return failures;
}

/** A batch is all reads or all changes, as the client sends them. */
function toCalls(random: Random, size: number, poolFor: (path: string) => Pool): Call[] {
  const { isChange } = random.pick(procedures);
  const alike = procedures.filter((one) => one.isChange === isChange);
  return Array.from({ length: size }, () => {
    const { path, shapes } = random.pick(size === 1 ? procedures : alike);
    const found = procedures.find((one) => one.path === path);
    return {
      path,
      isChange: found?.isChange ?? isChange,
      input: makeInput(random, random.pick(shapes), poolFor(path)),
    };
  });
}

function cut(text: string): string {
  return text.length > 800 ? `${text.slice(0, 800)}… (${text.length} characters)` : text;
}

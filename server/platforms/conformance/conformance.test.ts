import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import * as z from "zod";
import type { Case, Check } from "./check.ts";
import { checksWith } from "./checks.ts";
import type { ReadRecorded } from "./recorded.ts";
import { loadSubjects, type Subject } from "./subject.ts";

/** What every platform keeps to. None is named here: a folder and a line in the registry are enough. */

declare global {
  namespace Cloudflare {
    interface Env {
      /** One folder alone, registered or not; empty for all that are registered. */
      CONFORMANCE_FOLDER: string;
    }
  }
}

const recordedFiles = z.record(
  z.string(),
  z.object({
    text: z.string(),
    exchanges: z.array(
      z.object({ method: z.string(), url: z.string(), status: z.int(), body: z.string() }),
    ),
  }),
);

/** Served by the machine that runs the tests; nothing where it has no such folder. */
const readRecorded: ReadRecorded = async (folder) => {
  const answer = await fetch(`http://recorded-answers.invalid/${folder}`);
  if (answer.status !== 200) return null;
  const files = recordedFiles.parse(await answer.json());
  return new Map(Object.entries(files));
};

const loaded = await loadSubjects(env.CONFORMANCE_FOLDER || null);
const checks = checksWith(readRecorded);

for (const { id, subject } of loaded) {
  describe(id, () => {
    if (subject instanceof Error) {
      it("can be read", () => {
        throw subject;
      });
      return;
    }
    for (const check of checks) {
      const cases = casesOf(check, subject);
      if (cases.length > 0) describe(check.name, () => run(cases));
    }
  });
}

function run(cases: readonly Case[]): void {
  for (const { name, find } of cases) {
    it(name, { timeout: 60_000 }, async () => {
      const complaints = await find();
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
    });
  }
}

function casesOf(check: Check, subject: Subject): readonly Case[] {
  try {
    return check.cases(subject);
  } catch (error) {
    return [{ name: "can be checked", find: () => [String(error)] }];
  }
}

import { PlatformError } from "../../errors.ts";
import type { Check } from "./check.ts";
import { differences } from "./differences.ts";
import { mutationsOf } from "./mutations.ts";
import { accountOf, clientOf, NOW } from "./strangers.ts";
import type { Subject } from "./subject.ts";
import { syncFriend } from "./synced.ts";

const NONSENSE: readonly [name: string, cursor: unknown][] = [
  ["a word", "x"],
  ["a number", 7],
  ["a list", [1]],
  ["an empty object", {}],
  ["one of an older version", { version: 0, position: "x" }],
  ["one of a newer version", { version: 99, lists: {}, tasks: [] }],
];
const MUTATIONS = 60;
const MOST_SHOWN = 5;

/** A cursor that cannot be read starts over; one that is damaged never breaks the walk. */
export const cursor: Check = {
  name: "cursor",
  cases: (subject) => [
    ...NONSENSE.map(([name, value]) => ({
      name: `starts over from ${name}`,
      find: async () => {
        const [first] = await ask(subject, null);
        return differences((await ask(subject, value))[0], first);
      },
    })),
    { name: "bears damage", find: () => faultsOfDamage(subject) },
  ],
};

/** What is asked first from a cursor, and how it ends where nobody answers. */
async function ask(subject: Subject, value: unknown): Promise<[urls: string[], error: unknown]> {
  const account = await accountOf(subject);
  const asked = { urls: [] };
  const http = clientOf(subject.platform, () => new Response(null, { status: 500 }), asked);
  const given = { http, account, includePrivate: false, cursor: value, now: NOW, failures: 0 };
  const error = await subject.platform.fetchPage(given).catch((reason: unknown) => reason);
  return [asked.urls, error];
}

async function faultsOfDamage(subject: Subject): Promise<string[]> {
  const { first } = await syncFriend(subject);
  const complaints: string[] = [];
  for (const page of [first.pages[0], first.pages.at(-1)]) {
    const body = JSON.stringify(page?.cursor ?? null);
    for (const mutation of mutationsOf(body, MUTATIONS)) {
      const [, error] = await ask(subject, JSON.parse(mutation.body));
      if (error instanceof Error && !(error instanceof PlatformError)) {
        complaints.push(`${error.stack ?? error.message} where ${mutation.what}`);
      }
    }
  }
  return complaints.slice(0, MOST_SHOWN);
}

import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import { differences } from "./differences.ts";
import type { Fixture, Subject } from "./subject.ts";
import { syncFriend } from "./synced.ts";

const FEWEST = 3;

/** Pairs of a foreign answer and the items that come of it. */
export const fixtures: Check = {
  name: "fixtures",
  cases: (subject) => [
    ...subject.fixtures.map((fixture) => ({
      name: fixture.name,
      find: () => faultsOfFixture(fixture, subject),
    })),
    { name: "are some", find: () => unless(subject.fixtures.length >= FEWEST, "fewer than three") },
    { name: "show every answer that is kept", find: () => missingEndpoints(subject) },
  ],
};

export function faultsOfFixture({ raw, account, items }: Fixture, { platform }: Subject): string[] {
  return differences(platform.map(raw, account), items);
}

async function missingEndpoints(subject: Subject): Promise<string[]> {
  const { first } = await syncFriend(subject);
  const kept = new Set(first.pages.flatMap(({ raw }) => (raw === null ? [] : [raw.endpoint])));
  const shown = new Set(subject.fixtures.map(({ raw }) => raw.endpoint));
  return [...kept]
    .filter((endpoint) => !shown.has(endpoint))
    .map((endpoint) => `no fixture shows an answer of ${endpoint}`);
}

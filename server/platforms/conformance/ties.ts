import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import { openSession } from "./session.ts";
import type { Subject } from "./subject.ts";
import { unlike } from "./sync.ts";
import { privacyOf } from "./synced.ts";
import { walk } from "./walk.ts";

const FEWEST = 100;

/** Many things of one and the same second: no gap and no double, also when every page is repeated. */
export const ties: Check = {
  name: "ties",
  cases: (subject) => [
    { name: "in one moment", find: () => faultsOfMoment(subject, false) },
    { name: "in one moment, every page twice", find: () => faultsOfMoment(subject, true) },
  ],
};

async function faultsOfMoment(subject: Subject, repeats: boolean): Promise<string[]> {
  const includePrivate = privacyOf(subject).at(-1) ?? false;
  const person = { login: "atonce", items: 250, inOneMoment: true, includePrivate };
  const session = await openSession(subject, person);
  const first = await walk(subject.platform, session, { repeats });
  const held = await session.inventory();
  const moments = new Map<number, number>();
  for (const one of held) moments.set(one.occurredAt, (moments.get(one.occurredAt) ?? 0) + 1);
  const most = Math.max(0, ...moments.values());
  return [
    ...unless(most >= FEWEST, `the stand-in has at most ${most} items in one moment`),
    ...unlike(first.items, held),
    ...unlike((await walk(subject.platform, session, { from: first })).items, held),
  ];
}

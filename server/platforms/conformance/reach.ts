import { keepPage } from "../../testing/keep-page.ts";
import type { Page, PlatformItem, Reach } from "../page.ts";
import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import { toJson } from "./differences.ts";
import { type Held, openSession, type RenewableSession, type SessionPerson } from "./session.ts";
import type { Subject } from "./subject.ts";
import { OVERFULL, privacyOf, syncFriend, syncOverfull, type Synced } from "./synced.ts";
import { askPatiently, walk } from "./walk.ts";

const MINUTE = 60_000;
const CHECK_EVERY_MS = 5 * MINUTE;
/** Checks after which the end of a history is certain. */
const SETTLING = 3;
const A_DAY_AND_MORE_MS = 25 * 60 * MINUTE;
/** A long first walk takes so long, and a check's time for a page at most; the first part is looked at. */
const SLOW_WALK_MS = 8 * 60 * MINUTE;
const SLOW_PAGES = 160;
const LOOKED_AT_EVERY = 6;
const RENEWED_EVERY_MS = 45 * MINUTE;
/** By then what is new is held, however long the rest takes. */
const LATE_AFTER_MS = 45 * MINUTE;
const MOST_SHOWN = 5;

/** How far back a platform says to be complete is true, of every page; and what is new does not wait. */
export const reach: Check = {
  name: "reach",
  cases: (subject) => [
    ...privacyOf(subject).map((isPrivate) => ({
      name: isPrivate ? "is true of each page" : "is true of what is public",
      find: async () => faultsOfSynced(await syncFriend(subject, isPrivate), subject),
    })),
    {
      name: "is true of an account with much",
      find: async () => faultsOfSynced(await syncOverfull(subject), subject),
    },
    ...PEOPLE.map(([name, person]) => ({
      name: `is true of ${name}`,
      find: () => faultsOfPerson(subject, person),
    })),
    { name: "holds when all is read again", find: () => faultsOfLater(subject) },
    { name: "does not make what is new wait", find: () => faultsOfSlowness(subject) },
  ],
};

const PEOPLE: readonly [string, SessionPerson][] = [
  ["an account with nothing", { login: "newcomer", items: 0 }],
  ["many things of one moment", { login: "atonce", items: 250, inOneMoment: true }],
];

async function faultsOfPerson(subject: Subject, person: SessionPerson): Promise<string[]> {
  const session = await openPerson(subject, person);
  return faultsOfSynced({ session, first: await walk(subject.platform, session) }, subject);
}

function openPerson(subject: Subject, person: SessionPerson): Promise<RenewableSession> {
  return openSession(subject, { ...person, includePrivate: privacyOf(subject).at(-1) ?? false });
}

async function faultsOfSynced({ session, first }: Synced, subject: Subject): Promise<string[]> {
  const items = new Map<string, PlatformItem>();
  const held = await session.inventory();
  const faults: string[] = [];
  let before: Reach = { since: null, limit: null };
  for (const [at, page] of first.pages.entries()) {
    keepPage(items, page);
    const told = page.reach ?? before;
    const found = [...faultsOfTruth(told, held, items), ...faultsOfOrder(told, before)];
    faults.push(
      ...[...found, ...faultsOfWords(told, subject)].map((one) => `page ${at + 1}: ${one}`),
    );
    before = told;
  }
  return faults.slice(0, MOST_SHOWN);
}

/** Until the end is certain, and a day later. */
async function faultsOfLater(subject: Subject): Promise<string[]> {
  const session = await openPerson(subject, { login: "tovelind", items: 300 });
  let last = await walk(subject.platform, session);
  let told = toldBy(last.pages);
  for (let checks = 1; checks <= SETTLING; checks += 1) {
    session.wait(CHECK_EVERY_MS);
    last = await walk(subject.platform, session, { from: last });
    told = toldBy(last.pages) ?? told;
  }
  const settled = told;
  session.wait(A_DAY_AND_MORE_MS);
  await session.renew();
  last = await walk(subject.platform, session, { from: last });
  const later = toldBy(last.pages) ?? settled;
  if (settled === null || later === null) return ["it never says how far back it is complete"];
  return [
    ...unless(
      settled.since !== null || settled.limit !== null,
      "all is read, and nobody can say how far back it is complete",
    ),
    ...faultsOfOrder(later, settled),
    ...faultsOfTruth(later, await session.inventory(), last.items),
    ...unless(later.limit === settled.limit, "reading all again changes why it goes no further"),
  ];
}

async function faultsOfSlowness(subject: Subject): Promise<string[]> {
  const { platform } = subject;
  const { first } = await syncOverfull(subject);
  const pace = Math.min(CHECK_EVERY_MS, Math.ceil(SLOW_WALK_MS / first.pages.length));
  const session = await openPerson(subject, { ...OVERFULL, login: "slowandlong", lives: true });
  const began = session.now();
  let renewedAt = began;
  const items = new Map<string, PlatformItem>();
  let cursor: unknown = null;
  for (let pages = 1; pages <= SLOW_PAGES; pages += 1) {
    const page = await askPatiently(platform, session, cursor);
    cursor = toJson(page.cursor);
    keepPage(items, page);
    if (!page.more) return [];
    session.wait(pace);
    if (session.now() - renewedAt >= RENEWED_EVERY_MS) {
      await session.renew();
      renewedAt = session.now();
    }
    if (pages % LOOKED_AT_EVERY > 0) continue;
    const late = (await session.inventory()).filter(
      ({ externalId, occurredAt: at }) =>
        at > began && at < session.now() - LATE_AFTER_MS && !items.has(externalId),
    );
    if (late.length > 0) return [`page ${pages}: ${named(late)}: new, and still not held`];
  }
  return [];
}

function toldBy(pages: readonly Page[]): Reach | null {
  return pages.findLast((page) => page.reach !== undefined)?.reach ?? null;
}

function faultsOfTruth(
  { since }: Reach,
  held: readonly Held[],
  items: ReadonlyMap<string, PlatformItem>,
): string[] {
  if (since === null) return [];
  const missing = held.filter(
    ({ externalId, occurredAt }) => occurredAt >= since && !items.has(externalId),
  );
  const claim = `complete since ${new Date(since).toISOString()}`;
  return unless(missing.length === 0, `${claim}, and without ${named(missing)}`);
}

function faultsOfOrder({ since }: Reach, before: Reach): string[] {
  if (before.since === null) return [];
  if (since === null) return ["what was said to be complete is not any more"];
  return unless(since <= before.since, "it is complete less far back than before");
}

function faultsOfWords({ limit }: Reach, { platform }: Subject): string[] {
  if (limit === null) return [];
  const name = platform.name.toLowerCase();
  return [
    ...unless(/^\S.*\.$/.test(limit), `“${limit}” is no sentence that ends with a full stop`),
    ...unless(limit.toLowerCase().includes(name), `“${limit}” does not name ${platform.name}`),
  ];
}

function named(some: readonly Held[]): string {
  const names = some.slice(0, 3).map(({ externalId }) => externalId);
  return `${names.join(", ")}${some.length > names.length ? ` and ${some.length - names.length} more` : ""}`;
}

import type { Page, PlatformItem } from "../page.ts";
import type { Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import { openSession, type Held } from "./session.ts";
import type { Subject } from "./subject.ts";
import { privacyOf, syncFriend } from "./synced.ts";
import { walk } from "./walk.ts";

const FEWEST_FOUND = 100;
const CHECK_EVERY_MS = 5 * 60_000;
/** One for each listing or signal that is watched. */
const MOST_REQUESTS_OF_A_CHECK = 3;
/** Checks that may still find their footing: conditional requests need an answer to refer to. */
const SETTLING = 3;
const MOST_SHOWN = 5;

/** Against its stand-in: everything is found, nothing twice, and then all is quiet. */
export const sync: Check = {
  name: "sync",
  cases: (subject) => [
    ...privacyOf(subject).flatMap((isPrivate) => [
      {
        name: isPrivate ? "finds all there is" : "finds all that is public",
        find: () => faultsOfFirst(subject, isPrivate),
      },
      {
        name: isPrivate ? "then all is quiet" : "then all is quiet without private ones",
        find: () => faultsOfChecks(subject, isPrivate),
      },
    ]),
    { name: "finds nothing where nothing is", find: () => faultsOfNothing(subject) },
    { name: "gives pages by the contract", find: () => faultsOfPages(subject) },
  ],
};

async function faultsOfFirst(subject: Subject, isPrivate: boolean): Promise<string[]> {
  const { session, first } = await syncFriend(subject, isPrivate);
  const held = await session.inventory();
  return [
    ...unless(held.length >= FEWEST_FOUND, `the stand-in holds only ${held.length} items`),
    ...unlike(first.items, held),
    ...unless(first.pages.at(-1)?.complete === true, "the walk ends and is not complete"),
  ];
}

async function faultsOfChecks(subject: Subject, isPrivate: boolean): Promise<string[]> {
  const { session, first } = await syncFriend(subject, isPrivate);
  let last = first;
  for (let checks = 0; checks <= SETTLING; checks += 1) {
    session.wait(CHECK_EVERY_MS);
    last = await walk(subject.platform, session, { from: last });
  }
  return [
    ...unlike(last.items, await session.inventory()),
    ...unless(
      last.requests <= MOST_REQUESTS_OF_A_CHECK,
      `a check with nothing new costs ${last.requests} requests`,
    ),
    ...last.pages.flatMap((page) => [
      ...unless(page.unchanged, "a check with nothing new is not `unchanged`"),
      ...unless(
        page.items.length === 0 && page.raw === null,
        "nothing new, and items or an answer",
      ),
      ...unless(page.complete, "a check is not complete any more"),
    ]),
  ];
}

async function faultsOfNothing(subject: Subject): Promise<string[]> {
  const includePrivate = privacyOf(subject).at(-1) ?? false;
  const session = await openSession(subject, { login: "newcomer", items: 0, includePrivate });
  const first = await walk(subject.platform, session);
  return [
    ...unlike(first.items, await session.inventory()),
    ...unless(first.pages.at(-1)?.complete === true, "the walk ends and is not complete"),
  ];
}

async function faultsOfPages(subject: Subject): Promise<string[]> {
  const { first, session } = await syncFriend(subject);
  const faults = first.pages.flatMap((page, at) =>
    faultsOfPage(page, subject.platform, session.account.externalId).map(
      (fault) => `page ${at + 1}: ${fault}`,
    ),
  );
  return faults.slice(0, MOST_SHOWN);
}

function faultsOfPage(page: Page, platform: Platform, owner: string): string[] {
  const { usage = {}, covers, progress, account, items, raw } = page;
  return [
    ...unless(
      Object.keys(usage).every((name) => Object.hasOwn(platform.usageNames, name)),
      "a cost has no name in `usageNames`",
    ),
    ...unless(
      Object.values(usage).every((cost) => Number.isFinite(cost) && cost >= 0),
      "a cost is no number from 0 on",
    ),
    ...unless(
      (covers?.kinds ?? []).every((kind) => Object.hasOwn(platform.kinds, kind)),
      "it covers a kind that is not declared",
    ),
    ...unless(progress === null || progress.done >= 0, "its progress is below 0"),
    ...unless(account === undefined || account.externalId === owner, "it is somebody else's"),
    ...unless(items.length === 0 || raw !== null, "items came without the answer to be kept"),
    ...unless(raw === null || raw.url.startsWith("http"), "the kept answer has no address"),
  ];
}

/** How what was found differs from what the stand-in holds. */
export function unlike(items: ReadonlyMap<string, PlatformItem>, held: readonly Held[]): string[] {
  const wanted = new Map(held.map((one) => [one.externalId, one]));
  const missing = held.filter((one) => !items.has(one.externalId));
  const extra = [...items.values()].filter((one) => !wanted.has(one.externalId));
  const differing = [...items.values()].flatMap((item) => {
    const one = wanted.get(item.externalId);
    if (one === undefined) return [];
    const { kind, occurredAt, isPrivate } = item;
    const isSame =
      one.kind === kind && one.occurredAt === occurredAt && one.isPrivate === isPrivate;
    return isSame ? [] : [`${item.externalId}: ${shown(item)} instead of ${shown(one)}`];
  });
  return [
    ...unless(wanted.size === held.length, "the stand-in holds an item twice"),
    ...some(missing, "missing"),
    ...some(extra, "not there at all"),
    ...differing.slice(0, MOST_SHOWN),
  ];
}

function some(all: readonly { readonly externalId: string }[], what: string): string[] {
  if (all.length === 0) return [];
  const names = all.slice(0, MOST_SHOWN).map((one) => one.externalId);
  return [`${all.length} ${what}: ${names.join(", ")}`];
}

function shown({ kind, occurredAt, isPrivate }: Omit<Held, "externalId">): string {
  return `${isPrivate ? "private " : ""}${kind} of ${new Date(occurredAt).toISOString()}`;
}

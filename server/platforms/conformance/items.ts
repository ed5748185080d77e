import type { Page } from "../page.ts";
import type { Check } from "./check.ts";
import { differences } from "./differences.ts";
import { faultsOfItems } from "./item-faults.ts";
import type { Subject } from "./subject.ts";
import { privacyOf, syncFriend } from "./synced.ts";

const MOST_SHOWN = 5;

/** Items are valid wherever they come from, and those of a kept answer are made again from it. */
export const items: Check = {
  name: "items",
  cases: (subject) => [
    ...subject.fixtures.map(({ name, raw, account }) => ({
      name: `of ${name}`,
      find: () => faultsOfItems(subject.platform.map(raw, account), subject.platform),
    })),
    { name: "of a whole account", find: () => faultsOfWalk(subject) },
  ],
};

export const remap: Check = {
  name: "remap",
  cases: (subject) =>
    privacyOf(subject).map((isPrivate) => ({
      name: isPrivate ? "kept answers give the same items" : "and so without private ones",
      find: () => faultsOfRemap(subject, isPrivate),
    })),
};

async function faultsOfWalk(subject: Subject): Promise<string[]> {
  const { first } = await syncFriend(subject);
  const faults = first.pages.flatMap((page) => faultsOfItems(page.items, subject.platform));
  return faults.slice(0, MOST_SHOWN);
}

async function faultsOfRemap(subject: Subject, isPrivate: boolean): Promise<string[]> {
  const { first, session } = await syncFriend(subject, isPrivate);
  return first.pages
    .flatMap((page, at) => {
      if (page.raw === null) return [];
      const raw = JSON.parse(JSON.stringify(page.raw)) as NonNullable<Page["raw"]>;
      const again = subject.platform.map(raw, session.account);
      return differences(byId(again), byId(page.items)).map(
        (difference) => `page ${at + 1}, ${raw.endpoint}: ${difference}`,
      );
    })
    .slice(0, MOST_SHOWN);
}

function byId(items: Page["items"]): Page["items"] {
  return items.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

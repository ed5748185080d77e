import { PlatformError } from "../../errors.ts";
import type { PlatformItem, RawPage } from "../page.ts";
import type { Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { differences } from "./differences.ts";
import { faultsOfItems } from "./item-faults.ts";
import { mutationsOf } from "./mutations.ts";
import type { Fixture } from "./subject.ts";

const MUTATIONS = 150;
const MOST_SHOWN = 5;

/** Mapping is pure, and total: whatever comes, there are valid items or a `PlatformError`. */
export const mapping: Check = {
  name: "mapping",
  cases: ({ platform, fixtures }) =>
    fixtures.flatMap((fixture) => [
      { name: `${fixture.name} is pure`, find: () => impurities(platform, fixture) },
      { name: `${fixture.name} is total`, find: () => crashes(platform, fixture) },
    ]),
};

function impurities(platform: Platform, { raw, account }: Fixture): string[] {
  const input = frozen(structuredClone(raw));
  const owner = frozen(structuredClone(account));
  const { touched, value } = guarded(() => [
    platform.map(input, owner),
    platform.map(input, owner),
  ]);
  const [once, again] = value;
  return [...differences(again, once), ...touched.map((what) => `the mapper uses ${what}`)];
}

/** Runs with clock, chance and network watched. */
function guarded<T>(run: () => T): { value: T; touched: string[] } {
  const touched = new Set<string>();
  const { fetch, Date: RealDate } = globalThis;
  const { random } = Math;
  class WatchedDate extends RealDate {
    constructor(...given: []) {
      super(...given);
      if (given.length === 0) touched.add("the clock");
    }
    static override now(): number {
      touched.add("the clock");
      return RealDate.now();
    }
  }
  globalThis.Date = WatchedDate as DateConstructor;
  globalThis.fetch = async (...given) => {
    touched.add("the network");
    return await fetch(...given);
  };
  Math.random = () => {
    touched.add("chance");
    return random();
  };
  try {
    return { value: run(), touched: [...touched] };
  } finally {
    globalThis.Date = RealDate;
    globalThis.fetch = fetch;
    Math.random = random;
  }
}

function crashes(platform: Platform, { raw, account }: Fixture): string[] {
  const complaints: string[] = [];
  const others = ["", "null", "7", "[]", "{}"].map((body) => ({ body, what: `it is “${body}”` }));
  for (const { body, what } of [...others, ...mutationsOf(raw.body, MUTATIONS)]) {
    const mapped = attempt(platform, { ...raw, body }, account);
    const faults = typeof mapped === "string" ? [mapped] : faultsOfItems(mapped, platform);
    complaints.push(...faults.map((fault) => `${what}: ${fault}`));
    if (complaints.length >= MOST_SHOWN) break;
  }
  const context = attempt(platform, { ...raw, context: { task: 7, private: "no" } }, account);
  return [...complaints, ...(typeof context === "string" ? [`another context: ${context}`] : [])];
}

/** Items, nothing for an answer that is refused, or what was thrown instead. */
function attempt(
  platform: Platform,
  raw: RawPage,
  account: Fixture["account"],
): readonly PlatformItem[] | string {
  try {
    return platform.map(raw, account);
  } catch (error) {
    if (error instanceof PlatformError) return [];
    return `it throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const entry of Object.values(value)) frozen(entry);
  return Object.freeze(value);
}

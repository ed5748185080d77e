import { platforms } from "../../platforms/platforms.ts";
import type { Random } from "../../sandbox/random.ts";
import type { troubled } from "./trouble.ts";

/** What a scenario is about, before anything happens. */
export interface Plan {
  readonly start: number;
  /** When the trouble ends. */
  readonly end: number;
  /** When life goes on at the platforms. */
  readonly sessions: readonly number[];
  readonly people: readonly PlannedPerson[];
  readonly isPaid: boolean;
  readonly hasQueue: boolean;
  /** Short pages, and new things that are shown late. */
  readonly oddListings: boolean;
  readonly trouble: Parameters<typeof troubled>[0];
  /** How long after a time the next tick comes. */
  readonly tickEvery: (now: number) => number;
  /** How late a tick and its messages may be. */
  readonly lateMs: number;
  /** Days that raw answers are kept; null for ever. */
  readonly snapshotDays: number | null;
  /** Somebody has everything erased, and perhaps thinks better of it. */
  readonly erase: "done" | "cancelled" | null;
  /** Some connections are only mended by themselves, where they can be. */
  readonly leavesRefused: boolean;
  /** How often a person does something, or a platform fails. */
  readonly actEveryMs: number;
  readonly outageEveryMs: number;
}

export interface PlannedPerson {
  readonly login: string;
  readonly items: number;
  readonly lives: boolean;
  readonly inOneMoment: boolean;
  readonly hurries: boolean;
  readonly platforms: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function planOf(random: Random): Plan {
  const start = Date.UTC(2026, 9, 20) + random.int(0, 30 * 24 * 60) * MINUTE;
  const kind = random.weigh(KINDS, ([, weight]) => weight)?.[0] ?? "hours";
  const length = lengthOf(random, kind);
  const end = start + length;
  // Much is written while it is looked at every five minutes, and some of it is shown late.
  const isClose = kind === "hours" && random.chance(0.06);
  const windows = windowsIn(random, start, length, isClose);
  const between = Math.round(length / random.int(1, 3) / (5 * MINUTE)) * 5 * MINUTE;
  const sparse = Math.min(Math.max(between, 20 * MINUTE), 12 * HOUR);
  const isWild = random.chance(0.3);
  const hasQueue = random.chance(0.85);
  const people = peopleOf(random, kind, isClose);
  const accounts = people.reduce((sum, one) => sum + one.platforms.length, 0);
  return {
    start,
    end,
    sessions: sessionsIn(random, start, windows),
    people,
    isPaid: random.chance(0.75),
    hasQueue,
    oddListings: isClose || random.chance(0.7),
    trouble: {
      crash: random.next() * (isWild ? 0.012 : 0.003),
      failure: random.chance(0.5) ? random.next() * (isWild ? 0.01 : 0.003) : 0,
      stall: random.next() * (isWild ? 0.008 : 0.002),
      skewMs: random.pick([0, 500, 3_000, 5_000]),
      duplicate: random.next() * 0.2,
      deliveryMs: random.pick([500, 5_000, 60_000, 240_000]),
      network: random.next() * (isWild ? 0.15 : 0.04),
    },
    tickEvery: (now) =>
      windows.some(([from, until]) => now >= from && now < until) ? 5 * MINUTE : sparse,
    // Without a queue a tick looks at a few only; the others have their turn at the next.
    lateMs: (hasQueue ? 2 : accounts) * sparse + 2 * HOUR,
    snapshotDays: kind !== "hours" && random.chance(0.5) ? random.int(1, 3) : null,
    // In weeks there are few accounts, and little would be left to look at.
    erase:
      kind !== "weeks" && random.chance(0.12) ? random.pick(["done", "cancelled"] as const) : null,
    leavesRefused: random.chance(0.5),
    actEveryMs: length / random.int(5, 11),
    outageEveryMs: length / random.int(1, 3),
  };
}

const KINDS = [
  ["hours", 80],
  ["days", 16],
  ["weeks", 4],
] as const;
type Kind = (typeof KINDS)[number][0];

function lengthOf(random: Random, kind: Kind): number {
  if (kind === "hours") return random.int(90, 300) * MINUTE;
  return (kind === "days" ? random.int(18, 96) : random.int(5 * 24, 30 * 24)) * HOUR;
}

/** Stretches in which the cron comes every five minutes; in between it is late. */
function windowsIn(
  random: Random,
  start: number,
  length: number,
  isClose: boolean,
): [number, number][] {
  return Array.from({ length: 2 }, (_, index): [number, number] => {
    const later = start + random.int(0, length / MINUTE) * MINUTE;
    // When those who hurry do what they do.
    const hour = Math.floor(later / (2 * HOUR)) * 2 * HOUR;
    const from = index === 0 ? start : Math.max(start, random.chance(0.85) ? hour : later);
    const long = isClose ? random.int(18, 24) : random.int(5, 8);
    const lasts = index === 0 ? random.int(1, 3) : long;
    return [from, from + lasts * MINUTE];
  });
}

function sessionsIn(
  random: Random,
  start: number,
  windows: readonly (readonly [number, number])[],
): number[] {
  const begins = [start - random.int(0, 90) * MINUTE, ...windows.slice(1).map(([from]) => from)];
  const sorted = begins.map((at) => Math.ceil(at / 1000) * 1000).sort((a, b) => a - b);
  return sorted.filter((at, index) => index === 0 || at - (sorted[index - 1] ?? 0) > 40 * MINUTE);
}

export const COSTLY = "github";

/** One who has all platforms but one, and now and then a few who share one of them. */
function peopleOf(random: Random, kind: Kind, isClose: boolean): PlannedPerson[] {
  const ids = platforms.map(({ id }) => id);
  const person = (login: string, own: readonly string[]): PlannedPerson => ({
    login,
    items: random.int(5, 14),
    lives: isClose || random.chance(0.85),
    inOneMoment: random.chance(0.08),
    hurries: isClose || random.chance(0.75),
    platforms: own,
  });
  // Of what is done there each hour, reading takes more requests than of all others together; and its
  // list of events ends after 300, which is less than a day of it.
  const calmer = (one: PlannedPerson): PlannedPerson =>
    one.platforms.includes(COSTLY)
      ? { ...one, lives: kind === "hours" && random.chance(0.1) }
      : one;
  const shared = random.pick(ids);
  const others = random.chance(0.1) ? random.int(2, 3) : 0;
  const own = someOf(random, ids, kind === "weeks" ? 3 : ids.length - 1);
  return [
    person(
      `ada${random.int(1, 40)}`,
      own.filter((id) => id !== COSTLY),
    ),
    ...(own.includes(COSTLY) ? [calmer(person(`eve${random.int(1, 40)}`, [COSTLY]))] : []),
    ...Array.from({ length: others }, (_, index) => calmer(person(`bo${index}`, [shared]))),
  ];
}

function someOf<T>(random: Random, all: readonly T[], count: number): T[] {
  const rest = [...all];
  return Array.from({ length: count }, () => rest.splice(random.int(0, rest.length - 1), 1)).flat();
}

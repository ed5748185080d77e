import { dayWeight, momentOf } from "./calendar.ts";
import { createRandom } from "./random.ts";
import { DAY, MINUTE, REFERENCE_DAY, SECOND, START } from "./times.ts";

/** What the stand-ins have in common: when the developer does things, and what she works on. */

export interface Habit {
  /** The same seed gives the same times. */
  readonly seed: string;
  /** How many by `until`; busy weeks get more, holidays none. */
  readonly count: number;
  /** Default: all her life until the reference day. */
  readonly from?: number;
  readonly until?: number;
  readonly habit: "office" | "evening" | "any";
}

/** Years of days are weighed for each: who asks again gets what was made. */
const made = new Map<string, readonly number[]>();
const MOST_KEPT = 200;

/** Times on whole seconds, oldest first: exactly `count`, of which two may be the same. */
export function momentsOf(habit: Habit): number[] {
  const key = JSON.stringify(habit);
  const moments = made.get(key) ?? makeMoments(habit);
  if (made.size >= MOST_KEPT) made.clear();
  made.set(key, moments);
  return [...moments];
}

function makeMoments({ seed, count, from = START, until = REFERENCE_DAY, habit }: Habit): number[] {
  const days: { day: number; weight: number }[] = [];
  const first = Math.floor(from / DAY) * DAY;
  for (let day = first; day < until; day += DAY) {
    const weight = dayWeight(seed, day);
    if (weight > 0) days.push({ day, weight });
  }
  const total = days.reduce((sum, { weight }) => sum + weight, 0);
  const moments: number[] = [];
  let sum = 0;
  for (const { day, weight } of days) {
    sum += weight;
    const due = Math.round((count * sum) / total);
    const random = createRandom(`${seed} moments ${day}`);
    for (let number = moments.length; number < due; number += 1) {
      moments.push(Math.min(Math.max(momentOf(random, day, habit), from), until - SECOND));
    }
  }
  return moments.sort((a, b) => a - b);
}

/** A session has nothing more to tell after about seven hours. */
const LONGEST_SESSION = 400 * MINUTE;

/** What happens because the sandbox runs: about one thing every `everyMs`, oldest first, until `now`. */
export function liveMoments(
  sessions: readonly number[],
  now: number,
  { seed, everyMs }: { seed: string; everyMs: number },
): number[] {
  return sessions.flatMap((start, index) => {
    const end = Math.min(sessions[index + 1] ?? Infinity, start + LONGEST_SESSION, now + 1);
    return sessionMoments(start, { seed, everyMs }).filter((at) => at < end);
  });
}

const sessionsMade = new Map<string, readonly number[]>();

/** All that a session would bring if it were not ended. */
function sessionMoments(
  start: number,
  { seed, everyMs }: { seed: string; everyMs: number },
): readonly number[] {
  const key = `${seed} ${everyMs} ${start}`;
  const known = sessionsMade.get(key);
  if (known !== undefined) return known;
  const moments: number[] = [];
  for (let number = 1; number * everyMs - everyMs / 4 < LONGEST_SESSION; number += 1) {
    const jitter = (createRandom(`${seed} ${start} ${number}`).next() - 0.5) * (everyMs / 2);
    moments.push(Math.floor((start + number * everyMs + jitter) / SECOND) * SECOND);
  }
  if (sessionsMade.size >= MOST_KEPT) sessionsMade.clear();
  sessionsMade.set(key, moments);
  return moments;
}

export interface Project {
  readonly name: string;
  /** Where it lives: `ineshal/tarn`. */
  readonly repo: string;
  readonly url: string;
  readonly what: string;
  readonly language: string;
  readonly since: number;
}

const on = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const project = (
  name: string,
  repo: string,
  since: string,
  language: string,
  what: string,
): Project => ({
  name,
  repo,
  url: `https://github.com/${repo}`,
  what,
  language,
  since: on(since),
});

/** What Ines makes and helps with, as her repositories tell it too. */
export const PROJECTS: readonly Project[] = [
  project("larder", "ineshal/larder", "2021-10-04", "Go", "a cache for packages on slow lines"),
  project("cookbook", "ineshal/cookbook", "2021-10-16", "JavaScript", "recipes as a static site"),
  project(
    "beacon",
    "quayside/beacon",
    "2021-10-04",
    "TypeScript",
    "alerts that reach the right person",
  ),
  project("tarn", "ineshal/tarn", "2022-01-08", "Rust", "a small storage engine"),
  project("sandglass", "ineshal/sandglass", "2022-02-19", "Rust", "timers for the terminal"),
  project("manifest", "quayside/manifest", "2022-03-01", "Go", "what runs where, and since when"),
  project("fathom", "fathom/fathom", "2022-05-09", "Rust", "quick questions to files"),
  project("kestrel", "mara/kestrel", "2022-09-04", "Rust", "bird counts from cheap microphones"),
  project(
    "ferry",
    "ineshal/ferry",
    "2023-02-11",
    "TypeScript",
    "a folder carried to a server and back",
  ),
  project("tokens", "nordlys/tokens", "2023-04-01", "Rust", "rate limits and quotas in one crate"),
];

/** What she was busy with at a time. */
export function projectsAt(time: number): readonly Project[] {
  return PROJECTS.filter(({ since }) => since <= time);
}

import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../../sandbox/random.ts";
import { liveMoments, momentsOf } from "../../../sandbox/story.ts";
import { MINUTE, REFERENCE_DAY, SECOND, START } from "../../../sandbox/times.ts";
import { accountOf } from "./account.ts";
import type { Account } from "./account.ts";
import { beginThread, continuePost, makePost } from "./make-post.ts";
import type { Occasion } from "./make-post.ts";
import type { SandboxPost } from "./post.ts";
import { threads } from "./says-of-life.ts";

/** What somebody posted, oldest first; deleted things are among it. */
export interface History {
  readonly account: Account;
  readonly posts: readonly SandboxPost[];
}

/**
 * X shows a person's newest 3,200. Here they are counted once, without what happens while the sandbox
 * runs: so what can be read does not depend on when somebody looks.
 */
const MOST_SHOWN = 3200;
const ONE_MOMENT = Date.UTC(2025, 5, 11, 9, 30);
const on = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** She moved to Mastodon and Bluesky in the course of 2024. */
const INES_YEARS = [
  { from: START, until: on("2023-02-01"), count: 530 },
  { from: on("2023-02-01"), until: on("2024-01-15"), count: 365 },
  { from: on("2024-01-15"), until: on("2024-09-01"), count: 165 },
  { from: on("2024-09-01"), until: REFERENCE_DAY, count: 95 },
];

/** A source of histories that remembers what it has made. */
export function createHistories(): (
  person: Person,
  sessions: readonly number[],
  now: number,
) => History {
  const pasts = new Map<string, readonly SandboxPost[]>();
  const lives = new Map<string, { key: string; posts: readonly SandboxPost[] }>();
  return (person, sessions, now) => {
    const account = accountOf(person);
    const past = pasts.get(person.id) ?? pastOf(person, account).slice(-MOST_SHOWN);
    pasts.set(person.id, past);
    if (!person.lives || person.items === 0) return { account, posts: past };
    const everyMs = (person.id === "ines" ? 25 : 12) * MINUTE;
    const moments = liveMoments(sessions, now, { seed: `x ${person.login}`, everyMs });
    const key = `${moments.length} ${moments.at(-1)}`;
    const known = lives.get(person.id);
    const posts = known?.key === key ? known.posts : liveOf(person, account, moments);
    lives.set(person.id, { key, posts });
    return { account, posts: [...past, ...posts] };
  };
}

function pastOf(person: Person, author: Account): SandboxPost[] {
  const moments = momentsOfPerson(person);
  const numbers = new Map<number, number>();
  const posts: SandboxPost[] = [];
  const at = (time: number, key: string): Occasion => {
    const number = numbers.get(time) ?? 0;
    numbers.set(time, number + 1);
    const random = createRandom(`x ${person.login} ${key}`);
    const farewells = person.id === "ines" ? farewellsAt(time) : 0;
    const mayChange = !person.inOneMoment;
    return {
      author,
      at: time,
      number,
      random,
      key: `${person.login} ${key}`,
      farewells,
      mayChange,
      edits: 2,
    };
  };
  for (let index = 0; index < moments.length; index += 1) {
    const time = moments[index] ?? START;
    const dice = createRandom(`x ${person.login} thread ${index}`);
    const parts = person.inOneMoment || !dice.chance(0.014) ? null : dice.pick(threads);
    if (parts === null || index + parts.length > moments.length) {
      posts.push(makePost(at(time, String(index))));
      continue;
    }
    // The parts take the place of what would have been posted next.
    let part = beginThread(at(time, String(index)), parts[0] ?? "");
    posts.push(part);
    for (const text of parts.slice(1)) {
      index += 1;
      part = continuePost(at(part.at + dice.int(20, 90) * SECOND, String(index)), text, part);
      posts.push(part);
    }
  }
  return posts.sort((a, b) => a.at - b.at);
}

function momentsOfPerson(person: Person): number[] {
  const seed = `x ${person.login}`;
  if (person.id === "ines")
    return INES_YEARS.flatMap((years) => momentsOf({ seed, habit: "any", ...years }));
  if (person.inOneMoment) return Array.from({ length: person.items }, () => ONE_MOMENT);
  return momentsOf({ seed, habit: "any", count: person.items });
}

/** Of a hundred posts, those that say where she is to be found now. */
function farewellsAt(time: number): number {
  if (time < on("2024-01-15")) return 0;
  return time < on("2024-09-01") ? 7 : 20;
}

/** What is posted while the sandbox runs: never deleted, and edited often enough to be seen. */
function liveOf(person: Person, author: Account, moments: readonly number[]): SandboxPost[] {
  return moments.map((at) => {
    const key = `${person.login} live ${at}`;
    const random = createRandom(`x ${key}`);
    const farewells = person.id === "ines" ? 15 : 0;
    const isEdited = { mayChange: true, edits: 20 };
    return makePost({ author, at, number: 500, random, key, farewells, ...isEdited });
  });
}

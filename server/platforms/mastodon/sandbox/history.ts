import type { Person, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { livePosts, pastPosts } from "../../../sandbox/short-posts.ts";
import type { ShortPost, ShortPostHabit } from "../../../sandbox/short-posts.ts";
import { MINUTE } from "../../../sandbox/times.ts";

/** She came in November 2022, with many others, and some of what she says here she says elsewhere too. */
const HABIT: ShortPostHabit = {
  network: "mastodon",
  phases: [
    { count: 120, from: Date.UTC(2022, 10, 7) },
    { count: 340, from: Date.UTC(2023, 1, 6) },
  ],
  delayMs: 0,
  everyMs: 17 * MINUTE,
};

export type History = (person: Person, world: SandboxWorld) => readonly ShortPost[];

/** What is there at the sandbox's time, oldest first; the past is made once and kept. */
export function createHistory(): History {
  const past = new Map<string, readonly ShortPost[]>();
  return (person, { sessions, now }) => {
    const made = past.get(person.id) ?? pastPosts(person, HABIT);
    past.set(person.id, made);
    const all = [...made, ...livePosts(person, sessions, now, HABIT)];
    return all.filter(({ at, goneAt }) => at <= now && (goneAt === null || goneAt > now));
  };
}

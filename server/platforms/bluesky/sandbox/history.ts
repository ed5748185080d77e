import type { Person, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { livePosts, pastPosts } from "../../../sandbox/short-posts.ts";
import type { ShortPost, ShortPostHabit } from "../../../sandbox/short-posts.ts";
import { MINUTE } from "../../../sandbox/times.ts";

/** She tried it in autumn 2023, and stayed when she left another network a year later. */
const HABIT: ShortPostHabit = {
  network: "bluesky",
  phases: [
    { count: 90, from: Date.UTC(2023, 9, 2) },
    { count: 970, from: Date.UTC(2024, 8, 2) },
  ],
  delayMs: 2 * MINUTE,
  everyMs: 11 * MINUTE,
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

import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../../sandbox/random.ts";
import { liveMoments, momentsOf } from "../../../sandbox/story.ts";
import { DAY, MINUTE } from "../../../sandbox/times.ts";
import type { Community } from "./community.ts";
import { craftCommunities } from "./craft-communities.ts";
import { SETTLED_AT } from "./fate.ts";
import { homeCommunities } from "./home-communities.ts";
import { makeComment, makePost } from "./make-things.ts";
import type { Making } from "./make-things.ts";
import type { Thing } from "./thing.ts";

/** Reddit ends a listing after so many entries. */
export const LISTING_END = 1000;
/** Below the end of a listing, so that a client can have all of it. */
const INES = { posts: 160, comments: 760 };
const MOST_POSTS = 900;

/** A source of what a person wrote until `now`, newest first; it remembers what it has made. */
export function createHistories(): (
  person: Person,
  sessions: readonly number[],
  now: number,
) => readonly Thing[] {
  const made = new Map<string, readonly Thing[]>();
  return (person, sessions, now) => {
    const { login, items, inOneMoment, lives } = person;
    // Made for a whole day at once, and cut to the moment by whoever looks.
    const until = (Math.floor(now / DAY) + 1) * DAY;
    const key = JSON.stringify([login, items, inOneMoment, lives, sessions, until]);
    const known = made.get(key) ?? makeHistory(person, sessions, until);
    if (made.size > 12) made.clear();
    made.set(key, known);
    return known.filter(({ createdAt }) => createdAt <= now);
  };
}

function makeHistory(person: Person, sessions: readonly number[], until: number): Thing[] {
  if (person.items === 0) return [];
  const { posts, comments } = countsOf(person);
  // Whoever has more than a listing shows comments no more: what a client can have stays the same.
  const living = person.lives ? sessions : [];
  const talking = comments > LISTING_END ? [] : living;
  return [
    ...pastAndLive(person, "posts", {
      count: posts,
      sessions: living,
      until,
      everyMs: 70 * MINUTE,
    }),
    ...pastAndLive(person, "comments", {
      count: comments,
      sessions: talking,
      until,
      everyMs: 25 * MINUTE,
    }),
  ].sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? 1 : -1));
}

function countsOf({ id, items }: Person): { posts: number; comments: number } {
  if (id === "ines") return INES;
  const posts = Math.min(Math.ceil(items * 0.4), MOST_POSTS);
  return { posts, comments: items - posts };
}

function pastAndLive(
  person: Person,
  what: "posts" | "comments",
  given: { count: number; sessions: readonly number[]; until: number; everyMs: number },
): Thing[] {
  const seed = `reddit ${what} of ${person.login}`;
  const past = person.inOneMoment
    ? Array.from({ length: given.count }, () => SETTLED_AT - 35 * DAY)
    : momentsOf({ seed, count: given.count, habit: "any" });
  const live = liveMoments(given.sessions, given.until, { seed, everyMs: given.everyMs });
  const communities = communitiesOf(person);
  const make = what === "posts" ? makePost : makeComment;
  return [
    ...numbered(past).map((moment) => ({ ...moment, pace: paceOf(person, moment.createdAt) })),
    ...numbered(live).map((moment) => ({
      ...moment,
      number: moment.number + 16,
      pace: "live" as const,
    })),
  ].map((moment): Thing => make({ ...moment, author: person.login, communities }));
}

/** Whoever has more than fits into a listing's newest page changes nothing far down any more. */
function paceOf(person: Person, createdAt: number): "open" | "settled" {
  const isBusy = countsOf(person).comments > LISTING_END;
  return isBusy || createdAt < SETTLED_AT ? "settled" : "open";
}

/** Which of its second each is. */
function numbered(moments: readonly number[]): Pick<Making, "createdAt" | "number">[] {
  const counts = new Map<number, number>();
  return moments.map((createdAt) => {
    const number = counts.get(createdAt) ?? 0;
    counts.set(createdAt, number + 1);
    return { createdAt, number };
  });
}

/** Ines is everywhere; others are in some places, the private and the odd one among them. */
function communitiesOf(person: Person): readonly Community[] {
  const all = [...craftCommunities, ...homeCommunities].map((community) =>
    community.type === "user"
      ? { ...community, name: `u_${person.login}`, title: person.name }
      : community,
  );
  if (person.id === "ines") return all;
  const random = createRandom(`reddit places of ${person.login}`);
  return all.filter(
    ({ type, isSensitive }) => type !== "public" || isSensitive || random.chance(0.7),
  );
}

import type { Person } from "./platform-sandbox.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { ANSWERS, ELSEWHERE, FRIENDS, HEARD, PICTURES, SAYINGS, WARNINGS } from "./small-talk.ts";
import type { Friend, TextPart } from "./small-talk.ts";
import { liveMoments, momentsOf, projectsAt } from "./story.ts";
import { DAY, HOUR, MINUTE, REFERENCE_DAY, SECOND } from "./times.ts";

/** Something short that a person said, answered or passed on, as several networks have it. */
export interface ShortPost {
  /** Whatever else belongs to it (ids, counts) is made from this. */
  readonly key: string;
  readonly kind: "post" | "thread" | "reply" | "repost";
  readonly at: number;
  /** Empty for a repost. */
  readonly parts: readonly TextPart[];
  readonly language: string;
  /** What is answered or reposted; null for what stands alone. */
  readonly original: Heard | null;
  readonly pictures: readonly string[];
  readonly extra: "none" | "card" | "film" | "quote" | "poll";
  /** Said before it is shown; null for what anybody may see. */
  readonly warning: string | null;
  /** When its text was mended, on networks where that can be; null for never. */
  readonly editedAt: number | null;
  /** When it was deleted, or the repost undone; null for never. */
  readonly goneAt: number | null;
}

export interface Heard {
  readonly key: string;
  readonly friend: Friend;
  readonly at: number;
  readonly parts: readonly TextPart[];
}

/** How a person uses one network. */
export interface ShortPostHabit {
  readonly network: string;
  /** How much by when, for the one who is always there: each phase ends where the next begins. */
  readonly phases: readonly { readonly count: number; readonly from: number }[];
  /** How long after the first network what is said on all of them appears here. */
  readonly delayMs: number;
  readonly everyMs: number;
}

/** From then on she says some things in several places. */
const EVERYWHERE_SINCE = Date.UTC(2023, 9, 9);
const SAID_EVERYWHERE = 240;
/** When those did everything who did it in one moment. */
const ONE_MOMENT = Date.UTC(2025, 2, 14, 12);

/** What a person ever posted by the end of the story, without what happens while it runs; oldest first. */
export function pastPosts(person: Person, habit: ShortPostHabit): readonly ShortPost[] {
  const [first] = habit.phases;
  const from = Math.max(first?.from ?? 0, EVERYWHERE_SINCE);
  const seed = `${person.id} ${habit.network}`;
  const isInes = person.id === "ines";
  const shared = isInes ? SAID_EVERYWHERE : Math.floor(person.items / 5);
  const phases = isInes ? habit.phases : [{ count: person.items - shared, from }];
  const own = phases.flatMap(({ count, from: begin }, index) => {
    const until = phases[index + 1]?.from ?? REFERENCE_DAY;
    return momentsOf({ seed: `${seed} ${index}`, count, from: begin, until, habit: "any" });
  });
  const everywhere = momentsOf({
    seed: `${person.id} everywhere`,
    count: shared,
    from: EVERYWHERE_SINCE,
    habit: "any",
  });
  const when = (at: number): number => (person.inOneMoment ? ONE_MOMENT : at);
  const made = [
    ...own.map((at, index) => toPost(`${seed} ${index}`, when(at))),
    ...everywhere.map((at, index) => ({
      ...toSaying(`${person.id} everywhere ${index}`, when(at)),
      key: `${seed} everywhere ${index}`,
      at: when(at + habit.delayMs + createRandom(`${seed} late ${index}`).int(0, 90) * SECOND),
    })),
  ];
  const posts = person.inOneMoment ? made.map(forGood) : made;
  return posts.toSorted((a, b) => a.at - b.at);
}

/** Whoever hurries posts twelve times as often, for twenty minutes of every two hours. */
const HURRY = 12;
const HURRY_EVERY = 2 * HOUR;
const HURRY_LASTS = 20 * MINUTE;

/** What is posted because the sandbox runs; some of it is mended or deleted soon after. */
export function livePosts(
  person: Person,
  sessions: readonly number[],
  now: number,
  { network, everyMs }: ShortPostHabit,
): readonly ShortPost[] {
  if (!person.lives) return [];
  const seed = `${person.id} ${network} live`;
  const moments = person.hurries
    ? liveMoments(sessions, now, { seed, everyMs: everyMs / HURRY }).filter(
        (at) => at % HURRY_EVERY < HURRY_LASTS,
      )
    : liveMoments(sessions, now, { seed, everyMs });
  return moments.map((at, index) => {
    const post = livePost(`${seed} ${at}`, at);
    const isGone = index % 6 === 4;
    const isEdited = index % 6 === 1 && post.kind !== "repost";
    return {
      ...post,
      editedAt: isEdited ? at + 4 * MINUTE : null,
      goneAt: isGone ? at + 12 * MINUTE : null,
    };
  });
}

const livePostsMade = new Map<string, ShortPost>();
const MOST_KEPT = 2000;

/** Asked for with every request, and always the same. */
function livePost(key: string, at: number): ShortPost {
  const post = livePostsMade.get(key) ?? toPost(key, at);
  if (livePostsMade.size >= MOST_KEPT) livePostsMade.clear();
  livePostsMade.set(key, post);
  return post;
}

function toPost(key: string, at: number): ShortPost {
  const random = createRandom(`${key} is`);
  if (random.chance(0.2)) return toRepost(key, at);
  if (random.chance(0.35)) return toReply(key, at);
  return toSaying(key, at);
}

function toSaying(key: string, at: number): ShortPost {
  const random = createRandom(`${key} says`);
  const project = random.pick(projectsAt(at));
  const plain = plainPost(key, at, random);
  if (random.chance(0.03)) {
    const { warning, text } = random.pick(WARNINGS);
    return {
      ...plain,
      warning,
      parts: [text],
      pictures: ["A picture that not everybody likes to see."],
    };
  }
  if (random.chance(0.06)) {
    const { language, say } = random.pick(ELSEWHERE);
    return { ...plain, language, parts: say({ random, project }) };
  }
  const parts = random.pick(SAYINGS)({ random, project });
  if (random.chance(0.12)) {
    return { ...plain, parts, pictures: picturesOf(random) };
  }
  const hasLink = parts.some((part) => typeof part === "object" && "link" in part);
  const extra = hasLink ? "card" : (random.weigh(EXTRAS, ([, weight]) => weight)?.[0] ?? "none");
  const original = extra === "quote" ? toHeard(key, at, random) : null;
  return { ...plain, kind: random.chance(0.05) ? "thread" : "post", parts, extra, original };
}

const EXTRAS = [
  ["none", 90],
  ["film", 3],
  ["quote", 5],
  ["poll", 2],
] as const;

function toReply(key: string, at: number): ShortPost {
  const random = createRandom(`${key} answers`);
  const project = random.pick(projectsAt(at));
  const original = toHeard(key, at, random);
  const parts: readonly TextPart[] = [
    ...(random.chance(0.5) ? [{ mention: original.friend }, " "] : []),
    ...random.pick(ANSWERS)({ random, project }),
  ];
  return { ...plainPost(key, at, random), kind: "reply", parts, original };
}

function toRepost(key: string, at: number): ShortPost {
  const random = createRandom(`${key} passes on`);
  const plain = plainPost(key, at, random);
  return { ...plain, kind: "repost", original: toHeard(key, at, random), editedAt: null };
}

function toHeard(key: string, at: number, random: Random): Heard {
  const heardAt = at - random.int(1, 60 * 40) * MINUTE;
  const project = random.pick(projectsAt(at));
  return {
    key: `${key} heard`,
    friend: random.pick(FRIENDS),
    at: heardAt,
    parts: random.pick(HEARD)({ random, project }),
  };
}

function plainPost(key: string, at: number, random: Random): ShortPost {
  return {
    key,
    kind: "post",
    at,
    parts: [],
    language: "en",
    original: null,
    pictures: [],
    extra: "none",
    warning: null,
    editedAt: random.chance(0.05) ? at + random.int(120, 40 * 3600) * SECOND : null,
    goneAt: random.chance(0.03) ? at + random.int(HOUR, 50 * DAY) : null,
  };
}

function picturesOf(random: Random): readonly string[] {
  return Array.from({ length: random.chance(0.2) ? random.int(2, 5) : 1 }, () =>
    random.pick(PICTURES),
  );
}

function forGood(post: ShortPost): ShortPost {
  return { ...post, editedAt: null, goneAt: null };
}

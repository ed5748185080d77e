import { createRandom, numberOf } from "../../../sandbox/random.ts";
import type { Random } from "../../../sandbox/random.ts";
import { HOUR } from "../../../sandbox/times.ts";
import type { Community, PostIdea } from "./community.ts";
import { fateOf } from "./fate.ts";
import type { Pace } from "./fate.ts";
import { createFill } from "./fill.ts";
import { CLOSERS, OPENERS, STRANGERS } from "./small-talk.ts";
import type { CommentThing, PostThing } from "./thing.ts";

/** When, by whom, and where in their life: what something is made of. */
export interface Making {
  readonly author: string;
  readonly communities: readonly Community[];
  readonly createdAt: number;
  /** Tells two of one second apart. */
  readonly number: number;
  readonly pace: Pace;
}

export function makeComment(making: Making): CommentThing {
  const { author, createdAt, pace } = making;
  const name = nameOf("t1", making);
  const random = createRandom(`${author} ${name}`);
  const community = pickCommunity(random, making, "comments");
  const { fill } = createFill(random, community, createdAt);
  const parts = [random.pick(OPENERS), random.pick(community.remarks)];
  if (random.chance(0.25)) parts.push(random.pick(community.remarks));
  parts.push(random.pick(CLOSERS));
  const text = fill(join([...new Set(parts)]));
  const title = fill(random.pick(community.threads));
  return {
    type: "comment",
    name,
    createdAt,
    author,
    community,
    text,
    points: pointsOf(random, 14),
    thread: {
      name: `t3_${base36(FIRST_ID + numberOf(`${title} ${Math.floor(createdAt / (60 * HOUR))}`, 9e8))}`,
      title,
      author: community.type === "user" ? author : random.pick(STRANGERS),
    },
    ...fateOf(`${author} ${name}`, { createdAt, text, pace }),
  };
}

export function makePost(making: Making): PostThing {
  const { author, createdAt, pace } = making;
  const name = nameOf("t3", making);
  const random = createRandom(`${author} ${name}`);
  const community = pickCommunity(random, making, "posts");
  const isCrosspost = community.type === "public" && random.chance(0.1);
  const original = isCrosspost ? makeOriginal(random, making, community) : null;
  const idea = random.pick(community.ideas);
  const { fill } = createFill(random, community, createdAt);
  const text = original === null ? fill(idea.text ?? "") : "";
  return {
    type: "post",
    name,
    createdAt,
    author,
    community,
    text,
    title: original?.title ?? fill(idea.title),
    ...looksOf(idea, fill),
    points: pointsOf(random, 90),
    comments: random.int(0, 40),
    original,
    ...fateOf(`${author} ${name}`, { createdAt, text, pace }),
    // Only what has a text can be edited there.
    ...(text === "" ? { edit: null } : {}),
  };
}

/** Somebody else's post in another place, some hours before. */
function makeOriginal(random: Random, making: Making, into: Community): PostThing {
  const createdAt = making.createdAt - random.int(2, 40) * HOUR;
  const from = making.communities.filter(
    (one) => one.type === "public" && one !== into && one.ideas.length > 0 && !one.isSensitive,
  );
  const community = random.pick(from.length > 0 ? from : [into]);
  const idea = random.pick(community.ideas);
  const { fill } = createFill(random, community, createdAt);
  return {
    type: "post",
    name: nameOf("t3", { ...making, createdAt, number: making.number + 7 }),
    createdAt,
    author: random.pick(STRANGERS),
    community,
    text: fill(idea.text ?? ""),
    title: fill(idea.title),
    ...looksOf(idea, fill),
    points: pointsOf(random, 400),
    comments: random.int(5, 200),
    original: null,
    edit: null,
    deletedAt: null,
    removed: null,
  };
}

function looksOf({ shape, link, captions, isSpoiler }: PostIdea, fill: (text: string) => string) {
  return {
    shape,
    link: link === undefined ? null : fill(link),
    captions: captions ?? [],
    isSpoiler: isSpoiler === true,
  };
}

function pickCommunity(
  random: Random,
  { communities, createdAt }: Making,
  what: "comments" | "posts",
): Community {
  const known = communities.filter(({ since }) => since <= createdAt);
  const picked = random.weigh(known, ({ share }) => share[what]);
  if (picked === null) throw new Error("There is no place to write in yet.");
  return picked;
}

/** Mostly a few, now and then very many, seldom less than nothing. */
function pointsOf(random: Random, typical: number): number {
  if (random.chance(0.04)) return -random.int(1, 9);
  return Math.round(typical * random.next() ** 4 * 8) + random.int(0, 3);
}

const FIRST_ID = 36 ** 6;

/** Ids grow with time, as theirs do. */
function nameOf(type: "t1" | "t3", { createdAt, number }: Making): string {
  return `${type}_${base36(FIRST_ID + Math.floor(createdAt / 1000 - 1_600_000_000) * 32 + number)}`;
}

function base36(number: number): string {
  return Math.floor(number).toString(36);
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

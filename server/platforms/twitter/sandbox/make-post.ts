import type { Random } from "../../../sandbox/random.ts";
import { DAY, MINUTE, REFERENCE_DAY, SECOND } from "../../../sandbox/times.ts";
import type { Account } from "./account.ts";
import { toPostId } from "./post.ts";
import type { Reference, SandboxPost } from "./post.ts";
import type { Say } from "./say.ts";
import { leavingSays, lifeSays, longSays } from "./says-of-life.ts";
import { AFTER, BEFORE, craftSays, workSays } from "./says-of-work.ts";
import { friendsSays, quoteSays, repliesTo } from "./says-to-others.ts";
import { shortOf, speak } from "./speak.ts";

/** What is decided about a post before it is written. */
export interface Occasion {
  readonly author: Account;
  readonly at: number;
  /** Which one of that second. */
  readonly number: number;
  readonly random: Random;
  readonly key: string;
  /** How often, of a hundred, it is about leaving. */
  readonly farewells: number;
  /** Whether it may be edited or deleted within the hour. */
  readonly mayChange: boolean;
  /** Of a hundred posts, those that are edited. */
  readonly edits: number;
}

type Manner = "post" | "reply" | "repost" | "quote";
const MANNERS: readonly { readonly manner: Manner; readonly weight: number }[] = [
  { manner: "post", weight: 52 },
  { manner: "reply", weight: 27 },
  { manner: "repost", weight: 15 },
  { manner: "quote", weight: 6 },
];

export function makePost(occasion: Occasion): SandboxPost {
  const { random } = occasion;
  const manner = random.weigh(MANNERS, ({ weight }) => weight)?.manner ?? "post";
  switch (manner) {
    case "post":
      return spokenPost(occasion, lineOf(occasion), null);
    case "quote":
      return spokenPost(occasion, random.pick(quoteSays), {
        type: "quoted",
        post: heard(occasion),
      });
    case "reply": {
      const post = heard(occasion);
      return spokenPost(occasion, random.pick(repliesTo(post.author)), {
        type: "replied_to",
        post,
      });
    }
    case "repost": {
      const post = heard(occasion);
      return {
        ...spokenPost({ ...occasion, mayChange: false }, { text: "" }, { type: "retweeted", post }),
        likes: 0,
      };
    }
  }
}

/** The next part of a thread. */
export function continuePost(occasion: Occasion, text: string, post: SandboxPost): SandboxPost {
  const plain = { ...occasion, mayChange: false };
  return spokenPost(plain, { text }, { type: "replied_to", post });
}

/** The first part of a thread. */
export function beginThread(occasion: Occasion, text: string): SandboxPost {
  return spokenPost({ ...occasion, mayChange: false }, { text }, null);
}

function lineOf({ random, farewells }: Occasion): Say {
  if (random.int(1, 100) <= farewells) return random.pick(leavingSays);
  const shelf = random.weigh(SHELVES, ({ weight }) => weight)?.says ?? craftSays;
  const line = random.pick(shelf);
  return shelf === craftSays && line.link === undefined ? framed(line, random) : line;
}

/** Convictions come back, and are hardly said twice in the same way. */
function framed(line: Say, random: Random): Say {
  const words = [random.pick(BEFORE), line.text, random.pick(AFTER)];
  return { ...line, text: words.filter((word) => word !== "").join(" ") };
}

const SHELVES: readonly { readonly says: readonly Say[]; readonly weight: number }[] = [
  { says: workSays, weight: 45 },
  { says: craftSays, weight: 26 },
  { says: lifeSays, weight: 26 },
  { says: longSays, weight: 3 },
];

function spokenPost(occasion: Occasion, line: Say, refers: Reference | null): SandboxPost {
  const { author, at, number, random, key, mayChange, edits } = occasion;
  const { text, ...spoken } = speak(line, at, random, key);
  const isEdited = mayChange && text.length > 30 && random.int(1, 100) <= edits;
  const isOld = at < REFERENCE_DAY - 90 * DAY;
  const isDeleted = mayChange && !isEdited && isOld && random.chance(0.015);
  const first = { id: toPostId(at, author, number), at, text: isEdited ? misspelt(text) : text };
  const editedAt = at + random.int(3, 50) * MINUTE;
  const second = { id: toPostId(editedAt, author, 900 + (number % 100)), at: editedAt, text };
  const answered = refers?.type === "replied_to" && refers.post.author !== author;
  return {
    author,
    at,
    versions: isEdited ? [first, second] : [first],
    refers,
    ...spoken,
    mentions: [...(answered ? [refers.post.author] : []), ...spoken.mentions],
    // Within the hour: no client that asks every few minutes for what is new would ever be told.
    deletedAt: isDeleted ? at + random.int(1, 4) * SECOND * 30 : null,
    likes: random.int(0, 60) + (random.chance(0.05) ? random.int(100, 900) : 0),
  };
}

/** What a friend posted not long before; some of it is deleted by now. */
function heard({ at, random, key }: Occasion): SandboxPost {
  const { author, says } = random.pick(friendsSays);
  const then = at - random.int(5, 2000) * MINUTE;
  const { text, ...spoken } = speak(random.pick(says), then, random, `${key} heard`);
  return {
    author,
    at: then,
    versions: [{ id: toPostId(then, author, random.int(0, 800)), at: then, text }],
    refers: null,
    ...spoken,
    deletedAt: random.chance(0.03) ? at + 3 * DAY : null,
    likes: random.int(3, 400),
  };
}

function misspelt(text: string): string {
  const words = text.split(" ");
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
  const wrong = `${longest.slice(0, 2)}${longest.charAt(3)}${longest.charAt(2)}${longest.slice(4)}`;
  return words.map((word) => (word === longest ? wrong : word)).join(" ");
}

/** The link at the end of a text that stands for a post. */
export function shortOfPost(id: string): string {
  return shortOf(`post ${id}`);
}

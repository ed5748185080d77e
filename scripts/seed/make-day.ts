import type { PlatformItem } from "../../server/platforms/page.ts";
import { createRandom } from "../../server/sandbox/random.ts";
import type { Random } from "../../server/sandbox/random.ts";
import { HOUR, MINUTE, SECOND } from "../../server/sandbox/times.ts";
import { RARE_LANGUAGE, RARE_WORD, question, saying, workBody, workTitle } from "./texts.ts";
import type { Said } from "./texts.ts";

/** An item of one of the person's accounts. */
export interface SeededItem {
  readonly platform: string;
  readonly item: PlatformItem;
  /** The external id of what it stands inside. */
  readonly parent: string | null;
}

/** Every day has as many, so that a page holds as much however long the history is. */
export const ITEMS_A_DAY = 250;

/** Once in so many days there is one of everything rare: one item in a thousand. */
export const RARE_EVERY_DAYS = 4;

const REPOSITORIES = 14;
const SUBREDDITS = ["selfhosted", "rust", "sqlite", "webdev", "commandline", "ErgoMechKeyboards"];
const FRIENDS = ["mara", "pietdv", "lhaddad", "oskarl", "jtakeda"];
/** How likely each hour of the day is. */
const HOURS = [0, 0, 0, 0, 0, 0, 1, 2, 5, 8, 9, 8, 4, 6, 8, 9, 8, 6, 3, 4, 6, 5, 4, 0];
const CLOCK = [...HOURS.keys()];

/**
 * All that the person did on a day (a number that grows with time) which begins at `start`, in order of
 * time: the same for the same login and day.
 */
export function makeDay(login: string, day: number, start: number): SeededItem[] {
  const random = createRandom(`${login} ${day}`);
  const made: SeededItem[] = [];
  const at = (): number => {
    const hour = random.weigh(CLOCK, (one) => HOURS[one] ?? 0) ?? 12;
    return start + hour * HOUR + random.int(0, 3599) * SECOND;
  };
  let count = 0;
  const idOf = (): string => `${day.toString(36)}x${(count += 1).toString(36)}`;
  const add = (
    platform: string,
    item: Pick<PlatformItem, "kind" | "externalId" | "occurredAt" | "title"> &
      Partial<PlatformItem>,
    parent: string | null = null,
  ): void => void made.push({ platform, item: { ...PLAIN, ...item }, parent });

  addWork({ login, day, random, add, at, idOf });
  addTalk({ login, day, random, add, at, idOf });
  addShows({ login, day, random, add, at, idOf });
  return made.toSorted((a, b) => a.item.occurredAt - b.item.occurredAt);
}

interface Making {
  readonly login: string;
  readonly day: number;
  readonly random: Random;
  add(
    platform: string,
    item: Pick<PlatformItem, "kind" | "externalId" | "occurredAt" | "title"> &
      Partial<PlatformItem>,
    parent?: string | null,
  ): void;
  at(): number;
  /** Unique among all that the person has. */
  idOf(): string;
}

const PLAIN = {
  body: null,
  url: null,
  place: null,
  state: null,
  reference: null,
  startedAt: null,
  isPrivate: false,
  figures: {},
  isSecondary: false,
} satisfies Partial<PlatformItem>;

/** 127: four repositories a day, three pull requests with what is inside them, issues and reviews. */
function addWork({ login, day, random, add, at, idOf }: Making): void {
  const repository = (number: number, name = `project-${number}`) => ({
    place: { name: `${login}/${name}`, url: `https://github.com/${login}/${name}` },
    // Two of them are closed to others.
    isPrivate: number % 7 === 3,
  });
  const today = [0, 1, 2, 3].map((step) => repository((day * 3 + step * 5) % REPOSITORIES));
  const commit = (where: (typeof today)[number], occurredAt: number, parent: string | null) => {
    const sha = shaOf(random);
    const url = `${where.place.url}/commit/${sha}`;
    const made = { kind: "commit", externalId: `commit:${sha}`, occurredAt, url, ...where };
    const text = { title: workTitle(random), body: workBody(random), reference: sha.slice(0, 7) };
    add("github", { ...made, ...text }, parent);
  };
  for (const where of today) for (let step = 0; step < 22; step += 1) commit(where, at(), null);
  for (let step = 0; step < 3; step += 1) {
    const where = random.pick(today);
    const externalId = `pull:${idOf()}`;
    const occurredAt = at();
    const number = random.int(1, 4000);
    const startedAt = occurredAt - random.int(20, 300) * MINUTE;
    for (let inside = 0; inside < 8; inside += 1) {
      commit(where, startedAt + ((occurredAt - startedAt) >> 3) * inside, externalId);
    }
    add("github", {
      kind: "pull_request",
      externalId,
      occurredAt,
      startedAt,
      title: workTitle(random),
      body: workBody(random),
      url: `${where.place.url}/pull/${number}`,
      state: random.chance(0.8) ? "merged" : "closed",
      reference: `#${number}`,
      figures: { additions: random.int(1, 900), deletions: random.int(0, 400), files: 4 },
      ...where,
    });
  }
  for (let step = 0; step < 12; step += 1) {
    const kind = step < 6 ? "issue" : "review";
    const isRare = day % RARE_EVERY_DAYS === 1 && step === 0;
    const isRarePlace = day % RARE_EVERY_DAYS === 3 && step === 0;
    const where = isRarePlace ? repository(0, "kingfisher") : random.pick(today);
    add("github", {
      kind: isRare ? "release" : kind,
      externalId: `${isRare ? "release" : kind}:${idOf()}`,
      occurredAt: at(),
      title: isRare ? `v${day}.0` : workTitle(random),
      body: workBody(random),
      url: `${where.place.url}/issues/${random.int(1, 4000)}`,
      state: isRare ? null : kind === "review" ? "approved" : "open",
      ...where,
    });
  }
  for (let step = 0; step < 16; step += 1) {
    const name = `plan-${(day + step) % 5}`;
    add("devpad", {
      kind: "task",
      externalId: `task:${idOf()}`,
      occurredAt: at(),
      title: workTitle(random),
      state: random.chance(0.7) ? "completed" : null,
      place: { name, url: null },
      isPrivate: step % 8 === 0,
    });
  }
}

/** 66 short posts, three of them on all three networks, and 36 things of a forum. */
function addTalk({ login, day, random, add, at, idOf }: Making): void {
  const networks = [
    { platform: "twitter", posts: 14, replies: 8, reposts: 4, delay: 0 },
    { platform: "bluesky", posts: 14, replies: 6, reposts: 3, delay: 7 * MINUTE },
    { platform: "mastodon", posts: 10, replies: 4, reposts: 3, delay: 19 * MINUTE },
  ];
  const everywhere = Array.from({ length: 3 }, (_, step) => ({
    at: at(),
    said: saying(random, day * 10 + step),
  }));
  for (const { platform, posts, replies, reposts, delay } of networks) {
    for (let step = 0; step < posts + replies + reposts; step += 1) {
      const kind = step < posts ? "post" : step < posts + replies ? "reply" : "repost";
      const shared = kind === "post" ? everywhere[step] : undefined;
      const friend = random.pick(FRIENDS);
      const own = saying(random, day * 1000 + step);
      const isRare = platform === "bluesky" && kind === "reply" && step === posts;
      const said = shared?.said ?? (isRare ? rare(day, own) : own);
      const id = idOf();
      add(platform, {
        kind,
        externalId: `${kind === "repost" ? "repost" : "post"}:${id}`,
        occurredAt: shared ? shared.at + delay : at(),
        title: "",
        body: said.text,
        language: said.language,
        url: `https://${platform}.example/${login}/${id}`,
        place:
          platform === "twitter" && kind === "reply" ? { name: `@${friend}`, url: null } : null,
        figures: { likes: random.int(0, 90) },
        author: kind === "repost" ? { name: friend, handle: friend, url: null } : null,
        // Who asks that only people who are signed in see it.
        isPrivate: platform === "mastodon" && step === posts - 1,
      });
    }
  }
  for (let step = 0; step < 36; step += 1) {
    // A day on which the feed has something has one less here.
    if (step === 0 && day % RARE_EVERY_DAYS === 2) continue;
    const kind = step < 31 ? "comment" : step < 35 ? "post" : "crosspost";
    const name = random.pick(SUBREDDITS);
    add("reddit", {
      kind,
      externalId: `${kind === "comment" ? "comment:t1" : "post:t3"}_${idOf()}`,
      occurredAt: at(),
      title: question(random),
      body: saying(random, day * 1000 + 500 + step).text,
      url: `https://www.reddit.com/r/${name}/comments/${day}`,
      place: { name: `r/${name}`, url: `https://www.reddit.com/r/${name}` },
      figures: { points: random.int(-3, 400) },
      marks: step === 31 && day % RARE_EVERY_DAYS === 0 ? ["sensitive"] : [],
    });
  }
}

/** Five: videos, and the articles of a feed, which are rare. */
function addShows({ login, day, random, add, at, idOf }: Making): void {
  for (const kind of ["video", "video", "short", "stream", "short"]) {
    const id = idOf();
    add("youtube", {
      kind,
      externalId: `video:${id}`,
      occurredAt: at(),
      title: question(random),
      body: saying(random, day).text,
      url: `https://www.youtube.com/watch?v=${id}`,
      figures: { views: random.int(3, 9000), likes: random.int(0, 300) },
      media: [
        {
          type: "video",
          url: `https://www.youtube.com/watch?v=${id}`,
          previewUrl: null,
          text: null,
        },
      ],
    });
  }
  if (day % RARE_EVERY_DAYS !== 2) return;
  const id = idOf();
  add("feed", {
    kind: "article",
    externalId: `https://${login}.example/${id}`,
    occurredAt: at(),
    title: question(random),
    body: `${saying(random, day).text} ${workTitle(random)}.`,
    url: `https://${login}.example/${id}`,
    place: { name: `${login}.example`, url: `https://${login}.example/` },
    language: "en",
  });
}

/** On one day a word that is rare, on another a language. */
function rare(day: number, said: Said): Said {
  if (day % RARE_EVERY_DAYS === 0) return { ...said, text: `${said.text} ${RARE_WORD}` };
  if (day % RARE_EVERY_DAYS === 1)
    return { text: `Bore da i bawb (${day})`, language: RARE_LANGUAGE };
  return said;
}

function shaOf(random: Random): string {
  const part = (): string => random.int(0, 0xffff_ffff).toString(16).padStart(8, "0");
  return part() + part() + part() + part() + part();
}

import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createRandom, hexOf } from "../../../sandbox/random.ts";
import { liveMoments, momentsOf, projectsAt } from "../../../sandbox/story.ts";
import { DAY, HOUR, MINUTE, REFERENCE_DAY } from "../../../sandbox/times.ts";
import { writeUp } from "./write-up.ts";
import type { Text } from "./write-up.ts";

/** Something that stands on the blog, with all its future. Times are epoch milliseconds. */
export interface Article extends Text {
  /** A tag address (RFC 4151): the same in every format. */
  readonly id: string;
  readonly slug: string;
  readonly kind: "article" | "episode" | "post";
  /** Of an episode. */
  readonly number: number | null;
  readonly isExplicit: boolean;
  /** Who wrote it, where that is not the owner of the blog. */
  readonly guest: string | null;
  readonly publishedAt: number;
  /** When a sentence was added. */
  readonly editedAt: number | null;
  readonly withdrawnAt: number | null;
}

export interface Blog {
  readonly person: Person;
  readonly title: string;
  /** Where it lives: `https://ines.example/`. */
  readonly home: string;
  /** Newest first, withdrawn ones too. */
  readonly articles: readonly Article[];
}

export const ONE_MOMENT = REFERENCE_DAY - 30 * DAY + 11 * HOUR;
const LIVE_EVERY = 40 * MINUTE;

/** The person's blog as far as it is written by `now`. */
export function blogOf(person: Person, sessions: readonly number[], now: number): Blog {
  const isInes = person.id === "ines";
  const count = isInes ? 140 : Math.round(person.items * 0.6);
  const seed = `blog ${person.id}`;
  const past = person.inOneMoment
    ? Array.from({ length: count }, () => ONE_MOMENT)
    : momentsOf({ seed, count, habit: "evening" });
  const isLive = person.lives && count > 0;
  const live = isLive ? liveMoments(sessions, now, { seed, everyMs: LIVE_EVERY }) : [];
  const articles = [
    ...past.map((at, number) => toArticle(person, `${seed} ${number}`, at, number)),
    ...live.map((at, number) =>
      hurried(toArticle(person, `${seed} live ${at}`, at, number), number),
    ),
  ];
  return {
    person,
    title: isInes ? "Below the surface" : `${person.name} writes`,
    home: isInes ? "https://ines.example/" : `https://blogs.example/${person.login}/`,
    articles: articles
      .filter(({ publishedAt }) => publishedAt <= now)
      .toSorted((a, b) => b.publishedAt - a.publishedAt),
  };
}

function toArticle(person: Person, key: string, publishedAt: number, index: number): Article {
  const random = createRandom(key);
  const chance = random.next();
  const kind = chance < 0.74 ? "article" : chance < 0.86 ? "episode" : "post";
  const project = random.pick(projectsAt(Math.max(publishedAt, Date.UTC(2021, 9, 20))));
  const slug = `${new Date(publishedAt).getUTCFullYear()}-${hexOf(key, 8)}`;
  return {
    ...writeUp(random, kind, project),
    id: `tag:ines.example,2021:${person.login}/${slug}`,
    slug,
    kind,
    number: kind === "episode" ? index + 1 : null,
    isExplicit: kind === "episode" && random.chance(0.25),
    guest: random.chance(0.04) ? "Dag Ekeland" : null,
    publishedAt,
    editedAt: random.chance(0.25) ? publishedAt + random.int(1, 500) * HOUR : null,
    withdrawnAt: random.chance(0.05) ? publishedAt + random.int(30, 4000) * HOUR : null,
  };
}

/** While the sandbox runs, one can watch an article being changed, and taken back. */
function hurried(article: Article, number: number): Article {
  return {
    ...article,
    editedAt: number % 2 === 0 ? article.publishedAt + 12 * MINUTE : null,
    withdrawnAt: number % 4 === 1 ? article.publishedAt + 25 * MINUTE : null,
  };
}

/** What a reader sees at a time. */
export function standing({ articles }: Blog, now: number): readonly Article[] {
  return articles.filter(({ withdrawnAt }) => withdrawnAt === null || withdrawnAt > now);
}

export function withdrawn({ articles }: Blog, now: number): readonly Article[] {
  return articles.filter(({ withdrawnAt }) => withdrawnAt !== null && withdrawnAt <= now);
}

export function isEdited({ editedAt }: Article, now: number): boolean {
  return editedAt !== null && editedAt <= now;
}

/** When an article, or the whole blog, was changed last. */
export function changedAt(article: Article, now: number): number {
  return isEdited(article, now) && article.editedAt !== null
    ? article.editedAt
    : article.publishedAt;
}

export function blogChangedAt(blog: Blog, now: number): number {
  const times = blog.articles.flatMap((article) => [
    changedAt(article, now),
    ...(article.withdrawnAt !== null && article.withdrawnAt <= now ? [article.withdrawnAt] : []),
  ]);
  return times.reduce((latest, time) => Math.max(latest, time), Date.UTC(2021, 9, 4));
}

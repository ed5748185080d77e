import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../../sandbox/random.ts";
import type { Random } from "../../../sandbox/random.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../sandbox/times.ts";
import { youtubeId } from "./channel.ts";
import type { Video } from "./video.ts";
import { wordsOf } from "./words.ts";
import type { Form } from "./words.ts";

export interface Occasion {
  readonly person: Person;
  /** Names it for good. */
  readonly key: string;
  readonly at: number;
  /** The how manieth it is. */
  readonly number: number;
  readonly form: Form;
  /** It was made while the sandbox runs: what becomes of it happens within the hour. */
  readonly isLive: boolean;
}

export function makeVideo(occasion: Occasion): Video {
  const { person, key, at, number, form, isLive } = occasion;
  const random = createRandom(`${person.id} video ${key}`);
  const { title, description } = wordsOf(form, {
    isInes: person.id === "ines",
    at,
    number,
    random,
  });
  return {
    id: youtubeId(`${person.id} ${key}`, 11),
    form,
    addedAt: at,
    live: person.inOneMoment ? null : liveOf(form, at, random, isLive),
    ...(isLive ? soonOf(at, number) : laterOf(occasion, random)),
    titles: [
      { at, is: title },
      ...(isLive ? editedSoon(at, number, title) : editedLater(at, title, random)),
    ],
    description,
    seconds: secondsOf(form, random),
    language: random.chance(0.85) ? (random.chance(0.9) ? "en" : "nb") : null,
    isSensitive: random.chance(0.02),
    hidesLikes: random.chance(0.05),
    hidesComments: random.chance(0.06),
    reach: Math.floor(Math.exp(3 + random.next() * 5)),
  };
}

type Fate = Pick<Video, "privacy" | "deletedAt" | "leavesPlaceholder">;

/** Over months and years some are published late, hidden or deleted. */
function laterOf({ person, at, form }: Occasion, random: Random): Fate {
  const roll = random.next();
  const later = at + random.int(3, 700) * DAY + random.int(0, 86_399) * SECOND;
  const fate: Fate = {
    privacy: [{ at, is: "public" }],
    deletedAt: null,
    leavesPlaceholder: random.chance(0.5),
  };
  if (roll < 0.04) return { ...fate, deletedAt: later };
  if (roll < 0.08) return { ...fate, privacy: [...fate.privacy, { at: later, is: "private" }] };
  if (roll < 0.12) return { ...fate, privacy: [{ at, is: "unlisted" }] };
  if (roll < 0.15) return { ...fate, privacy: [{ at, is: "private" }] };
  if (roll < 0.19 && form !== "stream" && !person.inOneMoment) {
    const published = at + random.int(8, 70) * HOUR;
    return {
      ...fate,
      privacy: [
        { at, is: "private" },
        { at: published, is: "public" },
      ],
    };
  }
  return fate;
}

/** Of those that appear while the sandbox runs, every third is hidden, deleted or published late. */
function soonOf(at: number, number: number): Fate {
  const fate: Fate = {
    privacy: [{ at, is: "public" }],
    deletedAt: null,
    leavesPlaceholder: number % 2 === 0,
  };
  switch (number % 9) {
    case 2:
      return { ...fate, deletedAt: at + 40 * MINUTE };
    case 5:
      return { ...fate, privacy: [...fate.privacy, { at: at + 30 * MINUTE, is: "private" }] };
    case 8:
      return {
        ...fate,
        privacy: [
          { at, is: "private" },
          { at: at + 20 * MINUTE, is: "public" },
        ],
      };
    default:
      return fate;
  }
}

function editedLater(at: number, title: string, random: Random): Video["titles"] {
  if (!random.chance(0.08)) return [];
  const when = at + random.int(1, 90) * DAY + random.int(0, 86_399) * SECOND;
  return [{ at: when, is: `${title} (updated)` }];
}

function editedSoon(at: number, number: number, title: string): Video["titles"] {
  return number % 3 === 1 ? [{ at: at + 15 * MINUTE, is: `${title} (with chapters)` }] : [];
}

function liveOf(form: Form, at: number, random: Random, isSoon: boolean): Video["live"] {
  if (form !== "stream") return null;
  const ahead = isSoon ? 10 * MINUTE : random.int(2, 90) * HOUR;
  const from = at + ahead;
  return { from, until: from + random.int(isSoon ? 15 : 40, isSoon ? 25 : 170) * MINUTE };
}

function secondsOf(form: Form, random: Random): number {
  switch (form) {
    case "short":
      return random.int(21, 59);
    case "talk":
      return random.int(18 * 60, 52 * 60);
    default:
      return random.int(4 * 60, 31 * 60);
  }
}

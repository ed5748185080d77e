import type { Random } from "../../../sandbox/random.ts";
import { hexOf, numberOf } from "../../../sandbox/random.ts";
import { PROJECTS, projectsAt } from "../../../sandbox/story.ts";
import type { Account } from "./account.ts";
import { friends } from "./account.ts";
import type { Link, Picture } from "./post.ts";
import type { Say } from "./say.ts";

export interface Spoken {
  readonly text: string;
  readonly link: Link | null;
  readonly picture: Picture | null;
  readonly mentions: readonly Account[];
  readonly language: string;
  readonly isSensitive: boolean;
}

/** A line as it is said at a time: with a project of then, and numbers. `key` names its links. */
export function speak(line: Say, at: number, random: Random, key: string): Spoken {
  const known = projectsAt(at);
  const recent = known.slice(-4);
  const project = random.pick(recent.length > 0 ? recent : PROJECTS);
  const fill = (text: string): string =>
    text
      .replaceAll("{p}", project.name)
      .replaceAll("{w}", project.what)
      .replaceAll("{repo}", project.url)
      .replaceAll("{n}", String(random.int(3, 48)));
  const text = fill(line.text);
  const { link, picture, isVideo = false } = line;
  return {
    text,
    link: link === undefined ? null : { short: shortOf(`${key} link`), url: fill(link) },
    picture: picture === undefined ? null : pictureOf(picture, isVideo, key),
    mentions: Object.values(friends).filter(({ username }) => text.includes(`@${username}`)),
    language: line.language ?? "en",
    isSensitive: line.isSensitive ?? false,
  };
}

/** X makes every address a short one of its own. */
export function shortOf(key: string): string {
  const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const signs = Array.from({ length: 10 }, (_, at) =>
    letters.charAt(numberOf(`${key} ${at}`, letters.length)),
  );
  return `https://t.co/${signs.join("")}`;
}

function pictureOf(alt: string | null, isVideo: boolean, key: string): Picture {
  const id = `1${String(numberOf(`${key} media`, 900_000_000) + 100_000_000)}${numberOf(key, 900_000_000) + 100_000_000}`;
  const name = hexOf(`${key} picture`, 15);
  const short = shortOf(`${key} picture`);
  return isVideo
    ? {
        key: `7_${id}`,
        type: "video",
        film: `https://video.twimg.com/ext_tw_video/${id}/pu/vid/1280x720/${name}.mp4`,
        alt,
        short,
      }
    : {
        key: `3_${id}`,
        type: "photo",
        film: null,
        alt,
        short,
      };
}

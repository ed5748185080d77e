import { pictureOf } from "../../../sandbox/pictures.ts";
import type { SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { numberOf } from "../../../sandbox/random.ts";
import type { Heard, ShortPost } from "../../../sandbox/short-posts.ts";
import { authorView, friendActor } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { cidOf, postUri } from "./ids.ts";
import { writtenOf } from "./text.ts";

/** What a post shows beside its text: as the author stored it, and as the service answers it. */
interface Embeds {
  readonly record: unknown;
  readonly view: unknown;
}

type Origin = Pick<SandboxWorld, "publicOrigin">;

export function embedsOf(post: ShortPost, author: Actor, world: Origin): Embeds | null {
  if (post.pictures.length > 0) return pictures(post, world);
  switch (post.extra) {
    case "film":
      return film(post, author, world);
    case "card":
      return card(post, world);
    case "quote":
      return post.original === null ? null : quote(post, post.original);
    default:
      return null;
  }
}

/** Four at most: what more there is stays out. */
function pictures({ key, pictures: texts }: ShortPost, world: Origin): Embeds {
  const shown = texts.slice(0, 4).map((alt, index) => {
    const { url, width, height } = pictureOf(`bluesky ${key} ${index}`, "photo", world);
    return { alt, blob: cidOf(`${key} ${index}`), url, aspectRatio: { height, width } };
  });
  return {
    record: {
      $type: "app.bsky.embed.images",
      images: shown.map(({ alt, blob, aspectRatio }) => ({
        alt,
        aspectRatio,
        image: { $type: "blob", ref: { $link: blob }, mimeType: "image/jpeg", size: 412_034 },
      })),
    },
    view: {
      $type: "app.bsky.embed.images#view",
      images: shown.map(({ alt, url, aspectRatio }) => ({
        thumb: url,
        fullsize: url,
        alt,
        aspectRatio,
      })),
    },
  };
}

function film({ key }: ShortPost, { did }: Actor, world: Origin): Embeds {
  const cid = cidOf(`${key} film`);
  const alt = "Ten seconds of a terminal in which text scrolls by.";
  const video = { $type: "blob", ref: { $link: cid }, mimeType: "video/mp4", size: 3_120_000 };
  const folder = `https://video.bsky.app/watch/${encodeURIComponent(did)}/${cid}`;
  return {
    record: { $type: "app.bsky.embed.video", alt, video },
    view: {
      $type: "app.bsky.embed.video#view",
      cid,
      playlist: `${folder}/playlist.m3u8`,
      thumbnail: pictureOf(`bluesky ${key} film`, "film", world).url,
      alt,
    },
  };
}

function card({ parts, key }: ShortPost, world: Origin): Embeds | null {
  const [link] = parts.flatMap((part) =>
    typeof part === "object" && "link" in part ? [part.link] : [],
  );
  if (link === undefined) return null;
  const { host, pathname } = new URL(link);
  const external = { uri: link, title: `${host}${pathname}`, description: "Seen from outside." };
  const { url: thumb } = pictureOf(`bluesky ${key} card`, "film", world);
  return {
    record: { $type: "app.bsky.embed.external", external },
    view: { $type: "app.bsky.embed.external#view", external: { ...external, thumb } },
  };
}

/** Some of what was quoted is gone by now, or its author has blocked the one who quotes. */
function quote({ key }: ShortPost, heard: Heard): Embeds {
  const friend = friendActor(heard.friend);
  const uri = postUri(friend.did, heard.key, heard.at);
  const cid = cidOf(heard.key);
  const record = { $type: "app.bsky.embed.record", record: { cid, uri } };
  const fate = numberOf(`fate ${key}`, 8);
  const view = (shown: unknown) => ({ $type: "app.bsky.embed.record#view", record: shown });
  if (fate === 0) {
    const gone = { $type: "app.bsky.embed.record#viewNotFound", uri, notFound: true };
    return { record, view: view(gone) };
  }
  if (fate === 1) {
    const author = { did: friend.did };
    const blocked = { $type: "app.bsky.embed.record#viewBlocked", uri, blocked: true, author };
    return { record, view: view(blocked) };
  }
  const createdAt = new Date(heard.at).toISOString();
  const { text, facets } = writtenOf(heard.parts);
  return {
    record,
    view: view({
      $type: "app.bsky.embed.record#viewRecord",
      uri,
      cid,
      author: authorView(friend),
      value: { $type: "app.bsky.feed.post", text, facets, langs: ["en"], createdAt },
      labels: [],
      likeCount: numberOf(`likes ${heard.key}`, 90),
      replyCount: numberOf(`replies ${heard.key}`, 9),
      repostCount: numberOf(`reposts ${heard.key}`, 12),
      quoteCount: 1,
      indexedAt: createdAt,
      embeds: [],
    }),
  };
}

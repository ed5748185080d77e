import { firstId } from "./post.ts";
import type { SandboxPost, Version } from "./post.ts";
import { shortOfPost } from "./make-post.ts";

/** A text as X sends it: names before it, short links after it, three signs escaped, cut where it is long. */
export interface WireText {
  readonly text: string;
  /** In full, where `text` is cut. */
  readonly note: string | null;
  /** What each short link stands for. */
  readonly urls: readonly { readonly short: string; readonly url: string; readonly key?: string }[];
  /** Where the names before the text end. */
  readonly start: number;
}

const LONGEST = 280;
const LONGEST_REPOST = 140;

export function wireText(post: SandboxPost, version: Version): WireText {
  const { refers, link, picture, author } = post;
  if (refers?.type === "retweeted") return repostText(refers.post);
  const isAnswer = refers?.type === "replied_to" && refers.post.author.id !== author.id;
  const before = isAnswer ? `@${refers.post.author.username} ` : "";
  const page = `https://x.com/${author.username}/status/${version.id}`;
  const quoted = refers?.type === "quoted" ? refers.post : null;
  const urls = [
    ...(link ? [link] : []),
    ...(quoted
      ? [
          {
            short: shortOfPost(firstId(quoted)),
            url: `https://x.com/${quoted.author.username}/status/${firstId(quoted)}`,
          },
        ]
      : []),
    ...(picture
      ? [
          {
            short: picture.short,
            url: `${page}/${picture.type === "photo" ? "photo" : "video"}/1`,
            key: picture.key,
          },
        ]
      : []),
  ];
  const words = [version.text, ...urls.map(({ short }) => short)].filter((word) => word !== "");
  const full = `${before}${words.join(" ")}`;
  if (full.length <= LONGEST) return { text: escape(full), note: null, urls, start: before.length };
  const more = { short: shortOfPost(version.id), url: page };
  const cut = full.slice(0, LONGEST - 28).replace(/\s\S*$/, "");
  return {
    text: escape(`${cut}… ${more.short}`),
    note: escape(full),
    urls: [...urls, more],
    start: before.length,
  };
}

/** Cut to 140 signs, whatever becomes of a link at its end. */
function repostText(original: SandboxPost): WireText {
  const version = original.versions[0];
  const inner = version ? wireText(original, version) : null;
  const full = `RT @${original.author.username}: ${inner?.text ?? ""}`;
  const text = full.length > LONGEST_REPOST ? `${full.slice(0, LONGEST_REPOST - 1)}…` : full;
  const urls = (inner?.urls ?? []).filter(({ short }) => text.includes(short));
  return { text, note: null, urls, start: 0 };
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

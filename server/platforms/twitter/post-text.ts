import { toBody } from "../item-text.ts";
import type { Post } from "./schema.ts";

/**
 * What a post says: in full where it is longer than 280 signs, its short links spelt out, without the
 * links that only stand for what is shown beside it, and without the names a reply begins with.
 */
export function textOf(
  post: Post,
  { hidden = [], answers = null }: { hidden?: readonly RegExp[]; answers?: string | null } = {},
): string | null {
  const told = post.note?.text ?? post.text ?? "";
  const text = unescape(answers === null ? told : withoutAddressee(post, told, answers));
  return toBody(expand(text, post, hidden));
}

/** The text of a repost names its author first, and is cut: `RT @tomasz: …`. */
export function repostedText(post: Post): { handle: string | null; body: string | null } {
  const [, handle = null, rest] = /^RT @(\w{1,15}):\s([\s\S]*)$/.exec(post.text ?? "") ?? [];
  return rest === undefined
    ? { handle: null, body: textOf(post) }
    : { handle, body: textOf({ ...post, text: rest, note: null }) };
}

function expand(text: string, post: Post, hidden: readonly RegExp[]): string {
  const urls = [...(post.note?.entities?.urls ?? []), ...post.urls];
  const byShort = new Map(urls.map((entity) => [entity.url, entity]));
  return text.replace(/https?:\/\/t\.co\/\w+/g, (short) => {
    const entity = byShort.get(short);
    if (!entity) return short;
    const meant = entity.expanded_url ?? short;
    return hidden.some((shown) => shown.test(meant)) ? "" : meant;
  });
}

/** X puts the people who are answered before the text, and says where that begins; a note does not. */
function withoutAddressee({ note, textStart }: Post, text: string, answers: string): string {
  const signs = Array.from(text);
  const lead = signs.slice(0, textStart ?? 0).join("");
  if (note === null && /^(@\w+\s+)+$/.test(lead)) return signs.slice(textStart ?? 0).join("");
  const name = `@${answers} `;
  return text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : text;
}

/** X escapes these three signs in every text. */
function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

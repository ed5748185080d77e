import { toAddress } from "../item-text.ts";
import type { Author } from "../page.ts";
import { toMedium } from "./feed-media.ts";
import { toFeedTime } from "./feed-time.ts";
import { plainOf } from "./feed-text.ts";
import type { Feed, FeedEntry, FeedText } from "./feed.ts";
import { episodeIn, mediaIn } from "./read-media.ts";
import { childOf, childrenOf, innerHtml, textOf } from "./xml-tree.ts";
import type { XmlNode } from "./xml-tree.ts";

/** Atom 1.0 (RFC 4287) and 0.3. */
export function readAtom(feed: XmlNode): Feed {
  return {
    title: plainOf(textIn(childOf(feed, "atom:title"))) ?? "",
    url: linkOf(feed, "alternate"),
    language: feed.attributes["xml:lang"] ?? null,
    authors: authorsOf(feed),
    updated: timeIn(feed, "atom:updated", "atom:modified"),
    next: linkOf(feed, "next") ?? linkOf(feed, "prev-archive"),
    hasTrueIds: true,
    entries: childrenOf(feed, "atom:entry").map(readEntry),
    gone: childrenOf(feed, "at:deleted-entry").flatMap(({ attributes: { ref } }) =>
      ref === undefined ? [] : [ref],
    ),
  };
}

function readEntry(entry: XmlNode): FeedEntry {
  return {
    id: textOf(childOf(entry, "atom:id")) || null,
    url: linkOf(entry, "alternate"),
    title: textIn(childOf(entry, "atom:title")),
    summary: textIn(childOf(entry, "atom:summary")),
    content: textIn(childOf(entry, "atom:content")),
    authors: authorsOf(entry),
    published: timeIn(entry, "atom:published", "atom:issued", "atom:created"),
    updated: timeIn(entry, "atom:updated", "atom:modified"),
    media: [...enclosuresOf(entry), ...mediaIn(entry)],
    language: entry.attributes["xml:lang"] ?? null,
    ...episodeIn(entry),
    comments: null,
  };
}

/** Section 3.1: a plain text, HTML as text, or XHTML as elements. Other types are no text for people. */
function textIn(node: XmlNode | null): FeedText | null {
  if (node === null || node.attributes["src"] !== undefined) return null;
  const type = (node.attributes["type"] ?? "text").toLowerCase();
  const { base } = node;
  if (type.includes("xhtml") || node.attributes["mode"] === "xml")
    return { value: innerHtml(node), format: "html", base };
  if (type.includes("html")) return { value: textOf(node), format: "html", base };
  if (type === "text" || type.startsWith("text/"))
    return { value: textOf(node), format: "plain", base };
  return null;
}

/** A link without `rel` is the alternate one. */
export function linkOf(node: XmlNode, rel: string): string | null {
  const links = childrenOf(node, "atom:link").filter(
    ({ attributes }) => (attributes["rel"] ?? "alternate").toLowerCase() === rel,
  );
  const isPage = ({ attributes }: XmlNode): boolean =>
    /html/.test(attributes["type"] ?? "text/html");
  const best = links.find(isPage) ?? links[0];
  return best === undefined ? null : toAddress(best.attributes["href"], best.base);
}

function enclosuresOf(entry: XmlNode) {
  return childrenOf(entry, "atom:link").flatMap(({ attributes, base }) => {
    if (attributes["rel"] !== "enclosure") return [];
    const { href: url, type, title: text = null } = attributes;
    const medium = toMedium({ url, type, text, base });
    return medium === null ? [] : [medium];
  });
}

export function authorsOf(node: XmlNode): readonly Author[] {
  return childrenOf(node, "atom:author").flatMap((author) => {
    const name = textOf(childOf(author, "atom:name"));
    const uri = childOf(author, "atom:uri", "atom:url");
    return name === ""
      ? []
      : [{ name, handle: null, url: uri && toAddress(textOf(uri), uri.base) }];
  });
}

export function timeIn(node: XmlNode, ...names: readonly string[]): number | null {
  for (const name of names) {
    const time = toFeedTime(textOf(childOf(node, name)));
    if (time !== null) return time;
  }
  return null;
}

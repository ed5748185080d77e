import type { Medium } from "../../../shared/item.ts";
import { toAddress } from "../item-text.ts";
import type { Author } from "../page.ts";
import { toMedium } from "./feed-media.ts";
import { plainOf } from "./feed-text.ts";
import type { Feed, FeedEntry, FeedText } from "./feed.ts";
import { authorsOf as atomAuthorsOf, linkOf, timeIn } from "./read-atom.ts";
import { episodeIn, mediaIn } from "./read-media.ts";
import { childOf, childrenOf, textOf } from "./xml-tree.ts";
import type { XmlNode } from "./xml-tree.ts";

const PUBLISHED = ["pubDate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"];
const UPDATED = ["atom:updated", "dcterms:modified"];
/** Longer than any name with its address; what looks for one goes back and forth in it. */
const LONGEST_PERSON = 500;

/** RSS of every version: in 0.9 and 1.0 the items stand beside the channel, in the others in it. */
export function readRss(root: XmlNode): Feed {
  const channel = childOf(root, "channel") ?? root;
  const site = siteOf(channel);
  return {
    title: plainOf(textIn(childOf(channel, "title"), channel.base)) ?? "",
    url: site,
    language: textOf(childOf(channel, "language", "dc:language")) || null,
    authors: authorsOf(channel),
    updated: timeIn(channel, "pubDate", "lastBuildDate", "dc:date", "atom:updated"),
    next: linkOf(channel, "next") ?? linkOf(channel, "prev-archive"),
    hasTrueIds: false,
    entries: [
      ...childrenOf(channel, "item"),
      ...(channel === root ? [] : childrenOf(root, "item")),
    ].map((item) => readItem(item, baseOf(item, channel, site))),
    gone: childrenOf(channel, "at:deleted-entry").flatMap(({ attributes: { ref } }) =>
      ref === undefined ? [] : [ref],
    ),
  };
}

/** Nothing says what relative addresses are meant from: `xml:base` where there is one, else the site. */
function baseOf(item: XmlNode, channel: XmlNode, site: string | null): string {
  const isSaid = item.base !== channel.base || channel.attributes["xml:base"] !== undefined;
  return isSaid ? item.base : (site ?? item.base);
}

function siteOf(channel: XmlNode): string | null {
  const links = childrenOf(channel, "link").map((link) => toAddress(textOf(link), link.base));
  return links.find((link) => link !== null) ?? linkOf(channel, "alternate");
}

function readItem(item: XmlNode, base: string): FeedEntry {
  const guid = childOf(item, "guid");
  const id = textOf(guid) || item.attributes["rdf:about"] || textOf(childOf(item, "atom:id"));
  const isLink = guid !== null && guid.attributes["isPermaLink"]?.toLowerCase() !== "false";
  const url =
    toAddress(textOf(childOf(item, "link")), base) ??
    linkOf(item, "alternate") ??
    (isLink ? toAddress(textOf(guid)) : null);
  const comments = textOf(childOf(item, "slash:comments"));
  return {
    id: id || null,
    url,
    title: textIn(childOf(item, "title", "media:title"), base),
    summary: textIn(childOf(item, "description", "itunes:summary", "atom:summary"), base),
    content: textIn(childOf(item, "content:encoded", "atom:content"), url ?? base),
    authors: authorsOf(item),
    published: timeIn(item, ...PUBLISHED),
    updated: timeIn(item, ...UPDATED),
    media: [...enclosuresOf(item, base), ...mediaIn(item)],
    language: textOf(childOf(item, "dc:language")) || null,
    ...episodeIn(item),
    comments: /^\d{1,9}$/.test(comments) ? Number(comments) : null,
  };
}

function textIn(node: XmlNode | null, base: string): FeedText | null {
  return node === null ? null : { value: textOf(node), format: "either", base };
}

function enclosuresOf(item: XmlNode, base: string): readonly Medium[] {
  return childrenOf(item, "enclosure").flatMap(({ attributes: { url, type } }) => {
    const medium = toMedium({ url, type, base });
    return medium === null ? [] : [medium];
  });
}

function authorsOf(node: XmlNode): readonly Author[] {
  const named = ["dc:creator", "author", "managingEditor", "itunes:author"].flatMap((name) => {
    const names = childrenOf(node, name).map((author) => personOf(textOf(author)));
    return names.some((one) => one !== null) ? [names] : [];
  });
  const [names = []] = named;
  const authors = names.flatMap((name) =>
    name === null ? [] : [{ name, handle: null, url: null }],
  );
  return authors.length > 0 ? authors : atomAuthorsOf(node);
}

/** `ines@example.org (Ines Halvorsen)`: the name. An address for mail is nobody's name. */
function personOf(said: string): string | null {
  const text = said.slice(0, LONGEST_PERSON);
  const name = /\(([^()]+)\)\s*$/.exec(text)?.[1] ?? text.replace(/<[^<>]*@[^<>]*>/g, "");
  const plain = plainOf({ value: name, format: "either", base: "" });
  return plain === null || plain.includes("@") ? null : plain;
}

import type { Feed } from "./feed.ts";
import { readAtom } from "./read-atom.ts";
import { readJson } from "./read-json.ts";
import { readRss } from "./read-rss.ts";
import { readTree } from "./xml-tree.ts";

/** What a document says as a feed; null where it is none. Throws for one that ends in the middle. */
export function readFeed(document: string, url: string): Feed | null {
  const begin = document.slice(0, 1000).replace(/^[\ufeff\s]+/, "");
  if (begin.startsWith("{")) return readJson(document.replace(/^\ufeff/, ""), url);
  if (!begin.startsWith("<") || isHtml(begin)) return null;
  const root = readTree(document, url);
  switch (root?.name) {
    case "atom:feed":
      return readAtom(root);
    case "rss":
    case "rdf:RDF":
      return readRss(root);
    default:
      return null;
  }
}

export function isHtml(document: string): boolean {
  return /^[\ufeff\s]*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
    document.slice(0, 1000),
  );
}

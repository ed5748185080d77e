import { toAddress } from "../item-text.ts";
import { parseMarkup } from "../parse-markup.ts";

const FEED_TYPE = /^\s*application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)\s*(?:;|$)/i;
const MOST = 3;

/** The feeds that a web page names, best first: feeds of its comments come last. */
export function feedsOf(page: string, url: string): readonly string[] {
  let base = url;
  const found: { address: string; isOfComments: boolean }[] = [];
  parseMarkup(page, {
    isXml: false,
    onOpen(name, { rel = "", type = "", href, title = "" }) {
      if (name === "base") base = toAddress(href, url) ?? base;
      const isAlternate = /(?:^|\s)alternate(?:\s|$)/i.test(rel) && FEED_TYPE.test(type);
      const address = name === "link" && isAlternate ? toAddress(href, base) : null;
      // WordPress names its own API so.
      if (address === null || /\/wp-json\/|json\+oembed/.test(address)) return;
      found.push({ address, isOfComments: /comment/i.test(`${title} ${address}`) });
    },
    onText: () => undefined,
    onClose: () => undefined,
    isEnough: () => found.length > 20,
  });
  const order = found.toSorted((a, b) => Number(a.isOfComments) - Number(b.isOfComments));
  return [...new Set(order.map(({ address }) => address))].slice(0, MOST);
}

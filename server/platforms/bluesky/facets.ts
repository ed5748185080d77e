import { toAddress } from "../item-text.ts";
import type { PostRecord } from "./schema.ts";

/**
 * A post's text with its links in full: a facet gives the address that a shortened text stands for.
 * Facets count bytes of UTF-8, not signs: https://docs.bsky.app/docs/advanced-guides/post-richtext
 */
export function toReadableText({ text, facets }: PostRecord): string {
  const plain = text ?? "";
  const bytes = new TextEncoder().encode(plain);
  const links = (facets ?? [])
    .flatMap((facet) => {
      const uri = facet?.features.find((feature) => feature?.uri)?.uri;
      const address = toAddress(uri);
      if (!facet || !uri || address === null) return [];
      const { byteStart: start, byteEnd: end } = facet.index;
      // `URL` adds a slash to a bare host; what was written is kept.
      return [{ start, end, uri: address === `${uri}/` ? uri : address }];
    })
    .toSorted((a, b) => a.start - b.start);
  const decoder = new TextDecoder();
  let readable = "";
  let done = 0;
  for (const { start, end, uri } of links) {
    if (!(start >= done && end > start && end <= bytes.length)) continue;
    readable += decoder.decode(bytes.slice(done, start));
    readable += written(decoder.decode(bytes.slice(start, end)), uri);
    done = end;
  }
  return readable + decoder.decode(bytes.slice(done));
}

/** `docs.example/lon…` becomes the address; other words keep their place before it. */
function written(label: string, uri: string): string {
  const said = bare(label);
  const begun = said.replace(/(…|\.\.\.)$/, "");
  const isCut = begun !== said && begun !== "" && bare(uri).startsWith(begun);
  return isCut || said === bare(uri) ? uri : `${label} (${uri})`;
}

function bare(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^www\./, "")
    .replace(/\/$/, "");
}

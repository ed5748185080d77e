import type { Medium } from "../../../shared/item.ts";
import { toMedium } from "./feed-media.ts";
import { childOf, childrenOf, textOf } from "./xml-tree.ts";
import type { XmlNode } from "./xml-tree.ts";

/** Media RSS, and the picture of an episode. A thumbnail counts where there is no other picture. */
export function mediaIn(entry: XmlNode): readonly Medium[] {
  const places = [entry, ...childrenOf(entry, "media:group")];
  const contents = places.flatMap((place) => {
    const said = childOf(place, "media:description");
    return childrenOf(place, "media:content").map((node) => mediumOf(node, said));
  });
  const found = contents.filter((medium) => medium !== null);
  if (found.some(({ type }) => type === "image")) return found;
  const small = places.flatMap((place) =>
    childrenOf(place, "media:thumbnail", "itunes:image").map(({ attributes, base }) =>
      toMedium({ url: attributes["url"] ?? attributes["href"], type: "image", base }),
    ),
  );
  return [...found, ...small.filter((medium) => medium !== null).slice(0, 1)];
}

/** `saidOfAll` is what stands beside it, for a medium that says nothing itself. */
function mediumOf(node: XmlNode, saidOfAll: XmlNode | null): Medium | null {
  const { url, type, medium } = node.attributes;
  const said = childOf(node, "media:description", "media:title") ?? saidOfAll;
  return toMedium({ url, type: type ?? medium, text: textOf(said), base: node.base });
}

/** What podcasts say of an episode beside all that. */
export function episodeIn(entry: XmlNode): { isExplicit: boolean; number: string | null } {
  return {
    isExplicit: /^(?:yes|true|explicit)$/i.test(textOf(childOf(entry, "itunes:explicit"))),
    number: /^\d{1,6}$/.exec(textOf(childOf(entry, "itunes:episode")))?.[0] ?? null,
  };
}

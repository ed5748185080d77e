import type { Medium } from "../../../shared/item.ts";
import { toAddress, toTitle } from "../item-text.ts";
import { webAddressOf } from "./web-address.ts";
import type { Embed, Quoted } from "./schema.ts";

const MOST = 4;

/** Pictures, films, links, and what is quoted: as many as an item may have. */
export function toMedia(embed: Embed | null | undefined): Medium[] {
  if (!embed) return [];
  const inner = embed.media ?? embed;
  const pictures = (inner.images ?? []).flatMap((image) =>
    toMedium("image", image?.fullsize ?? image?.thumb, image?.thumb, image?.alt),
  );
  const film = toMedium("video", inner.playlist, inner.thumbnail, inner.alt);
  const { external } = inner;
  const link = toMedium("link", external?.uri, external?.thumb, external?.title);
  const quote = toQuote(embed.record);
  const shown = [...pictures, ...film, ...link].slice(0, MOST - quote.length);
  return [...shown, ...quote];
}

/** What is gone, blocked or taken back by its author is not shown. */
function toQuote(quoted: Quoted | null | undefined): Medium[] {
  if (!quoted || quoted.notFound || quoted.blocked || quoted.detached) return [];
  const author = quoted.author ?? quoted.creator;
  const name = quoted.displayName ?? quoted.name ?? quoted.record?.name ?? quoted.value?.text ?? "";
  const text = author ? `@${author.handle}: ${name}` : name;
  return toMedium("link", webAddressOf(quoted.uri, author?.handle), null, text);
}

function toMedium(
  type: Medium["type"],
  url: string | null | undefined,
  preview: string | null | undefined,
  text: string | null | undefined,
): Medium[] {
  const address = toAddress(url);
  if (address === null) return [];
  return [{ type, url: address, previewUrl: toAddress(preview), text: toTitle(text) || null }];
}

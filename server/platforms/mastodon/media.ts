import type { Medium } from "../../../shared/item.ts";
import { htmlToText } from "../html-text.ts";
import { toAddress, toTitle } from "../item-text.ts";
import type { Said } from "./schema.ts";

const MOST = 4;
const TYPES: ReadonlyMap<string, Medium["type"]> = new Map([
  ["image", "image"],
  ["gifv", "video"],
  ["video", "video"],
  ["audio", "audio"],
]);

/** Attachments, the card of a link, and what is quoted: as many as an item may have. */
export function toMedia({ media_attachments, card, quote }: Said): Medium[] {
  const attached = (media_attachments ?? []).flatMap((file) =>
    toMedium(
      TYPES.get(file?.type ?? "") ?? "link",
      toAddress(file?.url) ?? toAddress(file?.remote_url),
      file?.preview_url,
      file?.description,
    ),
  );
  const link = toMedium("link", toAddress(card?.url), card?.image, card?.title);
  const quoted = toQuote(quote?.quoted_status);
  return [...[...attached, ...link].slice(0, MOST - quoted.length), ...quoted];
}

/** What was taken back, or is not shown to everybody, is not there. */
function toQuote(quoted: NonNullable<Said["quote"]>["quoted_status"]): Medium[] {
  if (!quoted) return [];
  const text = htmlToText(quoted.content ?? "");
  const name = quoted.account?.acct ?? quoted.account?.username;
  const url = toAddress(quoted.url) ?? toAddress(quoted.uri);
  return toMedium("link", url, null, name ? `@${name}: ${text}` : text);
}

function toMedium(
  type: Medium["type"],
  url: string | null,
  preview: string | null | undefined,
  text: string | null | undefined,
): Medium[] {
  if (url === null) return [];
  return [{ type, url, previewUrl: toAddress(preview), text: toTitle(text) || null }];
}

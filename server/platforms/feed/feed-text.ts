import { htmlToText } from "../html-text.ts";
import type { FeedText } from "./feed.ts";

/** Tags that are used in feeds: `Vec<T>` is no HTML. */
const TAGS =
  /<(?:\/?(?:a|abbr|article|audio|b|big|blockquote|center|cite|code|del|div|dl|em|figure|font|h[1-6]|i|iframe|ins|kbd|li|mark|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|td|tr|tt|u|ul|video)|br|hr|img|wbr)(?:\s[^<>]*)?\/?>/i;
const ENTITIES = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i;

/** Null for nothing. */
export function plainOf(text: FeedText | null): string | null {
  if (text === null) return null;
  const plain = toPlain(text).trim();
  return plain === "" ? null : plain;
}

function toPlain({ value, format, base }: FeedText): string {
  if (format === "html" || (format === "either" && TAGS.test(value)))
    return htmlToText(value, base);
  if (format === "plain" || !ENTITIES.test(value)) return value;
  const lines = value.slice(0, 20_000).split(/\r\n?|\n/);
  return lines.map((line) => htmlToText(line.replaceAll("<", "&lt;"))).join("\n");
}

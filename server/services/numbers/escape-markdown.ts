/**
 * A text as one line of Markdown that means nothing but its letters: no link, mention, table, tag,
 * heading or list comes of it, wherever it stands.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
      .trim()
      .replace(/[\\`*_{}[\]<>()#+\-=|~&!$^]/g, String.raw`\$&`)
      .replace(/^(\d+)\./, String.raw`$1\.`)
      .replace(/:(?=\/\/)/g, String.raw`\:`)
      .replace(/\b(mailto|xmpp):/gi, String.raw`$1\:`)
      // Names and addresses are looked for after all else is read: only what is between ends them.
      .replaceAll("@", "@\u2060")
      .replace(/\bwww\./gi, String.raw`www\.`)
  );
}

/** `[text](url)`; the text alone where the address is none of the web. */
export function toLink(text: string, url: string | null): string {
  const escaped = escapeMarkdown(text);
  if (url === null || !/^https?:\/\//i.test(url)) return escaped;
  const safe = url.replace(/[\p{Cc}\s<>()[\]\\|`"'*_~]/gu, (letter) => `%${encodeByte(letter)}`);
  return `[${escaped}](${safe})`;
}

function encodeByte(letter: string): string {
  return Array.from(new TextEncoder().encode(letter), (byte) =>
    byte.toString(16).toUpperCase().padStart(2, "0"),
  ).join("%");
}

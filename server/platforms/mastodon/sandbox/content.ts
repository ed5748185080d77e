import type { TextPart } from "../../../sandbox/small-talk.ts";
import { friendMember, HOST } from "./accounts.ts";

/** A text as the server keeps it: paragraphs, long addresses with their ends hidden, names as links. */
export function contentOf(parts: readonly TextPart[]): string {
  const html = parts.map((part) => (typeof part === "string" ? escaped(part) : linked(part)));
  const paragraphs = html.join("").trimEnd().split("\n\n");
  return paragraphs.map((text) => `<p>${text.replaceAll("\n", "<br />")}</p>`).join("");
}

function linked(part: Exclude<TextPart, string>): string {
  if ("mention" in part) {
    const { username, server } = friendMember(part.mention);
    return `<span class="h-card" translate="no"><a href="https://${server}/@${username}" class="u-url mention">@<span>${username}</span></a></span>`;
  }
  if ("tag" in part) {
    return `<a href="https://${HOST}/tags/${part.tag}" class="mention hashtag" rel="tag">#<span>${part.tag}</span></a>`;
  }
  const bare = part.link.replace("https://", "");
  const [shown, rest] = [bare.slice(0, 30), bare.slice(30)];
  const look = rest === "" ? "" : "ellipsis";
  return `<a href="${escaped(part.link)}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">https://</span><span class="${look}">${escaped(shown)}</span><span class="invisible">${escaped(rest)}</span></a>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

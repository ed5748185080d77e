import { toAddress } from "./item-text.ts";
import { parseMarkup } from "./parse-markup.ts";

/** More than any text that is kept; what follows is not read. */
const LONGEST = 20_000;
const PARAGRAPHS = new Set(
  "p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table figure hr details".split(" "),
);
const LINES = new Set(
  "div section article header footer aside main nav address li dt dd tr caption figcaption summary form fieldset center".split(
    " ",
  ),
);
const CELLS = new Set(["td", "th"]);
const HIDDEN = new Set(
  "script style template title noscript iframe object svg math select textarea button".split(" "),
);

/**
 * What HTML says, as plain text: blocks are lines, a link is its text and then its address where that
 * says more, scripts and the like are dropped. It takes anything, and time in proportion to its length.
 * `base` is what relative links are meant from; without one they lose their address.
 */
export function htmlToText(html: string, base?: string): string {
  const page = createPage();
  const links: { href: string | undefined; start: number }[] = [];
  let hidden = 0;
  let preformatted = 0;

  parseMarkup(html, {
    isXml: false,
    onOpen(name, attributes) {
      if (HIDDEN.has(name)) hidden += 1;
      if (hidden > 0) return;
      if (name === "br") page.newLine();
      if (name === "pre") preformatted += 1;
      if (PARAGRAPHS.has(name)) page.breakLines(2);
      if (LINES.has(name)) page.breakLines(1);
      if (CELLS.has(name)) page.write(" ", false);
      if (name === "li") page.bullet();
      if (name === "img" && /emoji|smiley/.test(attributes["class"] ?? ""))
        page.write(attributes["alt"] ?? "", false);
      if (name === "a") links.push({ href: attributes["href"], start: page.length() });
    },
    onText(text) {
      if (hidden === 0) page.write(text, preformatted > 0);
    },
    onClose(name) {
      if (HIDDEN.has(name)) hidden -= 1;
      if (hidden > 0) return;
      if (name === "pre") preformatted -= 1;
      if (PARAGRAPHS.has(name)) page.breakLines(2);
      if (LINES.has(name)) page.breakLines(1);
      const link = name === "a" ? links.pop() : undefined;
      if (link) page.endLink(link.start, addressOf(link.href, base));
    },
    isEnough: () => page.length() > LONGEST,
  });
  return page.text();
}

/** The text as it grows. Spaces and line ends wait until something follows them. */
function createPage() {
  let out = "";
  let breaks = 0;
  let hasSpace = false;
  let prefix = "";
  const flush = (): void => {
    const isBegun = out !== "";
    if (isBegun && breaks > 0) out += "\n".repeat(breaks);
    else if (isBegun && hasSpace && prefix === "") out += " ";
    out += prefix;
    breaks = 0;
    hasSpace = false;
    prefix = "";
  };
  return {
    length: () => out.length,
    text: () => out.trim(),
    write(text: string, isPreformatted: boolean): void {
      if (isPreformatted) {
        flush();
        out += text.replaceAll("\u00a0", " ");
        return;
      }
      const words = text.replace(/[ \t\n\r\f\u00a0]+/g, " ");
      if (words.startsWith(" ")) hasSpace = true;
      const rest = words.trim();
      if (rest === "") return;
      flush();
      out += rest;
      hasSpace = words.endsWith(" ");
    },
    newLine(): void {
      breaks = Math.min(breaks + 1, 2);
    },
    breakLines(lines: number): void {
      if (prefix === "") breaks = Math.max(breaks, lines);
    },
    bullet(): void {
      prefix = "- ";
    },
    endLink(start: number, address: string | null): void {
      const label = out.slice(start).trim();
      // `@name` and `#tag` say where they lead.
      if (address === null || label === "" || /^[@#]/.test(label)) return;
      const [said, meant] = [bare(label), bare(address)];
      if (said === meant) return;
      const isCut = said.endsWith("…") && meant.startsWith(said.slice(0, -1));
      out = isCut
        ? `${out.slice(0, start)}${gapBefore(out.slice(start))}${address}`
        : `${out} (${address})`;
    },
  };
}

function gapBefore(text: string): string {
  return /^\s*/.exec(text)?.[0] ?? "";
}

function addressOf(href: string | undefined, base: string | undefined): string | null {
  return href === undefined || href.startsWith("#") ? null : toAddress(href, base);
}

/** An address as people write it. */
function bare(address: string): string {
  return address
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^www\./, "")
    .replace(/\/$/, "");
}

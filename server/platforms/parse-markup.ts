import { Parser } from "htmlparser2";
import type { Handler } from "htmlparser2";

/** Deeper than any page or feed. Each end tag costs as much as it is deep. */
const DEEPEST = 200;
const PIECE = 4096;

export interface Markup {
  readonly isXml: boolean;
  onOpen(name: string, attributes: Readonly<Record<string, string>>): void;
  onText(text: string): void;
  /** `isImplied`: the text never says that it ends. */
  onClose(name: string, isImplied: boolean): void;
  /** True when nothing more is wanted. */
  isEnough(): boolean;
}

/**
 * Reads HTML or XML of any kind, in time proportional to its length. Entities of a document's own are
 * never expanded. Returns false where it stopped early: nested too deep, or enough was seen.
 */
export function parseMarkup(text: string, markup: Markup): boolean {
  let depth = 0;
  const handler: Partial<Handler> = {
    onopentag(name, attributes) {
      depth += 1;
      markup.onOpen(name, attributes);
    },
    ontext: (data) => markup.onText(data),
    onclosetag(name, isImplied) {
      depth -= 1;
      markup.onClose(name, isImplied);
    },
  };
  const parser = new Parser(handler, { xmlMode: markup.isXml });
  for (let at = 0; at < text.length; at += PIECE) {
    parser.write(text.slice(at, at + PIECE));
    if (depth > DEEPEST || markup.isEnough()) return false;
  }
  parser.end();
  return true;
}

import { PlatformError } from "../../errors.ts";
import { parseMarkup } from "../parse-markup.ts";

/** An element. Its name has the usual prefix of its namespace, whatever the document calls it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlNode | string)[];
  /** What relative addresses in it are meant from. */
  readonly base: string;
}

interface OpenNode extends XmlNode {
  readonly children: (XmlNode | string)[];
  readonly scope: Scope;
}

/** What an element declares, upon what those around it do: nothing is copied. */
interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly above: Scope | null;
}

/** A longer base is none: each relative address in it would be read with all of it. */
const LONGEST_BASE = 2000;

/** More elements than any feed has; they would not fit into a Worker's memory. */
const MOST_ELEMENTS = 200_000;

/** Namespaces that are read, by the prefix they are known by; the old RSS ones have none. */
const NAMESPACES: Readonly<Record<string, string>> = {
  "http://www.w3.org/2005/atom": "atom",
  "http://purl.org/atom/ns#": "atom",
  "http://purl.org/rss/1.0/": "",
  "http://my.netscape.com/rdf/simple/0.9/": "",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/dc/terms/": "dcterms",
  "http://purl.org/rss/1.0/modules/content/": "content",
  "http://purl.org/rss/1.0/modules/slash/": "slash",
  "http://search.yahoo.com/mrss/": "media",
  "http://search.yahoo.com/mrss": "media",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
  "http://purl.org/atompub/tombstones/1.0": "at",
  "http://www.w3.org/1999/xhtml": "",
};

const ATOM: readonly (readonly [string, string])[] = [["", "atom"]];

/** The root element of a document, or null where it has none. One that ends in the middle is refused. */
export function readTree(text: string, url: string): XmlNode | null {
  const open: OpenNode[] = [];
  let root: XmlNode | null = null;
  let isEnded = false;
  let elements = 0;
  const isRead = parseMarkup(text, {
    isXml: true,
    onOpen(name, attributes) {
      elements += 1;
      if (isEnded) return;
      const parent = open.at(-1);
      const node = toNode(name, attributes, parent, url);
      if (parent) parent.children.push(node);
      root ??= node;
      open.push(node);
    },
    onText: (data) => void open.at(-1)?.children.push(data),
    onClose(_name, isImplied) {
      if (isEnded) return;
      open.pop();
      // What follows the end of the document is none of it.
      if (open.length === 0) isEnded = !isImplied;
    },
    isEnough: () => elements > MOST_ELEMENTS,
  });
  if (!isRead) throw new PlatformError("bad_response", "The document is too large, or too deep.");
  if (root !== null && !isEnded)
    throw new PlatformError("bad_response", "The document ends in the middle.");
  return root;
}

function toNode(
  qualified: string,
  attributes: Readonly<Record<string, string>>,
  parent: OpenNode | undefined,
  url: string,
): OpenNode {
  const scope = scopeOf(qualified, attributes, parent);
  const at = qualified.indexOf(":");
  const prefix = at < 0 ? "" : qualified.slice(0, at);
  const usual = usualPrefix(prefix, scope);
  const local = qualified.slice(at + 1);
  return {
    name: usual === "" ? local : `${usual}:${local}`,
    attributes,
    children: [],
    base: baseOf(attributes["xml:base"], parent?.base ?? url),
    scope,
  };
}

function baseOf(own: string | undefined, above: string): string {
  if (own === undefined || own.length > LONGEST_BASE) return above;
  const base = URL.parse(own, above)?.href ?? above;
  return base.length > LONGEST_BASE ? above : base;
}

/** An Atom feed that does not say so is one by its root. */
function scopeOf(
  name: string,
  attributes: Readonly<Record<string, string>>,
  parent: OpenNode | undefined,
): Scope {
  const above = parent?.scope ?? { prefixes: new Map(name === "feed" ? ATOM : []), above: null };
  const declared = Object.entries(attributes).filter(([key]) => key.startsWith("xmlns"));
  if (declared.length === 0) return above;
  const own = declared.map(([key, uri]): [string, string] => {
    const prefix = key.slice("xmlns:".length);
    const known = uri.trim().toLowerCase();
    return [prefix, (Object.hasOwn(NAMESPACES, known) ? NAMESPACES[known] : undefined) ?? prefix];
  });
  return { prefixes: new Map(own), above };
}

/** At most as many steps as a document is deep. */
function usualPrefix(prefix: string, innermost: Scope): string {
  for (let scope: Scope | null = innermost; scope !== null; scope = scope.above) {
    const usual = scope.prefixes.get(prefix);
    if (usual !== undefined) return usual;
  }
  return prefix;
}

export function childrenOf(node: XmlNode, ...names: readonly string[]): readonly XmlNode[] {
  return node.children.filter(
    (child): child is XmlNode => typeof child !== "string" && names.includes(child.name),
  );
}

/** The first child of the first of these names that there is. */
export function childOf(node: XmlNode, ...names: readonly string[]): XmlNode | null {
  for (const name of names) {
    const [child] = childrenOf(node, name);
    if (child) return child;
  }
  return null;
}

/** All text in it, without the ends; empty for none. */
export function textOf(node: XmlNode | null): string {
  return node === null ? "" : flatText(node).trim();
}

function flatText({ children }: XmlNode): string {
  return children.map((child) => (typeof child === "string" ? child : flatText(child))).join("");
}

/** What is in it, written as HTML again. */
export function innerHtml({ children }: XmlNode): string {
  return children
    .map((child) => {
      if (typeof child === "string") return escape(child);
      const attributes = Object.entries(child.attributes).map(
        ([key, value]) => ` ${key}="${escape(value)}"`,
      );
      const local = child.name.slice(child.name.indexOf(":") + 1);
      return `<${local}${attributes.join("")}>${innerHtml(child)}</${local}>`;
    })
    .join("");
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

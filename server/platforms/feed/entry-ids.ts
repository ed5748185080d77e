import { shortHash } from "../short-hash.ts";
import type { Feed, FeedEntry } from "./feed.ts";

const LONGEST_ID = 200;

/** An entry under the name that it has for good. */
export interface NamedEntry {
  readonly externalId: string;
  readonly entry: FeedEntry;
}

/**
 * What an entry is called: by its id, else its address, else what it says. Of two entries of one name
 * the later counts; but RSS gives an id twice by mistake, so there its address tells them apart.
 */
export function namedEntries({ entries, hasTrueIds }: Feed): readonly NamedEntry[] {
  const addresses = new Map<string, Set<string>>();
  for (const entry of entries) {
    const id = nameOf(entry);
    const known = addresses.get(id) ?? new Set<string>();
    addresses.set(id, known);
    if (entry.url !== null) known.add(entry.url);
  }
  const named = new Map<string, NamedEntry>();
  for (const entry of entries) {
    const id = nameOf(entry);
    const isShared = !hasTrueIds && (addresses.get(id)?.size ?? 0) > 1;
    const externalId = isShared ? `${id}#${shortHash(entry.url ?? "").slice(0, 12)}` : id;
    const known = named.get(externalId);
    if (known === undefined || timeOf(entry) > timeOf(known.entry))
      named.set(externalId, { externalId, entry });
  }
  return [...named.values()];
}

/** A feed that moves from `http` to `https` renames nothing. */
export function toExternalId(id: string): string {
  const name = id.trim().replace(/^http:/i, "https:");
  const isPlain = name !== "" && name.length <= LONGEST_ID && !/\s/.test(name);
  return `entry:${isPlain ? name : shortHash(name)}`;
}

function nameOf({ id, url, title, summary, content, published }: FeedEntry): string {
  if (id !== null) return toExternalId(id);
  if (url !== null) return toExternalId(url);
  const said = [title, summary, content].map((text) => text?.value ?? null);
  return `entry:${shortHash(JSON.stringify([...said, published]))}`;
}

function timeOf({ published, updated }: FeedEntry): number {
  return updated ?? published ?? 0;
}

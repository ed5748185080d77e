import type { Item } from "../../shared/item.ts";
import type { PlatformFace } from "../../shared/platforms.ts";
import { countOf } from "./numbers.ts";
import { duration, toMs } from "./time.ts";

/** `open for 3 days`: from its beginning until it occurred, or until now while it is open. */
export function openFor(item: Item, now: () => number): string | null {
  const occurred = toMs(item.occurredAt);
  if (item.startedAt !== null) return `open for ${duration(occurred - toMs(item.startedAt))}`;
  return item.state === "open" ? `open for ${duration(now() - occurred)}` : null;
}

/** A state that the verb does not tell, so that it has to be named: an issue opened, and closed since. */
export function unspokenState(item: Item, info: PlatformFace | undefined): string | null {
  if (item.state === null || item.state === "open") return null;
  const kind = info?.kinds[item.kind];
  const verb = kind?.states[item.state]?.verb;
  return verb !== undefined && verb !== kind?.verb ? null : item.state.replaceAll("_", " ");
}

/** `9 commits, 2 reviews`: what lies inside, by kind, most first. */
export function insideWords(
  children: readonly Item[],
  childCount: number,
  info: PlatformFace | undefined,
): string {
  const counts = new Map<string, number>();
  for (const child of children) counts.set(child.kind, (counts.get(child.kind) ?? 0) + 1);
  const [first] = counts.keys();
  if (counts.size === 1 && first !== undefined) return kindCount(first, childCount, info);
  if (childCount > children.length) return countOf(childCount, "entry", "entries");
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => kindCount(kind, count, info))
    .join(", ");
}

/** `1 commit`, `5 commits`, in the platform's word. */
export function kindCount(kind: string, count: number, info: PlatformFace | undefined): string {
  const known = info?.kinds[kind];
  return countOf(count, (known?.name ?? kind).toLowerCase(), (known?.plural ?? kind).toLowerCase());
}

import type { KindInfo } from "../../../shared/platforms.ts";

/** So many items of a kind, and of those of a state, where that is known. */
export interface KindCount {
  readonly kind: string;
  readonly items: number;
  readonly states: ReadonlyMap<string, number> | null;
}

/**
 * `3 commits, 1 pull request merged`: in the words of a platform's definition. Of things that are made it
 * is told what became of them.
 */
export function kindWords(
  kinds: Readonly<Record<string, KindInfo>>,
  counts: readonly KindCount[],
): string {
  return counts
    .flatMap(({ kind, items, states }) => {
      const info = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (info === undefined || !info.made || states === null) return [count(info, kind, items)];
      const byVerb = new Map<string, number>();
      for (const [state, some] of states) {
        const verb = info.states[state]?.verb ?? "";
        byVerb.set(verb, (byVerb.get(verb) ?? 0) + some);
      }
      return [...byVerb]
        .sort(([, a], [, b]) => b - a)
        .map(([verb, some]) => `${count(info, kind, some)} ${verb.toLowerCase()}`.trimEnd());
    })
    .join(", ");
}

function count(info: KindInfo | undefined, kind: string, items: number): string {
  const word = items === 1 ? (info?.name ?? kind) : (info?.plural ?? kind);
  return `${items.toLocaleString("en")} ${word.toLowerCase()}`;
}

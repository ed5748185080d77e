/** What the timeline and the inventory both say about one item. */
export interface Thing {
  readonly kind: string;
  readonly externalId: string;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
}

export interface KindCount {
  readonly held: number;
  readonly shown: number;
}

export interface Comparison {
  readonly kinds: ReadonlyMap<string, KindCount>;
  /** One line a difference: missing, extra, twice, wrong time. */
  readonly differences: readonly string[];
}

export function compare(held: readonly Thing[], shown: readonly Thing[]): Comparison {
  const differences: string[] = [];
  const wanted = new Map(held.map((thing) => [thing.externalId, thing]));
  const seen = new Set<string>();
  for (const thing of shown) {
    const { externalId } = thing;
    if (seen.has(externalId)) differences.push(`twice: ${externalId}`);
    seen.add(externalId);
    const original = wanted.get(externalId);
    if (!original) differences.push(`extra: ${externalId}`);
    else if (original.kind !== thing.kind)
      differences.push(`wrong kind: ${externalId} is ${original.kind}, shown as ${thing.kind}`);
    else if (original.occurredAt !== thing.occurredAt)
      differences.push(`wrong time: ${externalId} by ${thing.occurredAt - original.occurredAt} ms`);
  }
  for (const { externalId } of held) {
    if (!seen.has(externalId)) differences.push(`missing: ${externalId}`);
  }
  return { kinds: countKinds(held, shown), differences };
}

function countKinds(held: readonly Thing[], shown: readonly Thing[]): Map<string, KindCount> {
  const names = [...new Set([...held, ...shown].map((thing) => thing.kind))].toSorted();
  const count = (things: readonly Thing[], kind: string) =>
    things.filter((thing) => thing.kind === kind).length;
  return new Map(
    names.map((kind) => [kind, { held: count(held, kind), shown: count(shown, kind) }]),
  );
}

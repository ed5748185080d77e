/** One of each owner in turn, in the order given: whoever has many does not hold up the others. */
export function takeTurns<T extends { readonly userId: string }>(rows: readonly T[]): T[] {
  const rounds: T[][] = [];
  const counts = new Map<string, number>();
  for (const row of rows) {
    const round = counts.get(row.userId) ?? 0;
    counts.set(row.userId, round + 1);
    (rounds[round] ??= []).push(row);
  }
  return rounds.flat();
}

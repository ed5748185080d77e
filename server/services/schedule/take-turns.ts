/** Who has waited so long longer for being put last is put last no more. */
const LONGEST_PUT_LAST_MS = 60 * 60_000;

/** What may end whoever does it comes after the others, whom it would end with it. */
export function suspectsLast<
  T extends { readonly isSuspect: boolean; readonly nextSyncAt: number },
>(rows: readonly T[], now: number): T[] {
  const isLast = (row: T): boolean => row.isSuspect && now - row.nextSyncAt < LONGEST_PUT_LAST_MS;
  return [...rows.filter((row) => !isLast(row)), ...rows.filter(isLast)];
}

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

/** Sums of what `of` names alike; in the order that the names came. */
export function sumBy<Row extends { readonly items: number }, Name>(
  rows: Iterable<Row>,
  of: (row: Row) => Name,
): Map<Name, number> {
  const sums = new Map<Name, number>();
  for (const row of rows) sums.set(of(row), (sums.get(of(row)) ?? 0) + row.items);
  return sums;
}

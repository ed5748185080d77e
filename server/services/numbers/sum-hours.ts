/** The sum of lists of 24 counts. */
export function sumHours(lists: readonly (readonly number[])[]): number[] {
  const sum = Array<number>(24).fill(0);
  for (const hours of lists) {
    for (const [hour, items] of hours.entries()) sum[hour] = (sum[hour] ?? 0) + items;
  }
  return sum;
}

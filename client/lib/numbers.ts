const plain = new Intl.NumberFormat("en");

/** `2140` as `2,140`. */
export function formatCount(value: number): string {
  return plain.format(value);
}

/** `1 item`, `2,140 items`. */
export function countOf(value: number, one: string, many: string): string {
  return `${plain.format(value)} ${value === 1 ? one : many}`;
}

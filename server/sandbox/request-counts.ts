/**
 * How often each endpoint was called since the last clearing; for tests, and not kept. The names are
 * `api.github.com commits`, and `api.github.com commits 304` for what had not changed.
 */
export function createRequestCounts() {
  const counts = new Map<string, number>();
  return {
    add(host: string, endpoint: string, status: number): void {
      const name = `${host} ${endpoint}${status === 304 ? " 304" : ""}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    list: (): Record<string, number> => Object.fromEntries(counts),
    clear: () => counts.clear(),
  };
}

interface Count {
  readonly platform: string;
  readonly host: string;
  readonly endpoint: string;
  count: number;
  /** Of these, the ones answered 304. */
  not_modified: number;
}

/** How often each endpoint was called since the last clearing; for tests, and not kept. */
export function createRequestCounts() {
  const counts = new Map<string, Count>();
  return {
    add(platform: string, host: string, endpoint: string, status: number): void {
      const key = `${host} ${endpoint}`;
      const entry = counts.get(key) ?? { platform, host, endpoint, count: 0, not_modified: 0 };
      entry.count += 1;
      entry.not_modified += status === 304 ? 1 : 0;
      counts.set(key, entry);
    },
    list(): { total: number; counts: readonly Count[] } {
      const all = [...counts.values()];
      return { total: all.reduce((sum, entry) => sum + entry.count, 0), counts: all };
    },
    clear: () => counts.clear(),
  };
}

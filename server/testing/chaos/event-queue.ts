/** What is to happen, and when: the earliest first, and of two at one time the one that was planned first. */
export interface EventQueue<T> {
  add(at: number, event: T): void;
  /** Null when nothing is planned. */
  next(): { readonly at: number; readonly event: T } | null;
  take(): { readonly at: number; readonly event: T } | null;
}

interface Entry<T> {
  readonly at: number;
  readonly number: number;
  readonly event: T;
}

/** A binary heap. */
export function createEventQueue<T>(): EventQueue<T> {
  const heap: Entry<T>[] = [];
  let count = 0;
  const isBefore = (a: Entry<T>, b: Entry<T>): boolean =>
    a.at < b.at || (a.at === b.at && a.number < b.number);

  const sink = (entry: Entry<T>): void => {
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!isBefore(child, entry)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = entry;
  };

  return {
    add: (time, event) => {
      count += 1;
      const entry = { at: time, number: count, event };
      let at = heap.length;
      heap.push(entry);
      while (at > 0) {
        const above = (at - 1) >> 1;
        const parent = heap[above];
        if (parent === undefined || !isBefore(entry, parent)) break;
        heap[at] = parent;
        at = above;
      }
      heap[at] = entry;
    },
    next: () => heap[0] ?? null,
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return null;
      if (heap.length > 0) sink(last);
      return first;
    },
  };
}

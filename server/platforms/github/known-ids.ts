/**
 * Every repository that was ever listed, by id, so that "new" is exact where more exist than are
 * remembered in detail. Sorted, each as its distance from the one before: about five letters an id.
 */
export function readIds(text: string): Set<number> {
  const ids = new Set<number>();
  let last = 0;
  for (const step of text.split(" ")) {
    const distance = Number.parseInt(step, 36);
    if (Number.isNaN(distance)) continue;
    last += distance;
    ids.add(last);
  }
  return ids;
}

export function writeIds(ids: ReadonlySet<number>): string {
  let last = 0;
  const steps = [...ids]
    .toSorted((a, b) => a - b)
    .map((id) => {
      const distance = id - last;
      last = id;
      return distance.toString(36);
    });
  return steps.join(" ");
}

/** Null for an id that is no number, or none at all: such a repository is known by its name only. */
export function idOf(id: number | string | null | undefined): number | null {
  const value = id === null || id === undefined || id === "" ? Number.NaN : Number(id);
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}

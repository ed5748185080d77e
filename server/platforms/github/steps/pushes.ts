import type { RepositoryRef, Task } from "../cursor.ts";
import type { GithubEvent } from "../schema.ts";

interface Range {
  readonly before: string;
  readonly head: string;
}

/**
 * Where the commits behind pushes are looked for. To the default branch: between its two ends, so
 * that old ones are found too; where it only begins, in all of the listing, for what is published
 * now may be years old. Elsewhere, or where an end is not known: in the listing, by date.
 */
export function tasksOfPushes(
  pushes: readonly GithubEvent[],
  repository: RepositoryRef,
  branch: string | null,
  since: number,
): Task[] {
  if (pushes.some((push) => isBeginning(push, branch))) return [{ type: "commits", repository }];
  const ranges = pushes.map((push) => rangeOf(push, branch));
  const known = ranges.filter((range) => range !== null);
  return [
    ...joined(known).map((range): Task => ({ type: "compare", repository, ...range })),
    ...(known.length < ranges.length ? [{ type: "commits", repository, since } as const] : []),
  ];
}

/** A repository is made, or its default branch gets its first commits. */
function isBeginning({ type, payload }: GithubEvent, branch: string | null): boolean {
  const { ref, before } = payload ?? {};
  if (type === "CreateEvent") return !ref || ref === branch;
  return branch !== null && ref === `refs/heads/${branch}` && /^0+$/.test(before ?? "");
}

function rangeOf({ payload }: GithubEvent, branch: string | null): Range | null {
  const { ref, before, head } = payload ?? {};
  if (branch === null || ref !== `refs/heads/${branch}` || !before || !head) return null;
  return /^0+$/.test(before) || /^0+$/.test(head) ? null : { before, head };
}

/** Pushes that follow each other without a gap are one; their order in the listing is not relied on. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const heads = new Set(ranges.map(({ head }) => head));
  const starts = new Set(ranges.map(({ before }) => before));
  const [first, ...otherFirsts] = ranges.filter(({ before }) => !heads.has(before));
  const [last, ...otherLasts] = ranges.filter(({ head }) => !starts.has(head));
  if (!first || !last || otherFirsts.length > 0 || otherLasts.length > 0) return ranges;
  return [{ before: first.before, head: last.head }];
}

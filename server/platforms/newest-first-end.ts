import type { End, ListState, Place } from "./newest-first-state.ts";
import type { PlatformItem } from "./page.ts";

/**
 * Where a listing ends. One answer may lose its way on, or come back empty, and the next is well
 * again. So the first end, and any end above what was seen, is in doubt until it has stood for a
 * while: its place is asked for once more, nothing below it is taken for deleted before, and where it
 * leads on after all the walk goes on.
 */
const BELIEVED_AFTER_MS = 60 * 60_000;
/** Nothing that was seen lies below the first walk's end: the next check asks again. */
const FIRST_BELIEVED_AFTER_MS = 4 * 60_000;

/** Which page it was. */
interface Asked extends Place {
  readonly does: "look" | "head" | "back";
}

interface Answer {
  readonly items: readonly PlatformItem[];
  readonly next: string | null;
  readonly skipped: number;
}

/** An end that needs no second look. */
export function believedEnd(at: Place, page: Answer, now: number): End {
  return { edge: edgeOf(at, page), place: placeOf(at), dueAt: now, isBelieved: true };
}

export function endAfter(list: ListState, at: Asked, page: Answer, now: number): End | null {
  const { end: standing, isSettled } = list;
  if (page.next !== null) return standing !== null && leadsOn(standing, at, page) ? null : standing;
  const edge = edgeOf(at, page);
  const isKnown = hasReached(list, at, page.items.at(-1), edge);
  if (isKnown && isSettled) return believedEnd(at, page, now);
  const soonest = now + (isKnown ? FIRST_BELIEVED_AFTER_MS : BELIEVED_AFTER_MS);
  const isSame = standing?.edge === edge && !standing.isBelieved;
  const dueAt = isSame ? Math.min(standing.dueAt, soonest) : soonest;
  return { edge, place: placeOf(at), dueAt, isBelieved: now >= dueAt };
}

function edgeOf({ edge }: Place, { items }: Answer): number | null {
  return items.at(-1)?.occurredAt ?? edge ?? null;
}

function placeOf({ position, edge, read }: Place): Place {
  return { position, edge: edge ?? null, read };
}

/** The place of an end that it is time to ask for once more. */
export function doubtedPlace({ end }: ListState, now: number): Place | null {
  return end === null || end.isBelieved || now < end.dueAt ? null : end.place;
}

/** The newest page says that it is the last, and it is not certain. */
export function isTopDoubted({ end }: ListState): boolean {
  return end !== null && !end.isBelieved && end.place.position === null;
}

/** An end that was taken for one, so that the walk stopped, leads on: it has to go on. */
export function isResumed({ end, isSettled, back }: ListState, after: End | null): boolean {
  return end !== null && after === null && back === null && (end.isBelieved || !isSettled);
}

export function oldestAfter(
  list: ListState,
  end: End | null,
  at: Asked,
  page: Answer,
): ListState["oldest"] {
  const { oldest } = list;
  const last = page.items.at(-1);
  const seen = last === undefined ? null : { externalId: last.externalId, at: last.occurredAt };
  if (page.next === null && page.skipped === 0 && end?.isBelieved) {
    if (seen !== null || at.position === null) return seen;
    const edge = at.edge ?? oldest?.at;
    return edge === undefined || edge === oldest?.at ? oldest : { externalId: null, at: edge };
  }
  return last !== undefined && hasReached(list, at, last, null) ? seen : oldest;
}

/** Of many that share the oldest time, only the one that was last shows that all were there. */
function hasReached(
  { oldest, isComplete }: ListState,
  { does }: Asked,
  last: PlatformItem | undefined,
  edge: number | null,
): boolean {
  if (oldest === null) return true;
  if (last === undefined) return edge !== null && edge <= oldest.at;
  // The first walk only goes down, also among those that share a time.
  const isFirst = !isComplete && does === "back";
  const isDeeper = last.occurredAt < oldest.at || (isFirst && last.occurredAt === oldest.at);
  return isDeeper || last.externalId === oldest.externalId;
}

/** It shows what lies below that end, or its very place names a next one. */
function leadsOn({ edge, place }: End, at: Place, { items }: Answer): boolean {
  const isEmptied = edge === null && place.position === null && items.length > 0;
  const isBelow = edge !== null && items.some(({ occurredAt }) => occurredAt < edge);
  return isEmptied || isBelow || at.position === place.position;
}

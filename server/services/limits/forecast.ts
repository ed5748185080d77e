import type { Period } from "./period.ts";

/** Before a tenth of the period is over, its pace says little. */
const EARLY_SHARE = 0.1;

/** What is used by the end of a period, at the pace so far; null while it is too early to say. */
export function forecastOf(used: number, { startsAt, endsAt }: Period, now: number): number | null {
  const share = (now - startsAt) / (endsAt - startsAt);
  return share < EARLY_SHARE || share > 1 ? null : used / share;
}

/**
 * How many times too fast it is used: what would still be used at the pace so far, against what is
 * left. At least 1, which is no faster than may be; and no longer a wait than to the period's end.
 */
export function stretchOf(
  { used, most }: { used: number; most: number },
  period: Period,
  { now, checkEveryMs }: { now: number; checkEveryMs: number },
): number {
  const forecast = forecastOf(used, period, now);
  if (forecast === null || forecast <= most) return 1;
  const left = Math.max(most - used, Number.MIN_VALUE);
  const longest = (period.endsAt - now) / checkEveryMs;
  return Math.max(1, Math.min((forecast - used) / left, longest));
}

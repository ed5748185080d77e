import type { Freshness } from "../../shared/timeline.ts";
import { clockOrDate } from "./time.ts";

/** `updated 14:41`: as of when what a visitor sees is true. Why that is not known is its owner's matter. */
export function asOfWords({ asOf }: Freshness, zone: string, now: number): string {
  return asOf === null ? "as of when is not known" : `updated ${clockOrDate(asOf, zone, now)}`;
}

import type { Meter } from "../store/meter.ts";

/** What an answer cost, in the words of `Server-Timing`. */
export function serverTiming(meter: Meter): string {
  const d1 = `queries=${meter.queries} rows_read=${meter.rowsRead} rows_written=${meter.rowsWritten}`;
  return `d1;desc="${d1}", r2;desc="ops=${meter.r2Ops}", out;desc="requests=${meter.requests}"`;
}

import { toTime } from "../item-text.ts";

/** SQLite's `CURRENT_TIMESTAMP`: a time of UTC that does not say so. */
const WITHOUT_ZONE = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;

/** A time that names its zone, or a day. */
const WHOLE = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/;

/** Epoch milliseconds; null for no time. What names no zone is UTC, whatever this machine's zone is. */
export function toDevpadTime(text: string | null | undefined): number | null {
  const time = text?.trim() ?? "";
  const [, day, clock] = WITHOUT_ZONE.exec(time) ?? [];
  if (day !== undefined) return toTime(`${day}T${clock}Z`);
  return WHOLE.test(time) ? toTime(time) : null;
}

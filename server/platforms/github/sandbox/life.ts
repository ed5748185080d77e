import { createRandom } from "../../../sandbox/random.ts";
import { MINUTE, SECOND } from "../../../sandbox/times.ts";

const PERIOD = 2 * MINUTE;
/** About seven hours; then the session has nothing more to tell. */
const CAP = 200;

interface Tick {
  readonly at: number;
  readonly key: string;
  readonly does: "commit" | "late commit" | "pull" | "issue";
}

/** What happens from `from` until `until` because the sandbox runs. A new session ends the one before. */
export function ticksOf(sessions: readonly number[], from: number, until: number): Tick[] {
  return sessions.flatMap((start, index) => {
    const end = sessions[index + 1] ?? Number.MAX_SAFE_INTEGER;
    // Nearly every day of a history lies outside: that must cost nothing.
    if (start >= until || start + (CAP + 1) * PERIOD < from) return [];
    return Array.from({ length: CAP }, (_, number) => tickOf(start, number + 1)).filter(
      (tick) => tick.at >= from && tick.at < until && tick.at < end,
    );
  });
}

function tickOf(start: number, number: number): Tick {
  const key = `${start} ${number}`;
  const at = start + number * PERIOD + createRandom(`tick ${key}`).int(-30, 30) * SECOND;
  return { at, key, does: deedOf(number) };
}

function deedOf(number: number): Tick["does"] {
  if (number % 11 === 4) return "pull";
  if (number % 17 === 9) return "issue";
  return number % 29 === 21 ? "late commit" : "commit";
}

import type { Connection } from "../../../shared/connections.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WARNED_BEFORE_MS = 3 * DAY_MS;
/** Where grants end so soon as a rule, it is said from the start. */
const SHORT_GRANT_MS = 7 * DAY_MS;

type Grant = Pick<
  ConnectionRow,
  "platform" | "status" | "grantEndsAt" | "renewalLostAt" | "tokenExpiresAt"
>;

/** What ends a connection at a known time unless its owner reconnects before; null while nothing does. */
export function toWarning(
  row: Grant,
  platforms: readonly Platform[],
  now: number,
): Connection["warning"] {
  const platform = platforms.find((one) => one.id === row.platform);
  if (platform?.connect.type !== "oauth" || row.status === "needs_reconnect") return null;
  const { name } = platform;
  const { tokenExpiresAt, grantEndsAt } = row;
  const warn = (at: number, why: string): Connection["warning"] => ({
    message: `Our access to ${name} ends ${within(at - now)}. ${why}Reconnect before, and nothing is missed.`,
    at: new Date(at).toISOString(),
  });
  if (row.renewalLostAt !== null && tokenExpiresAt !== null && tokenExpiresAt > now) {
    return warn(
      tokenExpiresAt,
      `${name} was asked for more, and its answer was lost on the way; it gives that only once. `,
    );
  }
  const { knownEnd } = platform.connect;
  const before = knownEnd === undefined ? WARNED_BEFORE_MS : SHORT_GRANT_MS;
  if (grantEndsAt === null || grantEndsAt <= now || grantEndsAt - now > before) return null;
  return warn(grantEndsAt, knownEnd === undefined ? "" : `${knownEnd} `);
}

function within(ms: number): string {
  if (ms >= 1.5 * DAY_MS) return `in ${Math.round(ms / DAY_MS)} days`;
  if (ms >= 1.5 * HOUR_MS) return `in ${Math.round(ms / HOUR_MS)} hours`;
  return "within the hour";
}

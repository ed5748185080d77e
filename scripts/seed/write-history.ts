import type { Context } from "../../server/context.ts";
import { DAY } from "../../server/sandbox/times.ts";
import { commitRun } from "../../server/store/commit-run.ts";
import type { ConnectionRow } from "../../server/store/connections.ts";
import { ITEMS_A_DAY, makeDay } from "./make-day.ts";
import type { SeededItem } from "./make-day.ts";

/** A short history has its days far apart, so that it has years too. */
const LEAST_DAYS = 3 * 365;
/** So many of its days are written at once: a piece costs calls to another process, however small it is. */
const DAYS_AT_ONCE = 200;

/**
 * So many items of one person, oldest first, as syncs would have brought them: by the product's own
 * statements, so that counts, search and keys are theirs. `told` is called after each piece. Answers
 * the day halfway, as epoch milliseconds.
 */
export async function writeHistory(
  ctx: Context,
  { login, connections }: { login: string; connections: readonly ConnectionRow[] },
  items: number,
  told: (written: number) => void,
): Promise<number> {
  const days = Math.ceil(items / ITEMS_A_DAY);
  const apart = Math.max(1, LEAST_DAYS / days);
  const today = Math.floor(ctx.now() / DAY);
  // Yesterday is the last of them: nothing lies ahead, in any zone.
  const startOf = (day: number): number => (today - 1 - Math.floor((days - 1 - day) * apart)) * DAY;
  let written = 0;
  for (let at = 0; at < days; at += DAYS_AT_ONCE) {
    const made = Array.from({ length: Math.min(DAYS_AT_ONCE, days - at) }, (_, step) => {
      const day = at + step;
      return makeDay(login, day, startOf(day));
    }).flat();
    const piece = made.slice(0, items - written);
    for (const connection of connections) await writePiece(ctx, connection, piece);
    written += piece.length;
    told(written);
  }
  return startOf(Math.floor(days / 2));
}

async function writePiece(
  ctx: Context,
  connection: ConnectionRow,
  piece: readonly SeededItem[],
): Promise<void> {
  const own = piece.filter(({ platform }) => platform === connection.platform);
  if (own.length === 0) return;
  await commitRun(ctx.db, {
    connection,
    now: ctx.now(),
    items: own.map(({ item }) => item),
    links: own.flatMap(({ item, parent }) =>
      parent === null ? [] : [{ child: item.externalId, parent }],
    ),
    gone: [],
    covers: [],
    rules: [],
    repeatedKinds: ctx.platforms.find(({ id }) => id === connection.platform)?.repeatedKinds ?? [],
    isPrivate: null,
    snapshots: [],
    state: connection,
    uses: [],
    end: null,
  });
}

import type { Context } from "../../context.ts";
import { finishDisconnects } from "../connections/finish-disconnects.ts";
import { goOnCounting } from "../counting/go-on-counting.ts";
import { refreshOffsets } from "../counting/refresh-offsets.ts";
import { goOnProfileCounts } from "../numbers/go-on-profile-counts.ts";
import { indexAnew } from "../search/index-anew.ts";
import { tidyAnswers } from "../sync/tidy-answers.ts";
import { finishErases } from "../users/finish-erases.ts";

interface Chore {
  readonly name: string;
  /** The most that one tick of the free plan asks of the database for it. */
  readonly queries: number;
  run(ctx: Context): Promise<unknown>;
}

/** What is finished, tidied and counted a piece at a time, and can wait for another tick. */
const CHORES: readonly Chore[] = [
  { name: "erases", queries: 8, run: finishErases },
  { name: "disconnects", queries: 26, run: (ctx) => finishDisconnects(ctx) },
  { name: "leftovers", queries: 10, run: tidyAnswers },
  { name: "counting", queries: 6, run: goOnCounting },
  { name: "zones", queries: 6, run: refreshOffsets },
  { name: "search", queries: 8, run: (ctx) => indexAnew(ctx) },
  { name: "profile counts", queries: 26, run: goOnProfileCounts },
];

/** The free plan has 50 queries for a tick; the last few are its own. */
const MOST_QUERIES = { free: 43, paid: Infinity } as const;

/**
 * Does a piece of each, as far as there is room in a tick that has asked `asked` queries by now; chance
 * says with which it begins, so that none waits for ever behind another. `part` runs one so that its
 * failure does not stop the others.
 */
export async function doChores(
  ctx: Context,
  asked: number,
  part: (name: string, act: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const before = ctx.meter.queries - asked;
  const first = Math.floor(ctx.random() * CHORES.length);
  const inTurn = [...CHORES.slice(first), ...CHORES.slice(0, first)];
  for (const { name, queries, run } of inTurn) {
    if (ctx.meter.queries - before + queries > MOST_QUERIES[ctx.config.plan]) continue;
    await part(name, () => run(ctx));
  }
}

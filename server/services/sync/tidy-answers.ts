import type { Context } from "../../context.ts";
import { findTidied, putTidied } from "../../store/facts.ts";
import type { TidiedSoFar, TidyWalk } from "../../store/facts.ts";
import { holdConnection, letGo } from "../../store/hold-connection.ts";
import { placeOf } from "../../store/snapshot-objects.ts";
import { listOldestAnswers, listUnnamed } from "../../store/snapshots.ts";
import { dropOldAnswers } from "./drop-old-answers.ts";

/**
 * What one tick does: connections it looks at, and how many of them it takes, with how many of their
 * answers. Looking reads fewer than 1,000 rows.
 */
const PER_TICK = {
  free: { looks: 60, takes: 1, drops: 25 },
  paid: { looks: 190, takes: 10, drops: 300 },
} as const;
const OBJECTS_PER_LIST = 500;

/** What was put so lately may be a run's that has yet to write its row. */
const LEFT_AFTER_MS = 3_600_000;
const HOLD_MS = 60_000;
/** After all have been looked at, and nothing was found at the end. */
const REST_MS = { rows: 3_600_000, objects: 24 * 3_600_000 } as const;

type Turn = TidiedSoFar["turn"];

/** What was found, and where to go on behind it. */
interface Found {
  readonly walk: TidyWalk;
  act(): Promise<void>;
}

const BEGINNING: TidiedSoFar = {
  turn: "rows",
  rows: { after: "", restUntil: 0 },
  objects: { after: "", restUntil: 0 },
};

/**
 * Drops what is kept for too long where no run does, and objects that no row names: a run died, or lost
 * its connection, before it wrote one. Each tick goes on with one of the two, a few connections further.
 * The place is kept before anything is done: what fails is passed, and comes again in the next round.
 */
export async function tidyAnswers(ctx: Context): Promise<void> {
  const place = (await findTidied(ctx.db)) ?? BEGINNING;
  const turn = [place.turn, otherThan(place.turn)].find((one) => mayGoOn(ctx, one, place[one]));
  if (turn === undefined) return;
  let walk = place[turn];
  let act = async (): Promise<void> => {};
  try {
    ({ walk, act } = await (turn === "rows" ? findOld(ctx, walk) : findLeft(ctx, walk)));
  } finally {
    await putTidied(ctx.db, { ...place, [turn]: walk, turn: otherThan(turn) }, ctx.now());
  }
  await act();
}

function otherThan(turn: Turn): Turn {
  return turn === "rows" ? "objects" : "rows";
}

/** A rest that is longer than any is of a clock that was set back. */
function mayGoOn({ config, now }: Context, turn: Turn, { restUntil }: TidyWalk): boolean {
  if (turn === "rows" && config.snapshotsKeptMs === null) return false;
  return restUntil <= now() || restUntil > now() + REST_MS[turn];
}

async function findOld(ctx: Context, { after }: TidyWalk): Promise<Found> {
  const { looks, takes, drops } = PER_TICK[ctx.config.plan];
  const before = ctx.now() - (ctx.config.snapshotsKeptMs ?? Infinity);
  const seen = await listOldestAnswers(ctx.db, after, looks);
  const old = seen.filter(({ cameAt }) => cameAt !== null && cameAt < before);
  const taken = old.slice(0, takes);
  const isEnd = seen.length < looks && old.length <= takes;
  const last = old.length > takes ? taken.at(-1) : seen.at(-1);
  return {
    walk: isEnd ? endOf(ctx, "rows", old.length > 0) : { after: last?.id ?? "", restUntil: 0 },
    act: () =>
      holdEach(ctx, taken, (held) => dropOldAnswers(ctx, held, { most: drops, keepsLatest: true })),
  };
}

async function findLeft(ctx: Context, { after }: TidyWalk): Promise<Found> {
  const { takes } = PER_TICK[ctx.config.plan];
  const { objects, isLast } = await ctx.snapshots.list(after, OBJECTS_PER_LIST);
  const old = objects.filter(({ putAt }) => putAt <= ctx.now() - LEFT_AFTER_MS);
  const left = old.length === 0 ? [] : await listUnnamed(ctx.db, old);
  // What is being disconnected is deleted whole.
  const gone = left.filter(({ status }) => status === null);
  const standing = left.filter(({ status }) => status !== null && status !== "disconnecting");
  const groups = [...Map.groupBy(standing, (one) => one.connectionId)].map(([id, unnamed]) => ({
    id,
    unnamed,
  }));
  const taken = groups.slice(0, takes);
  const next = groups[takes];
  const end =
    next === undefined
      ? objects.at(-1)
      : objects[objects.findIndex(({ connectionId }) => connectionId === next.id) - 1];
  const isEnd = isLast && next === undefined;
  return {
    walk: isEnd ? endOf(ctx, "objects", false) : { after: end ? placeOf(end) : "", restUntil: 0 },
    act: async () => {
      await ctx.snapshots.deleteEach(gone);
      await holdEach(ctx, taken, async (_held, { unnamed }, until) => {
        // A run may have put one again, and named it, before this held the connection.
        const still = await listUnnamed(ctx.db, unnamed);
        if (ctx.now() < until - HOLD_MS / 2) await ctx.snapshots.deleteEach(still);
      });
      const count = gone.length + taken.reduce((sum, { unnamed }) => sum + unnamed.length, 0);
      if (count > 0) ctx.log.info("snapshots.unnamed", { count });
    },
  };
}

function endOf(ctx: Context, turn: Turn, goesOn: boolean): TidyWalk {
  return { after: "", restUntil: goesOn ? 0 : ctx.now() + REST_MS[turn] };
}

/** One after another, each while no run has it; one that fails does not keep the others. */
async function holdEach<One extends { readonly id: string }>(
  ctx: Context,
  all: readonly One[],
  act: (
    held: { readonly id: string; readonly fence: number },
    one: One,
    until: number,
  ) => Promise<void>,
): Promise<void> {
  for (const one of all) {
    const now = ctx.now();
    const until = now + HOLD_MS;
    try {
      const held = await holdConnection(ctx.db, one.id, { now, until });
      if (held === null) continue;
      await act(held, one, until);
      await letGo(ctx.db, held);
    } catch (error) {
      ctx.log.error("snapshots.not_tidied", error, { connection: one.id });
    }
  }
}

import type { Context } from "../../context.ts";
import { findTidied, putTidied } from "../../store/facts.ts";
import type { TidiedSoFar, TidyWalk } from "../../store/facts.ts";
import { holdConnection, letGo } from "../../store/hold-connection.ts";
import { dropOldRunsAfter } from "../../store/runs.ts";
import { placeOf } from "../../store/snapshot-objects.ts";
import { listOldestAnswers, listUnnamed } from "../../store/snapshots.ts";
import { endLeftGrants } from "../connections/end-left-grants.ts";
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
/** Of runs, on either plan; together it reads fewer than 1,000 rows. */
const RUNS_PER_TICK = { looks: 300, drops: 300 } as const;

/** What was put so lately may be a run's that has yet to write its row. */
const LEFT_AFTER_MS = 3_600_000;
const HOLD_MS = 60_000;
/** After all have been looked at, and nothing was found at the end. */
const REST_MS = {
  rows: 3_600_000,
  objects: 24 * 3_600_000,
  runs: 24 * 3_600_000,
  grants: 15 * 60_000,
} as const;

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
  runs: { after: "", restUntil: 0 },
  grants: { after: "", restUntil: 0 },
};

/** In this order, round and round. */
const TURNS: readonly Turn[] = ["rows", "objects", "runs", "grants"];

/**
 * Drops what is kept for too long where no run does, and objects that no row names: a run died, or lost
 * its connection, before it wrote one. So with the rows of runs: a check that finds nothing has no write
 * left for them. And it ends what grants are left. Each tick goes on with one of the four, a piece
 * further. The place is kept before anything is done: what fails is passed, and comes again in the next
 * round.
 */
export async function tidyAnswers(ctx: Context): Promise<void> {
  const place = (await findTidied(ctx.db)) ?? BEGINNING;
  const first = TURNS.indexOf(place.turn);
  const inTurn = [...TURNS.slice(first), ...TURNS.slice(0, first)];
  const turn = inTurn.find((one) => mayGoOn(ctx, one, place[one]));
  if (turn === undefined) return;
  const next = TURNS[(TURNS.indexOf(turn) + 1) % TURNS.length] ?? turn;
  let walk = place[turn];
  let act = async (): Promise<void> => {};
  try {
    ({ walk, act } = await FIND[turn](ctx, walk));
  } finally {
    await putTidied(ctx.db, { ...place, [turn]: walk, turn: next }, ctx.now());
  }
  await act();
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

/** Nothing waits for a run to let go: what it writes is not so old. */
async function dropRuns(ctx: Context, walk: TidyWalk): Promise<Found> {
  const now = ctx.now();
  const { last, isAll } = await dropOldRunsAfter(ctx.db, walk.after, { now, ...RUNS_PER_TICK });
  const goesOn = { after: last ?? "", restUntil: 0 };
  const reached = last === null ? endOf(ctx, "runs", false) : goesOn;
  return { walk: isAll ? reached : walk, act: async () => {} };
}

const FIND: Readonly<Record<Turn, (ctx: Context, walk: TidyWalk) => Promise<Found>>> = {
  rows: findOld,
  objects: findLeft,
  runs: dropRuns,
  grants: async (ctx) => ({
    walk: endOf(ctx, "grants", false),
    act: () => endLeftGrants(ctx),
  }),
};

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

import type { Context } from "../../context.ts";
import { listRemapTargets } from "../../store/remap-claims.ts";
import type { RemapTarget } from "../../store/remap-claims.ts";

const TARGETS_PER_QUERY = 100;

/** Every connection of these, whosever it is; none that is being disconnected. */
export async function* eachTarget(
  ctx: Context,
  which: { platform: string | null; id: string | null },
): AsyncGenerator<RemapTarget> {
  for (let after = ""; ;) {
    const targets = await listRemapTargets(ctx.db, { ...which, after }, TARGETS_PER_QUERY);
    yield* targets;
    const last = targets.at(-1);
    if (last === undefined || targets.length < TARGETS_PER_QUERY) return;
    after = last.id;
  }
}

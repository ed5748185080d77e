import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../../server/context.ts";
import { eachTarget } from "../../server/services/remap/each-target.ts";
import { remapConnection } from "../../server/services/remap/remap-connection.ts";
import type { RemapCounts } from "../../server/services/remap/remap-connection.ts";
import { Stop } from "../stop.ts";
import { createReport, sentenceOf } from "./report.ts";
import type { Report } from "./report.ts";

const LOOK_AGAIN_MS = 2000;
/** A sync lets go within minutes; one that was killed is waited out too. */
const PATIENCE_MS = 6 * 60_000;
const MOST_TAKEN = 5;

/** One connection after another; false when one could not be had. Throws `Stop` where there is none. */
export async function remapAll(
  ctx: Context,
  which: { platform: string | null; id: string | null },
): Promise<boolean> {
  const report = createReport(process.stdout);
  const sums: RemapCounts[] = [];
  let left = 0;
  for await (const { id, platform, handle } of eachTarget(ctx, which)) {
    report.begin(`${platform} ${handle} (${id})`);
    const counts = await remapPatiently(ctx, id, report);
    if (counts === null) left += 1;
    else sums.push(counts);
  }
  if (sums.length + left === 0) throw new Stop(noneOf(which));
  const total = sums.reduce(sumOf, NOTHING);
  if (sums.length > 1) console.log(`All ${sums.length} connections: ${sentenceOf(total)}`);
  if (left > 0) console.log(`${left} could not be had: run it again for them.`);
  return left === 0;
}

async function remapPatiently(
  ctx: Context,
  id: string,
  report: Report,
): Promise<RemapCounts | null> {
  const deadline = ctx.now() + PATIENCE_MS;
  for (let taken = 0; taken < MOST_TAKEN;) {
    const outcome = await remapConnection(ctx, id, report.progress);
    if (outcome.kind === "done") {
      report.end(sentenceOf(outcome.counts));
      return outcome.counts;
    }
    if (outcome.kind === "gone") {
      report.end("it was disconnected meanwhile, or its platform is no longer known.");
      return NOTHING;
    }
    if (outcome.kind === "taken") taken += 1;
    else if (ctx.now() > deadline) break;
    else report.waits();
    await sleep(LOOK_AGAIN_MS);
  }
  report.end("it was synced or changed all the time.");
  return null;
}

const NOTHING: RemapCounts = {
  answers: 0,
  unreadable: 0,
  missing: 0,
  itemsNew: 0,
  itemsChanged: 0,
  itemsUnchanged: 0,
  itemsLeft: 0,
};

function sumOf(a: RemapCounts, b: RemapCounts): RemapCounts {
  return {
    answers: a.answers + b.answers,
    unreadable: a.unreadable + b.unreadable,
    missing: a.missing + b.missing,
    itemsNew: a.itemsNew + b.itemsNew,
    itemsChanged: a.itemsChanged + b.itemsChanged,
    itemsUnchanged: a.itemsUnchanged + b.itemsUnchanged,
    itemsLeft: a.itemsLeft + b.itemsLeft,
  };
}

function noneOf({ platform, id }: { platform: string | null; id: string | null }): string {
  if (id !== null) return `There is no connection ${id}${platform ? ` of ${platform}` : ""}.`;
  return platform === null
    ? "Nothing is connected here: there is nothing to make again."
    : `Nobody has connected ${platform} here.`;
}

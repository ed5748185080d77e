import type { SyncRun } from "../../shared/connections.ts";
import { toMs } from "./time.ts";

const DAY = 24 * 3_600_000;
/** Minutes that one tick stands for; more ticks than these would be a solid bar. */
const SLOT = 20;

/** `worked` read something or nothing new, `waited` met a limit, `failed` did not work. */
export type RunTone = "worked" | "waited" | "failed";

export interface RunTick {
  /** Minutes since the strip's left edge, 0 to 1440. */
  readonly minute: number;
  /** 0 (nothing new) to 1. */
  readonly height: number;
  readonly tone: RunTone;
}

export interface RunStrip {
  readonly ticks: readonly RunTick[];
  /** Stretches in which nothing worked, in minutes. */
  readonly broken: readonly { readonly from: number; readonly to: number }[];
}

/**
 * The last 24 hours of runs. Idle checks that were folded into one row are spread over its time
 * again. From a run that failed until one that worked the base is broken.
 */
export function toRunStrip(runs: readonly SyncRun[], now: number): RunStrip {
  const start = now - DAY;
  const minuteOf = (ms: number) => Math.max(0, Math.min(1440, (ms - start) / 60_000));
  const slots = new Map<string, RunTick>();
  const broken: { from: number; to: number }[] = [];
  let failedAt: number | null = null;
  for (const run of runs.toReversed()) {
    const tone = toneOf(run);
    if (tone === "failed") failedAt ??= toMs(run.startedAt);
    if (tone === "worked") {
      if (failedAt !== null && toMs(run.finishedAt) > start) {
        broken.push({ from: minuteOf(failedAt), to: minuteOf(toMs(run.startedAt)) });
      }
      failedAt = null;
    }
    for (const ms of momentsOf(run)) {
      if (ms < start) continue;
      const slot = Math.min(1440 - SLOT, Math.floor(minuteOf(ms) / SLOT) * SLOT);
      const key = `${slot} ${tone}`;
      const height = Math.max(slots.get(key)?.height ?? 0, heightOf(run));
      slots.set(key, { minute: slot + SLOT / 2, height, tone });
    }
  }
  if (failedAt !== null) broken.push({ from: minuteOf(failedAt), to: 1440 });
  return { ticks: [...slots.values()].sort((a, b) => a.minute - b.minute), broken };
}

function toneOf({ outcome }: SyncRun): RunTone {
  if (outcome === "rate_limited") return "waited";
  return outcome === "synced" || outcome === "unchanged" ? "worked" : "failed";
}

function momentsOf(run: SyncRun): number[] {
  const from = toMs(run.startedAt);
  const to = toMs(run.finishedAt);
  const checks = Math.max(1, Math.min(run.checks, 24));
  if (checks === 1) return [to];
  return Array.from({ length: checks }, (_, index) => from + ((to - from) * index) / (checks - 1));
}

/** Ten times as much is one step higher; a thousand fills the strip. */
function heightOf(run: SyncRun): number {
  const found = run.itemsNew + run.itemsChanged;
  return found === 0 ? 0 : Math.min(1, 0.3 + 0.7 * (Math.log10(found) / 3));
}

import type { SyncRun } from "../../shared/connections.ts";
import { countOf, formatCount } from "./numbers.ts";

const OUTCOMES: Readonly<Record<SyncRun["outcome"], string>> = {
  synced: "Synced",
  unchanged: "Nothing new",
  rate_limited: "Had to wait",
  needs_reconnect: "Needs you",
  failed: "Failed",
};

const TRIGGERS: Readonly<Record<SyncRun["trigger"], string | null>> = {
  cron: null,
  person: "asked by you",
  connect: "after connecting",
};

/**
 * `Synced`, and `12 new, 3 changed, 5 requests, 37 posts read, asked by you`; what a run cost
 * beyond its requests is counted by the platform's names for it.
 */
export function runWords(
  run: SyncRun,
  usageNames: Readonly<Record<string, string>> = {},
): { readonly outcome: string; readonly facts: string } {
  const facts = [
    run.checks > 1 ? countOf(run.checks, "check", "checks") : null,
    run.itemsNew > 0 ? `${formatCount(run.itemsNew)} new` : null,
    // In a first sync what changed is only what was read twice.
    run.itemsChanged > 0 && run.itemsNew <= run.itemsChanged
      ? `${formatCount(run.itemsChanged)} changed`
      : null,
    countOf(run.requests, "request", "requests"),
    ...usageWords(run, usageNames),
    TRIGGERS[run.trigger],
  ];
  return {
    outcome: OUTCOMES[run.outcome],
    facts: facts.filter((fact) => fact !== null).join(", "),
  };
}

function usageWords(
  { usage }: Pick<SyncRun, "usage">,
  names: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(usage)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => {
      const many = names[key] ?? key.replaceAll("_", " ");
      return countOf(count, many.replace(/\b(\w+[^\Ws])s\b/, "$1"), many);
    });
}

/** `12 rows read, 16 rows written, 1 operation on stored answers`: what a run cost this server. */
export function costWords({ rowsRead, rowsWritten, r2Ops }: SyncRun): string {
  return [
    countOf(rowsRead, "row read", "rows read"),
    countOf(rowsWritten, "row written", "rows written"),
    r2Ops === 0
      ? "no stored answers touched"
      : countOf(r2Ops, "operation on stored answers", "operations on stored answers"),
  ].join(", ");
}

/** `14 parts, 3,214 items, 214 requests`: several runs taken together. */
export function partsWords(
  parts: readonly SyncRun[],
  usageNames: Readonly<Record<string, string>> = {},
): string {
  const sum = (of: (run: SyncRun) => number) => parts.reduce((total, run) => total + of(run), 0);
  const usage: Record<string, number> = {};
  for (const part of parts) {
    for (const [name, count] of Object.entries(part.usage)) {
      usage[name] = (usage[name] ?? 0) + count;
    }
  }
  return [
    countOf(parts.length, "part", "parts"),
    countOf(
      sum((run) => run.itemsNew),
      "item",
      "items",
    ),
    countOf(
      sum((run) => run.requests),
      "request",
      "requests",
    ),
    ...usageWords({ usage }, usageNames),
  ].join(", ");
}

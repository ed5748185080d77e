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

function usageWords({ usage }: SyncRun, names: Readonly<Record<string, string>>): string[] {
  return Object.entries(usage)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => {
      const many = names[key] ?? key.replaceAll("_", " ");
      return countOf(count, many.replace(/\b(\w+[^\Ws])s\b/, "$1"), many);
    });
}

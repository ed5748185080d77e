import type { SyncRun } from "../../shared/connections.ts";
import { countOf, formatCount } from "./numbers.ts";

const OUTCOMES: Readonly<Record<SyncRun["outcome"], string>> = {
  synced: "Synced",
  unchanged: "Nothing new",
  rate_limited: "Had to wait",
  needs_reconnect: "Signed out",
  failed: "Failed",
};

const TRIGGERS: Readonly<Record<SyncRun["trigger"], string | null>> = {
  cron: null,
  person: "asked by you",
  connect: "after connecting",
};

/** `Synced`, and `12 new, 3 changed, 5 requests, asked by you`. */
export function runWords(run: SyncRun): { readonly outcome: string; readonly facts: string } {
  const facts = [
    run.checks > 1 ? countOf(run.checks, "check", "checks") : null,
    run.itemsNew > 0 ? `${formatCount(run.itemsNew)} new` : null,
    // In a first sync what changed is only what was read twice.
    run.itemsChanged > 0 && run.itemsNew <= run.itemsChanged
      ? `${formatCount(run.itemsChanged)} changed`
      : null,
    countOf(run.requests, "request", "requests"),
    TRIGGERS[run.trigger],
  ];
  return {
    outcome: OUTCOMES[run.outcome],
    facts: facts.filter((fact) => fact !== null).join(", "),
  };
}

import type { TopicName } from "./topics.ts";
import type { Account, Repository } from "./world.ts";

/** How lively a repository is from a day on: its share of the person's work. */
export interface Phase {
  readonly from: number;
  readonly share: number;
}

/** A repository and what happens in it. The numbers are shares, by kind, on top of the phase's. */
export interface Plan {
  readonly repository: Repository;
  readonly topic: TopicName;
  readonly habit: "office" | "evening" | "any";
  readonly phases: readonly Phase[];
  readonly commits: number;
  readonly pulls: number;
  readonly issues: number;
  /** Pull requests of others that the person may review. */
  readonly reviewed: number;
  readonly releases: number;
  /** What others do here without the person. */
  readonly others: number;
  /** Commits that a script makes in one second when the repository is new. */
  readonly imported: number;
  readonly team: readonly Account[];
  /** Where the person's branches are pushed, if not here. */
  readonly fork: Repository | null;
}

export function shareAt(plan: Plan, day: number): number {
  const { archivedAt, createdAt } = plan.repository;
  if (day < createdAt || (archivedAt !== null && day >= archivedAt)) return 0;
  return plan.phases.findLast((phase) => phase.from <= day)?.share ?? 0;
}

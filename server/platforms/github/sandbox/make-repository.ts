import { numberOf } from "../../../sandbox/random.ts";
import type { Plan } from "./plan.ts";
import type { Account, Relation, Repository } from "./world.ts";

interface RepositoryInput {
  owner: Account;
  name: string;
  relation: Relation;
  created: number;
  description: string;
  language: string | null;
  stars: number;
  formerName?: string;
  isPrivate?: boolean;
  forkOf?: Repository;
  merges?: "squash" | "merge";
  archived?: number;
}

const FIRST_ID = 2_000_000_000;

export function toRepository(input: RepositoryInput): Repository {
  const key = `${input.owner.login}/${input.name}`.toLowerCase();
  return {
    id: FIRST_ID + numberOf(`repository ${key}`, 900_000_000),
    owner: input.owner,
    name: input.name,
    formerName: input.formerName ?? null,
    description: input.description,
    language: input.language,
    isPrivate: input.isPrivate ?? false,
    relation: input.relation,
    forkOf: input.forkOf ?? null,
    merges: input.merges ?? "squash",
    createdAt: input.created + (8 * 3600 + numberOf(key, 40_000)) * 1000,
    archivedAt: input.archived === undefined ? null : input.archived + 9 * 3_600_000,
    stars: input.stars,
    commits: [],
    pulls: [],
    issues: [],
    releases: [],
  };
}

type PlanInput = Partial<Omit<Plan, "repository">> & Pick<Plan, "topic" | "habit" | "phases">;

export function toPlan(repository: Repository, input: PlanInput): Plan {
  return {
    repository,
    commits: 0,
    pulls: 0,
    issues: 0,
    reviewed: 0,
    releases: 0,
    others: 0,
    imported: 0,
    team: [],
    fork: null,
    ...input,
  };
}

/** Midnight, UTC, of a day written as `2022-05-09`. */
export function on(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

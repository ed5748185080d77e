import { toAccount } from "./accounts.ts";
import { inesElsewhere } from "./ines-elsewhere.ts";
import { inesProjects } from "./ines-projects.ts";
import { on, toRepository } from "./make-repository.ts";
import type { Plan } from "./plan.ts";
import type { Account, Repository } from "./world.ts";

/** The repositories of the one who is always there: where things happen, and those that lie still. */
export function castInes(ines: Account): { plans: Plan[]; still: Repository[] } {
  const fathom = toAccount("fathom", "Fathom", "team@fathom.example", "Organization");
  const own = { owner: ines, relation: "owner" } as const;
  const upstream = toRepository({
    owner: fathom,
    name: "fathom",
    relation: "none",
    created: on("2017-03-11"),
    language: "Rust",
    stars: 8412,
    description: "Ask questions of files, quickly.",
  });
  const fork = toRepository({
    ...own,
    name: "fathom",
    created: on("2022-05-09"),
    language: "Rust",
    stars: 0,
    forkOf: upstream,
    description: "Ask questions of files, quickly.",
  });
  const empty = toRepository({
    ...own,
    name: "scratch",
    created: on("2024-08-03"),
    language: null,
    stars: 0,
    description: "",
  });
  return { plans: [...inesProjects(ines), ...inesElsewhere(upstream, fork)], still: [fork, empty] };
}

import { colleagues, toAccount } from "./accounts.ts";
import { on, toPlan, toRepository } from "./make-repository.ts";
import type { Plan } from "./plan.ts";
import type { Repository } from "./world.ts";

/** Where she works with others: her organisation, a friend's project, strangers' projects. */
export function inesElsewhere(upstream: Repository, fork: Repository): Plan[] {
  const { tomasz, amara, jun, leila, piet, mara, oskar, priya, dag, noor } = colleagues;
  const quayside = toAccount("quayside", "Quayside", "hello@quayside.example", "Organization");
  const nordlys = toAccount("nordlys", "Nordlys", "nordlys@example.net", "Organization");
  const org = { owner: quayside, relation: "organization_member" } as const;
  return [
    toPlan(
      toRepository({
        ...org,
        name: "beacon",
        created: on("2021-06-14"),
        language: "TypeScript",
        stars: 96,
        description: "Alerts that reach the person who can help.",
      }),
      {
        topic: "service",
        habit: "office",
        team: [tomasz, amara, leila, noor],
        phases: [
          { from: on("2021-10-04"), share: 6 },
          { from: on("2023-06-01"), share: 4 },
          { from: on("2024-04-01"), share: 7 },
        ],
        commits: 0.25,
        pulls: 1.6,
        issues: 0.8,
        reviewed: 2.4,
        releases: 0.9,
        others: 1.2,
      },
    ),
    toPlan(
      toRepository({
        ...org,
        name: "manifest",
        created: on("2022-03-01"),
        language: "Go",
        stars: 58,
        merges: "merge",
        description: "What runs where, and since when.",
      }),
      {
        topic: "service",
        habit: "office",
        team: [amara, piet, leila],
        phases: [
          { from: on("2022-03-01"), share: 4 },
          { from: on("2024-04-01"), share: 2 },
        ],
        commits: 0.3,
        pulls: 1.2,
        issues: 0.7,
        reviewed: 1.8,
        releases: 0.3,
        others: 0.9,
      },
    ),
    toPlan(
      toRepository({
        owner: mara,
        relation: "collaborator",
        name: "kestrel",
        created: on("2022-08-20"),
        language: "Rust",
        stars: 133,
        merges: "merge",
        description: "Bird counts from cheap microphones.",
      }),
      {
        topic: "tool",
        habit: "evening",
        team: [mara, dag],
        phases: [
          { from: on("2022-09-04"), share: 1.2 },
          { from: on("2024-02-01"), share: 0.4 },
        ],
        commits: 0.7,
        pulls: 0.8,
        issues: 0.6,
        reviewed: 1,
        others: 0.8,
      },
    ),
    toPlan(upstream, {
      topic: "analysis",
      habit: "any",
      fork,
      team: [oskar, priya, jun, dag],
      phases: [
        { from: on("2022-05-09"), share: 3 },
        { from: on("2024-01-01"), share: 1.5 },
        { from: on("2025-02-01"), share: 3 },
      ],
      pulls: 1,
      issues: 0.8,
      reviewed: 0.5,
      others: 3,
    }),
    toPlan(
      toRepository({
        owner: nordlys,
        relation: "none",
        name: "tokens",
        created: on("2019-01-20"),
        language: "Rust",
        stars: 2210,
        merges: "merge",
        description: "Rate limits and quotas in one crate.",
      }),
      {
        topic: "tool",
        habit: "evening",
        team: [noor, oskar],
        phases: [{ from: on("2023-04-01"), share: 0.7 }],
        pulls: 0.7,
        issues: 0.7,
        others: 1,
      },
    ),
  ];
}

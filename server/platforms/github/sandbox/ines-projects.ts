import { colleagues } from "./accounts.ts";
import { on, toPlan, toRepository } from "./make-repository.ts";
import type { Plan } from "./plan.ts";
import type { Account } from "./world.ts";

/** What she makes herself, with those who help her. */
export function inesProjects(ines: Account): Plan[] {
  const { tomasz, jun, leila, piet, priya, dag, noor } = colleagues;
  const own = { owner: ines, relation: "owner" } as const;
  return [
    toPlan(
      toRepository({
        ...own,
        name: "tarn",
        created: on("2022-01-08"),
        language: "Rust",
        stars: 1873,
        description: "A small storage engine that says what it promises.",
      }),
      {
        topic: "storage",
        habit: "evening",
        team: [jun, priya, dag],
        phases: [
          { from: on("2022-01-08"), share: 8 },
          { from: on("2022-09-01"), share: 4 },
          { from: on("2023-03-01"), share: 9 },
          { from: on("2024-10-01"), share: 6 },
          { from: on("2025-11-01"), share: 10 },
        ],
        commits: 1.2,
        pulls: 1.3,
        issues: 1.4,
        reviewed: 0.7,
        releases: 1.6,
        others: 0.5,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "larder",
        created: on("2021-10-04"),
        language: "Go",
        stars: 642,
        merges: "merge",
        description: "A cache for packages, for teams with one slow line.",
      }),
      {
        topic: "cache",
        habit: "evening",
        team: [piet, noor],
        phases: [
          { from: on("2021-10-04"), share: 9 },
          { from: on("2022-06-01"), share: 4 },
          { from: on("2024-06-01"), share: 1 },
        ],
        commits: 1,
        pulls: 1.2,
        issues: 1.2,
        reviewed: 0.7,
        releases: 1.4,
        others: 0.4,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "ferry",
        created: on("2023-02-11"),
        language: "TypeScript",
        stars: 311,
        description: "Carries a folder to a server and back.",
      }),
      {
        topic: "sync",
        habit: "evening",
        team: [tomasz, noor],
        phases: [
          { from: on("2023-02-11"), share: 7 },
          { from: on("2023-12-01"), share: 2 },
          { from: on("2025-03-01"), share: 5 },
          { from: on("2026-02-01"), share: 2 },
        ],
        commits: 1,
        pulls: 1,
        issues: 1,
        reviewed: 0.5,
        releases: 1.2,
        others: 0.4,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "notes",
        created: on("2021-10-04"),
        language: null,
        stars: 12,
        description: "What I read and what I made of it.",
      }),
      {
        topic: "notes",
        habit: "any",
        phases: [{ from: on("2021-10-04"), share: 2 }],
        commits: 1,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "dotfiles",
        created: on("2021-10-04"),
        language: "Shell",
        stars: 31,
        description: "My shell, my editor, my fault.",
      }),
      {
        topic: "dotfiles",
        habit: "evening",
        phases: [{ from: on("2021-10-04"), share: 0.5 }],
        commits: 1,
        team: [dag],
        others: 0.1,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "sandglass",
        formerName: "hourglass",
        created: on("2022-02-19"),
        language: "Rust",
        stars: 204,
        description: "Timers for the terminal. Once called hourglass.",
      }),
      {
        topic: "tool",
        habit: "evening",
        team: [leila],
        phases: [
          { from: on("2022-02-19"), share: 3 },
          { from: on("2022-12-01"), share: 0.6 },
        ],
        commits: 1,
        pulls: 0.9,
        issues: 0.8,
        reviewed: 0.4,
        releases: 0.8,
        others: 0.2,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "cookbook",
        created: on("2021-10-16"),
        archived: on("2022-11-30"),
        language: "JavaScript",
        stars: 9,
        description: "Recipes as a static site. Finished.",
      }),
      {
        topic: "web",
        habit: "evening",
        phases: [{ from: on("2021-10-16"), share: 2 }],
        commits: 1,
        pulls: 0.3,
        issues: 0.3,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "ineshal.github.io",
        created: on("2021-12-05"),
        language: "HTML",
        stars: 4,
        description: "My page.",
      }),
      {
        topic: "web",
        habit: "any",
        phases: [{ from: on("2021-12-05"), share: 0.9 }],
        commits: 1,
        pulls: 0.1,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "attic",
        created: on("2023-03-18"),
        language: null,
        stars: 0,
        description: "Old paper notes, typed in.",
      }),
      {
        topic: "notes",
        habit: "evening",
        phases: [{ from: on("2023-03-18"), share: 0.1 }],
        commits: 1,
        imported: 150,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "tarn-bench",
        isPrivate: true,
        created: on("2023-05-02"),
        language: "Rust",
        stars: 0,
        description: "Numbers that are not ready to be seen.",
      }),
      {
        topic: "storage",
        habit: "evening",
        team: [jun],
        phases: [{ from: on("2023-05-02"), share: 1 }],
        commits: 1,
        pulls: 0.3,
        issues: 0.4,
        reviewed: 0.2,
        releases: 0.1,
      },
    ),
    toPlan(
      toRepository({
        ...own,
        name: "journal",
        isPrivate: true,
        created: on("2022-01-01"),
        language: null,
        stars: 0,
        description: "Days.",
      }),
      {
        topic: "notes",
        habit: "evening",
        phases: [{ from: on("2022-01-01"), share: 0.6 }],
        commits: 1,
      },
    ),
  ];
}

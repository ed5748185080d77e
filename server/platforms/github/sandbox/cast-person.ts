import { createRandom, numberOf } from "../../../sandbox/random.ts";
import { colleagues, toAccount } from "./accounts.ts";
import { toPlan, toRepository } from "./make-repository.ts";
import type { Plan } from "./plan.ts";
import type { TopicName } from "./topics.ts";
import type { Account, Repository } from "./world.ts";
import { DAY, START } from "../../../sandbox/times.ts";

const NAMES = [
  "plover",
  "lantern",
  "millrace",
  "sorrel",
  "cairn",
  "gannet",
  "tinder",
  "bellows",
  "quern",
  "heron",
  "skiff",
  "thimble",
  "alder",
  "pantry",
  "sextant",
  "kiln",
  "rookery",
  "trellis",
];
const OWNERS = ["harbourworks", "northmere", "openloom", "fieldnotes-dev", "lowtide"];
const KINDS: readonly { topic: TopicName; language: string; about: string }[] = [
  { topic: "tool", language: "Go", about: "A small tool that does one thing." },
  { topic: "service", language: "TypeScript", about: "A service that somebody runs." },
  { topic: "storage", language: "Rust", about: "Keeps things on a disk." },
  { topic: "sync", language: "TypeScript", about: "Moves files about." },
  { topic: "web", language: "HTML", about: "A page." },
  { topic: "analysis", language: "Python", about: "Counts things." },
];

/** The repositories of anybody else: a few of their own, a team's, one of strangers. */
export function castPerson(person: Account): { plans: Plan[]; still: Repository[] } {
  const random = createRandom(`cast of ${person.login}`);
  const rank = (name: string): number => numberOf(`${person.login} likes ${name}`, 1_000_000);
  const names = [...NAMES].sort((a, b) => rank(a) - rank(b));
  const team = Object.values(colleagues).filter(() => random.chance(0.4));
  const mates = team.length > 1 ? team : [colleagues.leila, colleagues.piet];
  const own = { owner: person, relation: "owner" } as const;
  const name = (index: number): string => names[index % names.length] ?? "plover";

  const plans = Array.from({ length: random.int(3, 6) }, (_, index) => {
    const kind = random.pick(KINDS);
    const created = index === 0 ? START : START + random.int(0, 1100) * DAY;
    const repository = toRepository({
      ...own,
      name: name(index),
      created,
      language: kind.language,
      stars: random.int(0, 400),
      merges: random.chance(0.4) ? "merge" : "squash",
      description: kind.about,
      isPrivate: index === 2,
    });
    return toPlan(repository, {
      topic: kind.topic,
      habit: "any",
      team: mates,
      phases: [{ from: created, share: random.int(1, 8) }],
      commits: 1,
      pulls: 1,
      issues: 1,
      reviewed: 0.6,
      releases: 1,
      others: 0.3,
    });
  });
  const host = toAccount(
    `${random.pick(OWNERS)}-${random.int(10, 99)}`,
    "A team",
    "team@example.net",
    "Organization",
  );
  const shared = toRepository({
    owner: host,
    relation: "organization_member",
    name: name(7),
    created: START,
    language: "TypeScript",
    stars: 77,
    description: "What the team makes together.",
  });
  const strange = toRepository({
    owner: toAccount(
      `${random.pick(OWNERS)}-${random.int(100, 999)}`,
      "Strangers",
      "list@example.net",
      "Organization",
    ),
    relation: "none",
    name: name(8),
    created: START,
    language: "Rust",
    stars: 1400,
    description: "Known to many.",
  });
  const fork = toRepository({
    ...own,
    name: name(8),
    created: START + 40 * DAY,
    language: "Rust",
    stars: 0,
    forkOf: strange,
    description: "Known to many.",
  });
  plans.push(
    toPlan(shared, {
      topic: "service",
      habit: "office",
      team: mates,
      phases: [{ from: START, share: 5 }],
      commits: 0.3,
      pulls: 1.5,
      issues: 1,
      reviewed: 2,
      releases: 0.5,
      others: 1,
    }),
    toPlan(strange, {
      topic: "analysis",
      habit: "evening",
      team: [colleagues.oskar, colleagues.priya],
      fork,
      phases: [{ from: START + 40 * DAY, share: 1.5 }],
      pulls: 1,
      issues: 1,
      others: 2,
    }),
  );
  return { plans, still: [fork] };
}

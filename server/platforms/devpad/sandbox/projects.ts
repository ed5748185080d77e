import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { uuidOf } from "../../../sandbox/random.ts";
import { PROJECTS } from "../../../sandbox/story.ts";
import { DAY, HOUR, MINUTE, START } from "../../../sandbox/times.ts";

export type Visibility = "PUBLIC" | "PRIVATE" | "HIDDEN" | "ARCHIVED" | "DRAFT";

export interface Project {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly repo: string | null;
  readonly link: string | null;
  readonly status:
    | "DEVELOPMENT"
    | "PAUSED"
    | "RELEASED"
    | "LIVE"
    | "FINISHED"
    | "ABANDONED"
    | "STOPPED";
  readonly visibility: Visibility;
  readonly version: string | null;
  readonly createdAt: number;
  readonly deletedAt: number | null;
}

const STATUS: Readonly<Record<string, Project["status"]>> = {
  larder: "RELEASED",
  cookbook: "FINISHED",
  beacon: "LIVE",
  tarn: "RELEASED",
  sandglass: "RELEASED",
  manifest: "LIVE",
  kestrel: "PAUSED",
  tokens: "RELEASED",
};
const VERSIONS: Readonly<Record<string, string>> = {
  larder: "2.4.1",
  tarn: "0.14.0",
  sandglass: "1.6.2",
  tokens: "3.0.0",
};

/** What she keeps for herself, or gave up; and one that she deleted. */
const OWN: readonly Omit<Project, "id" | "repo" | "link" | "version">[] = [
  {
    slug: "dotfiles",
    name: "dotfiles",
    description: "My shell, my editor, my fault.",
    status: "LIVE",
    visibility: "ARCHIVED",
    createdAt: START + 3 * DAY,
    deletedAt: null,
  },
  {
    slug: "tarn-bench",
    name: "tarn-bench",
    description: "Numbers that are not ready to be seen.",
    status: "DEVELOPMENT",
    visibility: "PRIVATE",
    createdAt: Date.UTC(2023, 4, 2, 18, 20, 11),
    deletedAt: null,
  },
  {
    slug: "household",
    name: "Household",
    description: null,
    status: "STOPPED",
    visibility: "HIDDEN",
    createdAt: Date.UTC(2024, 1, 11, 9, 2, 40),
    deletedAt: null,
  },
  {
    slug: "lantern",
    name: "lantern",
    description: "A map of the harbour at night. Perhaps.",
    status: "DEVELOPMENT",
    visibility: "DRAFT",
    createdAt: Date.UTC(2026, 7, 30, 20, 15, 3),
    deletedAt: null,
  },
  {
    slug: "hammock",
    name: "hammock",
    description: "Not worth it.",
    status: "ABANDONED",
    visibility: "PUBLIC",
    createdAt: Date.UTC(2022, 6, 1, 12, 0, 0),
    deletedAt: Date.UTC(2022, 6, 29, 8, 30, 0),
  },
];

/** Ines has what her repositories tell of, and a few more; others have some of the same names. */
export function projectsOf(person: Person): readonly Project[] {
  if (person.items === 0) return [];
  const isInes = person.id === "ines";
  const shared = isInes
    ? PROJECTS
    : PROJECTS.slice(0, Math.min(8, 2 + Math.floor(person.items / 50)));
  const idOf = (slug: string): string => `project_${uuidOf(`devpad ${person.id} project ${slug}`)}`;
  const known = shared.map(({ name, url, what, since }, number): Project => ({
    id: idOf(name),
    slug: name,
    name,
    description: `${what.charAt(0).toUpperCase()}${what.slice(1)}.`,
    repo: url,
    link: name === "cookbook" ? "https://cookbook.ines.example" : null,
    status: STATUS[name] ?? "DEVELOPMENT",
    visibility: !isInes && number === 1 ? "PRIVATE" : "PUBLIC",
    version: VERSIONS[name] ?? null,
    createdAt: since + (7 + number) * HOUR + 23 * MINUTE,
    deletedAt: null,
  }));
  const own = OWN.map((one): Project => ({
    ...one,
    id: idOf(one.slug),
    repo: null,
    link: null,
    version: null,
  }));
  return [...known, ...(isInes ? own : own.slice(0, 2))];
}

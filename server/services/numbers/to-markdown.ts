import { escapeMarkdown, toLink } from "./escape-markdown.ts";

/** A recap, as it is told. */
export interface Told {
  readonly after: string;
  readonly before: string;
  readonly items: number;
  /** Words for all that was done: `3 commits, 1 post`. */
  readonly words: string;
  readonly projects: readonly ToldProject[];
  readonly isCut: boolean;
  /** Else more was done than was counted. */
  readonly isExact: boolean;
}

export interface ToldProject {
  /** Its place; its platform's name where it has none. */
  readonly name: string;
  /** Null where that is its name already. */
  readonly platform: string | null;
  readonly words: string;
  readonly highlights: readonly Highlight[];
}

export interface Highlight {
  readonly title: string;
  readonly url: string | null;
  /** `Merged`, for a thing that was made; else null. */
  readonly verb: string | null;
  /** How much it was, as its platform has it. */
  readonly weight: number;
}

/** Longer ranges are told by what was most and what was made, as a year is looked back at. */
const SHORT_DAYS = 31;
const DAY = 86_400_000;
const MOST_PROJECTS = 20;
const MOST_MADE = 30;
const MOST_TITLES = 3;

/** Fit to be pasted into a stand-up, or a yearly review. */
export function toMarkdown(told: Told): string {
  const length = (Date.parse(told.before) - Date.parse(told.after)) / DAY + 1;
  const lines = [`## ${rangeName(told.after, told.before)}`, ""];
  if (told.items === 0) lines.push("Nothing is here.");
  else if (length <= SHORT_DAYS) lines.push(...told.projects.flatMap(shortLines));
  else lines.push(...reviewLines(told));
  if (!told.isExact) lines.push("", notAll(told.items));
  else if (told.isCut) lines.push("", "Titles are of the newest items only.");
  return `${lines.join("\n")}\n`;
}

function notAll(items: number): string {
  return `There are more: only the newest ${items.toLocaleString("en")} items were counted.`;
}

function shortLines(project: ToldProject): string[] {
  return [
    projectLine(project),
    ...project.highlights
      .slice(0, MOST_TITLES)
      .map(({ title, url, verb }) => `  - ${verb === null ? "" : `${verb} `}${toLink(title, url)}`),
  ];
}

function reviewLines({ words, projects, isExact }: Told): string[] {
  const made = projects
    .flatMap(({ name, highlights }) => highlights.map((one) => ({ ...one, name })))
    .filter(({ verb }) => verb !== null)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_MADE)
    .map(
      ({ title, url, verb, name }) => `- ${verb} ${toLink(title, url)} in ${escapeMarkdown(name)}`,
    );
  const others = projects.length - MOST_PROJECTS;
  return [
    `${isExact ? "In all" : "At least"} ${words}.`,
    "",
    "### Projects",
    "",
    ...projects.slice(0, MOST_PROJECTS).map(projectLine),
    ...(others > 0 ? [`- and ${others.toLocaleString("en")} more`] : []),
    ...(made.length > 0 ? ["", "### Made", "", ...made] : []),
  ];
}

function projectLine({ name, platform, words }: ToldProject): string {
  const where = platform === null ? "" : ` (${escapeMarkdown(platform)})`;
  return `- **${escapeMarkdown(name)}**${where}: ${words}`;
}

/** `14 May 2026`, `2026`, or `1 May 2026 to 3 June 2026`. */
function rangeName(after: string, before: string): string {
  if (after === before) return dayName(after);
  const year = after.slice(0, 4);
  if (after === `${year}-01-01` && before === `${year}-12-31`) return year;
  return `${dayName(after)} to ${dayName(before)}`;
}

function dayName(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

import type { Random } from "../../../sandbox/random.ts";
import { PROJECTS } from "../../../sandbox/story.ts";
import type { Project } from "../../../sandbox/story.ts";
import { DAY } from "../../../sandbox/times.ts";
import type { Community } from "./community.ts";
import { CHANGES } from "./small-talk.ts";

/** Puts the names of a time into a text: the project that she was at, and its version by then. */
export function createFill(
  random: Random,
  { language }: Community,
  at: number,
): { readonly project: Project; fill(text: string): string } {
  const begun = PROJECTS.filter(({ since }) => since <= at);
  const known = begun.length > 0 ? begun : PROJECTS.slice(0, 1);
  const fitting = known.filter((project) => language === null || project.language === language);
  const project = random.pick(fitting.length > 0 ? fitting : known);
  const age = Math.max(0, at - project.since);
  const minor = Math.floor(age / (45 * DAY));
  const values: Readonly<Record<string, string>> = {
    project: project.name,
    repo: project.url,
    version: `${Math.floor(minor / 14)}.${minor % 14}.0`,
    what: random.pick(CHANGES),
    n: String(random.int(3, 19)),
  };
  return {
    project,
    fill: (text) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ""),
  };
}

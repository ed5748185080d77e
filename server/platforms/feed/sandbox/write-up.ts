import type { Random } from "../../../sandbox/random.ts";
import type { Project } from "../../../sandbox/story.ts";

export interface Text {
  /** Null for a short post. */
  readonly title: string | null;
  /** Plain. */
  readonly summary: string;
  /** HTML, with relative links. */
  readonly html: string;
  /** What the picture under it shows; null for none. */
  readonly pictured: string | null;
  /** What an edit adds to it. */
  readonly addition: string;
  readonly tags: readonly string[];
}

const TITLES = [
  "What I got wrong about {name}",
  "{name}, two years on",
  "Why {name} writes everything twice & reads it once",
  "A small tool for a small problem",
  "Reading “Time, Clocks, and the Ordering of Events” again",
  "Vec<T>, and what it costs",
  "Five lines less: notes from {name}",
  "How we test {name} on slow disks",
  "No more Friday releases",
];
const OPENINGS = [
  "Last week {name} lost a file, and it was my fault.",
  "I measured it again, and the numbers did not change.",
  "Somebody asked how {name} came to be {what}.",
  "This is about {what}, and a mistake that I made three times.",
];
const BODIES = [
  'The short answer is <em>fsync</em>; the long one is on <a href="/about">another page</a>.',
  "It takes <code>a &lt; b</code> for granted, which is true until it is not.",
  'Dag wrote <a href="https://dag.example/disks/">more about disks</a> than I can.',
  "I kept the old way for a while, and then I took it out.",
];
const POSTS = [
  "Rain, tea, and a green build of {name}.",
  "Does anybody still read changelogs? I wrote one for {name} anyway.",
  "Back from the fells. 4 issues, 0 regrets.",
];

/** What stands in it; the same for the same random choices. */
export function writeUp(
  random: Random,
  kind: "article" | "episode" | "post",
  project: Project,
): Text {
  const fill = (text: string): string =>
    text.replaceAll("{name}", project.name).replaceAll("{what}", project.what);
  const opening = fill(random.pick(kind === "post" ? POSTS : OPENINGS));
  const paragraphs = [
    opening,
    ...(kind === "post" ? [] : [random.pick(BODIES), random.pick(BODIES)]),
  ];
  const pictured = kind === "article" && random.chance(0.2) ? `A graph of ${project.name}` : null;
  return {
    title: kind === "post" ? null : fill(random.pick(TITLES)),
    summary: opening,
    html: paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n"),
    pictured,
    addition: "Corrected: it was the other disk.",
    tags: [project.name, project.language.toLowerCase()],
  };
}

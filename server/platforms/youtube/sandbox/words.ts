import type { Random } from "../../../sandbox/random.ts";
import { PROJECTS, projectsAt } from "../../../sandbox/story.ts";

/** What videos are called, and what is written below them. */

export type Form = "devlog" | "talk" | "stream" | "short";

export interface Words {
  readonly title: string;
  readonly description: string;
}

interface Subject {
  readonly name: string;
  readonly what: string;
  readonly url: string;
}

const TOPICS = [
  "where the time goes",
  "throwing away the old format",
  "a test that would not fail",
  "less memory, same answers",
  "the bug that only Mondays had",
  "names are an interface",
  "reading the profiler’s mind",
  "one lock too many",
  "what the users did instead",
  "from prototype to something I trust",
  "small files, big trouble",
  "errors that help",
  "a week of deleting code",
  "release day",
  "crash safety, step by step",
  "making it boring",
];
const TALKS = [
  "Storage engines for the impatient",
  "Crash safety without tears",
  "The cache that lied",
  "What slow networks taught me",
  "Timers are harder than they look",
  "Alerts that reach a person",
  "Rate limits, explained with bread",
  "Boring tools, long lives",
  "Migrations nobody noticed",
  "Ten years of one small file format",
];
const PLACES = [
  "NordDev",
  "RustFjord",
  "Local First Days",
  "Quayside Meetup",
  "FOSS North",
  "SysConf",
];
const STREAMS = [
  "fixing issues in",
  "writing documentation for",
  "a slow Sunday with",
  "chasing a flaky test in",
  "planning the next release of",
  "your questions about",
];
const SHORTS = [
  "Undo a commit, keep the work",
  "One flag that makes tests honest",
  "Read a flame graph in 40 seconds",
  "Why your timer drifts",
  "The shortest useful benchmark",
  "fsync in one minute",
];
const OTHERS: readonly Subject[] = [
  { name: "osprey", what: "maps for people who walk", url: "https://example.org/osprey" },
  { name: "lantern", what: "a lamp that follows the sun", url: "https://example.org/lantern" },
  { name: "paperboat", what: "letters as small web pages", url: "https://example.org/paperboat" },
];

export function wordsOf(
  form: Form,
  given: { isInes: boolean; at: number; number: number; random: Random },
): Words {
  const { isInes, at, number, random } = given;
  const known = projectsAt(at);
  const own = known.length > 0 ? known : PROJECTS.slice(0, 1);
  const about = random.pick<Subject>(isInes ? own : OTHERS);
  const year = new Date(at).getUTCFullYear();
  const title = {
    // About one film in eight is of the same project.
    devlog: () => `${capital(about.name)} devlog ${Math.ceil(number / 8)}: ${random.pick(TOPICS)}`,
    talk: () => `${random.pick(TALKS)} – ${random.pick(PLACES)} ${year}`,
    stream: () => `Live: ${random.pick(STREAMS)} ${about.name}`,
    short: () => `${random.pick(SHORTS)} #shorts`,
  }[form]();
  return { title, description: descriptionOf(form, about, random) };
}

function descriptionOf(form: Form, about: Subject, random: Random): string {
  if (form === "short") return `From the work on ${about.name}.`;
  const lines = [
    `${capital(about.name)} is ${about.what}.`,
    form === "talk" ? "Slides and questions are linked below." : "Code and notes are linked below.",
    "",
    about.url,
    "",
    "0:00 What this is about",
    `${random.int(1, 3)}:${random.int(10, 59)} How it went`,
    `${random.int(6, 9)}:${random.int(10, 59)} What is next`,
  ];
  // Now and then nothing is written at all.
  return random.chance(0.06) ? "" : lines.join("\n");
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

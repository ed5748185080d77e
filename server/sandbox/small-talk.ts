import type { Random } from "./random.ts";
import type { Project } from "./story.ts";

/** A piece of a short post. How a link, a tag or a name looks is up to each network. */
export type TextPart =
  | string
  | { readonly link: string }
  | { readonly tag: string }
  | { readonly mention: Friend };

/** Somebody to answer and to repost; `login` is their name on every network. */
export interface Friend {
  readonly login: string;
  readonly name: string;
}

export const FRIENDS: readonly Friend[] = [
  { login: "mara", name: "Mara Bekele" },
  { login: "pietdv", name: "Piet de Vries" },
  { login: "lhaddad", name: "Leila Haddad" },
  { login: "oskarl", name: "Oskar Lind" },
  { login: "praman", name: "Priya Raman" },
  { login: "noorvisser", name: "Noor Visser 🌿" },
  { login: "jtakeda", name: "Jun Takeda" },
];

interface Topic {
  readonly random: Random;
  readonly project: Project;
}
type Saying = (topic: Topic) => readonly TextPart[];

const THINGS = [
  "the cache",
  "the parser",
  "the index",
  "the retry loop",
  "the timer wheel",
  "the importer",
  "the config file",
  "the test suite",
  "the write path",
  "the error messages",
] as const;
const FINDINGS = [
  "it was the clock. It is always the clock",
  "somebody had sorted a list twice",
  "two threads, one file, no lock",
  "an off-by-one from 2022, by me",
  "the default was wrong for everyone but us",
  "the network was fine, for once",
  "the answer stood in the log all along",
  "nobody had ever called it",
] as const;
const PLACES = [
  "on the ferry to Moss",
  "under the eaves, rain outside",
  "on the night train",
  "at the library",
  "in the queue at the baker’s",
  "on the rocks at Huk",
] as const;

/** What she says of her own accord. */
export const SAYINGS: readonly Saying[] = [
  ({ random, project }) => [
    `Three hours on a bug in ${project.name}, and then: ${random.pick(FINDINGS)}.`,
  ],
  ({ random, project }) => [
    `Rewrote ${random.pick(THINGS)} of ${project.name}. ${random.int(12, 90)} % fewer lines, and I understand it again.`,
  ],
  ({ project }) => [`New version of ${project.name}: ${project.what}. `, { link: project.url }],
  ({ random, project }) => [
    `${project.name} starts in ${random.int(3, 40)} ms now. It was ${random.int(120, 900)}. `,
    { tag: project.language === "Rust" ? "rustlang" : "performance" },
  ],
  ({ random }) => [`Writing ${random.pick(PLACES)} today. No signal, no meetings.`],
  ({ random, project }) => [
    `If you use ${project.name}: please look at number ${random.int(20, 400)} and tell me what you would break. `,
    { link: `${project.url}/issues/${random.int(20, 400)}` },
  ],
  ({ random }) => [
    `Deleted ${random.int(200, 4000)} lines before lunch. Best day this ${random.pick(["week", "month", "year"])}.`,
  ],
  ({ random, project }) => [
    `TIL about ${random.pick(THINGS)} in ${project.name} & friends: a < b does not mean what I thought “a < b” means.`,
  ],
  ({ random }) => [
    `Notes on time zones, part ${random.int(2, 9)}: they are worse than in part ${random.int(1, 8)}.\n\nSee `,
    { link: `https://ineshal.example/notes/time-zones-${random.int(2, 9)}?from=feed&lang=en` },
  ],
  ({ random }) => [
    `Frost on the balcony and ${random.int(-14, 3)} °C. The tomatoes have opinions. 🍅🥶`,
  ],
  ({ random }) => [
    `Bread no. ${random.int(12, 160)}. ${random.pick(["Flat", "Sour", "Better", "Burnt", "Finally"])}. 🍞`,
  ],
  () => ["I keep saying it: backups you have never restored are wishes."],
  ({ random, project }) => [
    `A first pull request to ${project.name} from somebody ${random.int(14, 71)} years old. I am still smiling. `,
    { tag: "opensource" },
  ],
  ({ random }) => [
    `Things people said on call this week:\n\n1. “It cannot be the cache.”\n2. “It was the cache.”\n${random.pick(["3. “Whose cache is it?”", "3. Silence."])}`,
  ],
  ({ random }) => [`Coffee ${random.int(2, 6)} and no opinion on ${random.pick(THINGS)} yet ☕️👩‍💻`],
];

/** The same, in other languages. */
export const ELSEWHERE: readonly { readonly language: string; readonly say: Saying }[] = [
  {
    language: "nb",
    say: ({ random }) => [`Snø på Grefsen, og toget er ${random.int(4, 40)} minutter forsinka.`],
  },
  {
    language: "nb",
    say: ({ project }) => [`Skrev om ${project.name} på ferja. Kjører bedre enn ferja gjør.`],
  },
  {
    language: "de",
    say: ({ random }) => [
      `${random.int(3, 9)} Stunden Zug, kein Netz, ein Fehler weniger. Es grüßt Größe ß.`,
    ],
  },
];

/** What she answers. */
export const ANSWERS: readonly Saying[] = [
  () => ["Yes, and it took me a year to see it."],
  ({ random }) => [`Try it with ${random.int(2, 64)} threads and tell me whether it still holds.`],
  ({ project }) => [`We had that in ${project.name} too. It is mended: `, { link: project.url }],
  () => ["Thank you, that made my day 💛"],
  ({ random }) => [`I would start at ${random.pick(THINGS)}.`],
  () => ["No. (But I like the question.)"],
  ({ random }) => [`Meet you ${random.pick(PLACES)}?`],
  () => ["That is <exactly> what the manual says, “& so on”."],
  ({ random }) => [`Only ${random.int(3, 30)} more to go.`],
];

/** What friends say, and she answers or passes on. */
export const HEARD: readonly Saying[] = [
  ({ random }) => [`Counted ${random.int(3, 80)} swifts over the harbour this morning.`],
  ({ random }) => [
    `Is there a reason why ${random.pick(THINGS)} needs ${random.int(2, 9)} passes?`,
  ],
  () => ["We are hiring somebody who likes old databases. "],
  ({ random }) => [
    `Slides of my talk on ${random.pick(THINGS)}: `,
    { link: `https://talks.example/2025/${random.int(10, 99)}` },
  ],
  () => ["A small reminder that you may leave a meeting."],
  ({ random }) => [`Release day. ${random.int(30, 400)} commits, one of them mine.`],
  ({ project }) => [`${project.name} saved my evening. `, { tag: "opensource" }],
  () => ["Hot take: the second system was fine, it was the third one."],
];

/** Pictures, and what is said of them to those who do not see them. */
export const PICTURES: readonly string[] = [
  "A loaf of dark bread on a wooden board, cut open.",
  "The fjord from the ferry, grey water under grey clouds.",
  "A whiteboard with a state machine of nine states; two of them are crossed out.",
  "A cat asleep on a warm laptop.",
  "",
  "A graph of response times that falls off a cliff at three o’clock.",
  "Tomato plants behind a window with frost flowers.",
];

/** Not for every eye: what it is, said in advance. */
export const WARNINGS: readonly { readonly warning: string; readonly text: string }[] = [
  { warning: "bike crash, blood", text: "Stitched up and fine. Wear the helmet." },
  { warning: "life drawing", text: "Two minutes each, charcoal. The last one is not bad." },
  { warning: "injury", text: "This is what a bread knife does on a Sunday." },
];

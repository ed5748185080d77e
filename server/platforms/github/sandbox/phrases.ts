import type { Random } from "../../../sandbox/random.ts";
import type { Topic } from "./topic.ts";

const VERBS = [
  "Simplify",
  "Split",
  "Rename",
  "Cache",
  "Guard",
  "Document",
  "Test",
  "Rework",
  "Tighten",
  "Clean up",
  "Extract",
  "Speed up",
  "Bound",
  "Fix",
  "Fix",
  "Fix",
  "Move",
  "Replace",
  "Add a test for",
  "Log",
  "Handle errors in",
  "Inline",
  "Reuse",
  "Benchmark",
  "Make room for",
];
const SMALL = [
  "Fix typo",
  "Fix formatting",
  "Address review",
  "Fix the build",
  "Update changelog",
  "Appease the linter",
  "Add missing test",
  "Review feedback",
  "Bump version",
  "Oops",
  "Clean up",
  "Try another runner",
];
const TYPES = ["feat", "fix", "fix", "refactor", "test", "chore", "docs", "perf"];
const ODD_TITLES = [
  'Escape `<script>` and "quotes" in **page titles** & names',
  "🚢 Ship the new planner 🎉",
  "دعم الأسماء العربية في المسارات",
  "תמיכה בשמות קבצים בעברית",
  "Fix <b>bold</b> in _changelogs_ and `` `code` `` spans",
  "修正: 全角スペースを含むパスが読めない",
  "Handle names such as O'Brien, “Ærø” and na\u00efve caf\u00e9s",
  "Support very long titles, because somebody will certainly write a title that goes on and on until it no longer fits in any list, card or window that was ever made for it",
];
const HAS_ARTICLE = /^(the|a|dark|notes|questions|links|sources|quotes)\b/;
const WHY = [
  "Seen in production twice this week.",
  "The old code did this in two places and they had drifted apart.",
  "Found while reading the logs after the last release.",
  "It was correct, but only by luck.",
  "This makes the next step much smaller.",
  "A profile shows a third of the time goes here.",
  "Nobody could say what this did, so now it says so itself.",
  "Reported by a user with a very large data set.",
];
const HOW = [
  "A test reproduces the problem first.",
  "No change in behaviour is intended.",
  "Numbers before and after are in the comment below.",
  "I left the old name as an alias for one release.",
  "Best read commit by commit.",
  "The second commit is mechanical.",
  "Tried on Linux and macOS.",
];
const REVIEW_BODIES: Readonly<Record<string, readonly string[]>> = {
  APPROVED: [
    "",
    "",
    "",
    "Looks good, thank you.",
    "Nice and small. Ship it.",
    "LGTM 👍",
    "Two small remarks, neither blocks.",
    "Good catch.",
  ],
  CHANGES_REQUESTED: [
    "The error path leaks the handle, see inline.",
    "Could you add a test for the empty case?",
    "I think this breaks on Windows.",
    "Please split the rename into its own commit.",
    "This needs a note in the changelog.",
  ],
  COMMENTED: [
    "",
    "Why not reuse the existing helper?",
    "Just a question inline.",
    "Still reading, first remarks inline.",
    "Is the lock needed here?",
  ],
};
const STEPS = [
  "1. Start with an empty folder\n2. Run it twice\n3. Look at the output",
  "1. Open a large file\n2. Interrupt it with Ctrl-C\n3. Start again",
  "It happens about once in twenty runs here.",
];

export function commitMessage(random: Random, topic: Topic): string {
  if (random.chance(0.07)) return random.pick(SMALL);
  const head = dressed(random, topic, sentence(random, topic));
  return random.chance(0.16)
    ? `${head}\n\n${random.pick(WHY)}${random.chance(0.5) ? ` ${random.pick(HOW)}` : ""}`
    : head;
}

export function smallMessage(random: Random): string {
  return random.pick(SMALL);
}

export function pullTitle(random: Random, topic: Topic): string {
  return random.chance(0.012)
    ? random.pick(ODD_TITLES)
    : dressed(random, topic, sentence(random, topic));
}

export function pullBody(random: Random): string | null {
  if (random.chance(0.15)) return null;
  if (random.chance(0.4)) return random.pick(WHY);
  return `## Why\n\n${random.pick(WHY)}\n\n## What\n\n- ${random.pick(HOW)}\n- ${random.pick(HOW)}`;
}

export function issueTitle(random: Random, topic: Topic): string {
  if (random.chance(0.012)) return random.pick(ODD_TITLES);
  if (random.chance(0.6)) return `${random.pick(topic.problems)}${random.pick(topic.tails)}`;
  return `${random.pick(["Consider reworking", "Document", "Question about", "Slow:", "Unclear behaviour of", "Idea: configurable"])} ${random.pick(topic.things)}${random.pick(topic.tails)}`;
}

export function issueBody(random: Random): string | null {
  if (random.chance(0.1)) return null;
  return random.chance(0.5)
    ? random.pick(WHY)
    : `### Steps\n\n${random.pick(STEPS)}\n\n### Expected\n\nThe same answer each time.\n\n### Seen\n\n\`\`\`\nerror: unexpected end of input\n\`\`\``;
}

export function reviewBody(random: Random, state: string): string {
  return random.pick(REVIEW_BODIES[state] ?? [""]);
}

export function releaseBody(random: Random, topic: Topic): string {
  const changes = Array.from({ length: random.int(2, 6) }, () => `- ${sentence(random, topic)}`);
  return `## What changed\n\n${changes.join("\n")}\n\n**Thanks** to everyone who reported a bug.`;
}

/** `fix/manifest-writer-2`: made of the title, as people do. */
export function branchName(random: Random, title: string): string {
  const words = title
    .toLowerCase()
    .replace(/^[a-z]+(\([a-z]+\))?: /, "")
    .match(/[a-z0-9]{3,}/g);
  const stem = (words ?? ["names"]).slice(0, 4).join("-");
  return random.chance(0.4) ? `${random.pick(["fix", "feat", "wip", "try"])}/${stem}` : stem;
}

function sentence(random: Random, topic: Topic): string {
  if (random.chance(0.22)) return random.pick(topic.changes);
  const thing = random.pick(topic.things);
  const article = !HAS_ARTICLE.test(thing) && random.chance(0.55) ? "the " : "";
  return `${random.pick(topic.verbs ?? VERBS)} ${article}${thing}${random.pick(topic.tails)}`;
}

function dressed(random: Random, topic: Topic, text: string): string {
  if (topic.voice === "sentence") return text;
  const lower = text.charAt(0).toLowerCase() + text.slice(1);
  const part = random.pick(topic.parts);
  if (topic.voice === "part") return `${part}: ${lower}`;
  return `${random.pick(TYPES)}${random.chance(0.7) ? `(${part})` : ""}: ${lower}`;
}

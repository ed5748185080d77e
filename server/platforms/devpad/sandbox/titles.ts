import type { Random } from "../../../sandbox/random.ts";

const THINGS = [
  "the error for a full disk",
  "a page on how to begin",
  "retries after a lost line",
  "the slow test",
  "names of flags",
  "the changelog",
  "a lock that is never let go",
  "reading of old files",
  "the release script",
  "paths with spaces",
  "the cache key",
  "colours in the terminal",
  "the upgrade of the parser",
  "time zones of the report",
  "the example in the readme",
];
const DEEDS = ["Mend", "Write", "Check", "Measure", "Shorten", "Think about", "Test", "Move"];
const ELSEWHERE = [
  "Answer the mail from Nordlys",
  "Slides for the meetup",
  "Back up the laptop",
  "Renew the domain",
  "Invoice for October",
  "Read the paper on write-ahead logs",
];
const FILES = ["src/store/page.rs", "src/sync/walk.ts", "cmd/serve/main.go", "src/lib.rs"];

/** What a task is called, what is said of it, and where in the code it was found. */
export function titleOf(random: Random, project: string | null) {
  if (project === null) return { title: random.pick(ELSEWHERE), description: null, found: null };
  const title = `${random.pick(DEEDS)} ${random.pick(THINGS)}`;
  const description = random.chance(0.3)
    ? `Seen in ${project} ${random.int(2, 9)} times by now.\n\n- find out when it began\n- say it in the notes`
    : null;
  const found = random.chance(0.15)
    ? { file: random.pick(FILES), line: random.int(12, 480), text: `todo: ${title.toLowerCase()}` }
    : null;
  return { title, description, found };
}

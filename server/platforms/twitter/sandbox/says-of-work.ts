import { say } from "./say.ts";
import type { Say } from "./say.ts";

/** About what she makes. */
export const workSays: readonly Say[] = [
  say(
    "Spent the evening removing code from {p}. {n} lines gone, nothing missing. Best kind of day.",
  ),
  say("{p} has a new release: fewer options, better defaults.", { link: "{repo}/releases" }),
  say("The bug in {p} was a missing fsync. It is always a missing fsync."),
  say(
    "I keep explaining {p} as “{w}” and people keep asking what it really is. It really is that.",
  ),
  say(
    "Rewrote the start page of the {p} docs. If one sentence there is unclear, please tell me which.",
    {
      link: "{repo}#readme",
    },
  ),
  say(
    "Property tests found a case in {p} that I would have sworn could not happen. It happened in {n} ms.",
  ),
  say("Measured {p} before optimising it, for once. The slow part was the logging."),
  say("Anyone running {p} on ARM? I would love to see numbers that are not from my own desk."),
  say(
    "First outside contribution to {p} this month: a typo, fixed with care and a kind note. Made my day.",
  ),
  say("Today in {p}: turned a boolean argument into two functions. Both have names now."),
  say(
    "{p} now refuses to start with a config it does not understand, instead of guessing. You're welcome, future me.",
  ),
  say("Flame graph of {p} before and after. Guess which week had the coffee.", {
    picture: "Two flame graphs one above the other, the lower one half as wide",
  }),
  say(
    "Closed {n} issues in {p} by writing one paragraph of documentation. Should have started there.",
  ),
  say("If your benchmark fits in the cache, it measures the cache. Ask me how {p} taught me."),
  say(
    "Wrote down what {p} promises, and what it does not. The second list was harder, and more useful.",
    {
      link: "https://ineshal.example/notes/promises",
    },
  ),
  say("There is a comment in {p} that says “never happens”. It has a counter now. It is at {n}."),
  say("Cut the {p} build from {n} minutes to 2 by deleting a dependency & writing 40 lines."),
  say("Error messages of {p} now say what happened, what is kept, and what to do. In that order."),
  say("Refactoring {p} with the tests open on the left & the coffee on the right. Tests <3"),
  say("New blog post: why {p} keeps its own clock.", {
    link: "https://ineshal.example/posts/clocks",
  }),
  say(
    "A user of {p} sent a photo of it running on a ship. I have no words, so here is the photo.",
    {
      picture:
        "A small computer screwed to a shelf beside a ship's radio, with a terminal window open",
    },
  ),
  say("Deleted a feature flag in {p} that was on for everybody since {n} releases ago."),
  say(
    "The migration in {p} ran on my machine in 4 seconds. On a real data set: {n} minutes. Going back in.",
  ),
  say("I wrote a small visualiser for {p}. Watching pages split is weirdly calming.", {
    picture: "Squares that fill with colour from the left and split in two when they are full",
    isVideo: true,
  }),
  say("{p}: green on the first push. Suspicious. Looking for the test that does nothing."),
  say("Naming things in {p}, hour two. The candidate list is longer than the code."),
  say(
    "Docs tip from maintaining {p}: put the thing people search for in the heading, not the thing you call it.",
  ),
  say("Found the fifth way to parse a date in {p}. Removed four of them."),
  say("{p} is {n} commits old and I finally understand the problem it solves."),
  say("Paired on {p} with @jtakeda for an hour & we fixed what I had avoided for a month."),
  say("Turns out nobody used the plugin system of {p}. Not even me. It is gone now."),
  say("Talk accepted! I'll speak about {p} and what I got wrong in its first year.", {
    link: "https://meetup.example/bergen/programme",
  }),
  say("The nightly run of {p} has been green for {n} days. I'm not touching anything."),
  say("Can a lock file have opinions? Because the one in {p} does."),
  say(
    "Small joy: a stack trace in {p} that points at the right line, in the right file, with the right words.",
  ),
];

/** About the craft in general. */
export const craftSays: readonly Say[] = [
  say("Every cache is a promise about the past."),
  say("Backups that were never restored are wishes."),
  say("“Works on my machine” is a bug report about your machine."),
  say("Reading old code of mine. The author was confident, and wrong, and nice about it."),
  say("A log line without an id is a diary entry."),
  say("Good error messages are the cheapest documentation there is."),
  say("Timeouts everywhere. Then jitter. Then sleep."),
  say("Pull request etiquette: say why before what. Reviewers can read the what."),
  say(
    "The best pager is the one that stays quiet because somebody fixed it at 3 pm instead of 3 am.",
  ),
  say("If a table has a column “type”, it is at least two tables."),
  say("Idempotency is kindness to whoever presses the button twice."),
  say(
    "Somebody asked which database to use. I asked what happens when it is wrong. Long silence. Good talk.",
  ),
  say("Hot take: most services need a queue less than they need an index."),
  say("Time zones are a social construct, and so is my patience with them."),
  say("Code review is mostly reading, and a bit of asking. The rest is typing."),
  say("TIL that `sort` looks at the locale. I have been comparing apples and Ångström."),
  say(
    "What is the oldest line of yours that still runs in production? Mine is from {n} companies ago, I think.",
  ),
  say("Notes on reading papers without finishing them.", {
    link: "https://ineshal.example/notes/papers",
  }),
  say("Great write-up on torn pages, with pictures.", {
    link: "https://blog.example.org/torn-pages",
  }),
  say("This paper on log-structured storage still holds up.", {
    link: "https://papers.example.org/lsm.pdf",
  }),
  say(
    "Slides of yesterday's talk are up. Thanks to all who asked hard questions, @lhaddad above all.",
    {
      link: "https://ineshal.example/talks/small-engines",
    },
  ),
  say("Rust compiler: 1, me: 0. It was right. Again."),
  say("Writing the rollback plan first makes the rollout plan shorter."),
  say("My review checklist has one item left: would I be happy to be woken by this?"),
];

/** What may stand before and after them. */
export const BEFORE: readonly string[] = [
  "",
  "",
  "",
  "",
  "Note to self:",
  "Once more:",
  "From today's notes:",
  "Overheard in a review, and stolen:",
  "Friday thought:",
  "Reminder, mostly to myself:",
];
export const AFTER: readonly string[] = [
  "",
  "",
  "",
  "",
  "Ask me how I know.",
  "I keep relearning it.",
  "Yes, this is about today.",
  "That's it, that's the post.",
  "Took me {n} months to see it.",
  "Discuss.",
];

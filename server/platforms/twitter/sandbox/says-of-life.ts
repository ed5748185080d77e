import { say } from "./say.ts";
import type { Say } from "./say.ts";

/** Bergen, bread and ferries. */
export const lifeSays: readonly Say[] = [
  say("Rain in Bergen, day {n}. The commits are excellent."),
  say("Sourdough update: it rises, it falls, it is delicious.", {
    picture: "A round loaf with a dark crust on a wooden board",
  }),
  say("Took the early ferry and wrote half a blog post. The other half got seasick."),
  say("Saw the sun today. Filed no issue."),
  say("", {
    picture: "Low clouds over a harbour, with red and yellow wooden houses",
    language: "zxx",
  }),
  say("Garden log: {n} tomatoes, all of them green, all of them hopeful."),
  say("My bicycle has more firmware updates than gears."),
  say("Kaffe først, så commits.", { language: "no" }),
  say("Endelig helg. Ingen terminal før mandag. Nesten sikkert.", { language: "no" }),
  say("Regn, regn, og et grønt bygg.", { language: "no" }),
  say("Anyone else keep a “someday” list that is older than most of their friendships?"),
  say("Meetup tonight! I bring cables, you bring questions.", {
    link: "https://meetup.example/bergen",
  }),
  say("Great evening at the meetup, @dagsolberg nearly convinced me that clocks are a myth."),
  say("Finished a jigsaw of {n} pieces. One was missing. I know how users feel now."),
  say("The library has a book about lighthouses and I have plans for the weekend."),
  say(
    "Found my notes from the first job interview. I said I wanted to “learn how computers forget”. Nailed it.",
  ),
  say("Train wifi: a distributed system with one node, and it is down."),
  say("Cinnamon buns, second attempt. The first one is a doorstop.", {
    picture: "Twelve cinnamon buns on a tray, one of them much larger than the others",
  }),
  say("Moved the desk to the window. Productivity unchanged. Mood much better."),
  say("🎿❄️☕", { language: "qme" }),
  say("Happy new year. May your disks be honest."),
  say("Somebody at the harbour has named a boat “Segfault”. I have questions."),
  say("The surgery photos of the old server, as promised. Not for the faint of heart.", {
    picture: "An opened power supply with burnt and leaking capacitors",
    isSensitive: true,
  }),
  say("Cut my thumb on a heatsink. Documentation of the wound follows, by popular demand.", {
    picture: null,
    isSensitive: true,
  }),
  say("Learning to say “I don't know yet” in meetings. Recommend it."),
  say("Lunch with @amara_ok: one hour, three ideas, no laptops. More of that."),
];

/** Why it got quieter here in 2024. */
export const leavingSays: readonly Say[] = [
  say(
    "I'm reading here less and less. If we should keep talking: the address of my blog stays the same.",
    {
      link: "https://ineshal.example",
    },
  ),
  say("You find me on Mastodon and Bluesky as ineshal now. I look in here when somebody asks."),
  say("Still here now and then. Release notes mostly; conversations are over there."),
  say("New post on the blog, the talk about it is elsewhere.", {
    link: "https://ineshal.example/posts/quiet",
  }),
  say("Checked in after {n} weeks. It works without me."),
];

/** Parts that follow each other within minutes. */
export const threads: readonly (readonly string[])[] = [
  [
    "A short thread on what a database may forget when the power goes. 🧵",
    "1/ A write that was not acknowledged may be lost. That is fine. Nobody was promised anything.",
    "2/ A write that was acknowledged may not be lost. Everything else follows from here.",
    "3/ Most lost data I have seen was lost between “written” and “acknowledged”, in a buffer nobody named.",
  ],
  [
    "Things I look at first when a service is slow, in order:",
    "Is it doing the work more than once? Usually yes.",
    "Is it waiting for something it does not need? Usually yes.",
    "Only then: is the work itself slow? Usually no.",
  ],
  [
    "How I write release notes now: one sentence for each thing somebody will notice.",
    "If nobody will notice, it goes into the commit log, not into the notes.",
  ],
  [
    "We lost forty minutes to a clock that went backwards. Here is what I learnt.",
    "Wall clocks tell people the time. They are no good for measuring anything.",
    "Monotonic clocks measure. They tell nobody anything. Use both, and never mix them.",
  ],
  [
    "Reading list from the holidays:",
    "Two papers on write amplification, one novel about a lighthouse keeper. The novel had fewer figures and more data loss.",
  ],
  [
    "I asked five maintainers what they wish people knew before opening an issue.",
    "All five said: what you expected. Not what happened: that is in the log.",
    "Three of five added: please be kind, I do this after dinner.",
  ],
];

/** Longer than what used to fit. */
export const longSays: readonly Say[] = [
  say(
    "People ask why I don't just use a bigger cache. A cache answers the question “what was true a while ago?” That is a fine question for pictures and a dreadful one for money. Before adding one, write down how old an answer may be, who notices when it is older, and how they'd get a fresh one. If you can't, you don't need a cache: you need a faster query, and most likely an index.",
  ),
  say(
    "A year of {p}, honestly: the first version was too clever, the second too slow, the third too late. What stayed is the test suite. It has outlived two storage formats, one language version & most of my opinions. If I began again today I would write the tests first, then the error messages, then the documentation, and only then the part everybody calls the program.",
    { link: "{repo}" },
  ),
  say(
    "On-call notes to myself, after a long week: 1. Read the alert, all of it. 2. Look at what changed, not at what is red. 3. Say what you're about to do before you do it, even when nobody listens. 4. When it is over, write down what you believed at each step. The wrong beliefs are the interesting part, and they are the only thing the next person can't find in the logs.",
  ),
  say(
    "I reviewed about a hundred pull requests this quarter and kept a list of the comments I wrote most often. First place: “what happens when this is called twice?” Second: “where does the reader learn this?” Third: “could this be deleted instead?” Not a single one was about tabs, spaces, brackets or names of variables. Formatters have won, and I'm glad they did.",
  ),
];

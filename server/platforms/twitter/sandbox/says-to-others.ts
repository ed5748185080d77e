import { friends } from "./account.ts";
import type { Account } from "./account.ts";
import { say } from "./say.ts";
import type { Say } from "./say.ts";

/** What friends post: to be answered, quoted and passed on. */
export const friendsSays: readonly { readonly author: Account; readonly says: readonly Say[] }[] = [
  {
    author: friends.tomasz,
    says: [
      say("Released a small thing that draws dependency graphs you can actually read.", {
        link: "https://github.com/twierzba/twig",
      }),
      say("My CI bill went down by half after I stopped building on every comment change."),
      say("What is your favourite flag that nobody knows? Mine is `git log -S`."),
      say("Distributed locks are easy until somebody unplugs something."),
      say("Wrote about migrating 40 services without a weekend.", {
        link: "https://wierzba.example/forty",
      }),
    ],
  },
  {
    author: friends.amara,
    says: [
      say("Accessibility is not a feature. It is whether your feature exists for somebody."),
      say("I recorded my screen reader going through our sign-up form. Watch with sound.", {
        picture: "A sign-up form while the focus jumps from field to field in a strange order",
        isVideo: true,
      }),
      say("Hiring: somebody who likes forms, and the people who fill them in.", {
        link: "https://jobs.example.net/forms",
      }),
      say("Please stop disabling zoom. Please."),
    ],
  },
  {
    author: friends.jun,
    says: [
      say("TIL io_uring can do that. Also TIL I should not do that."),
      say("Benchmark of five B-tree variants on the same disk. The simple one wins again.", {
        picture: "A bar chart with five bars, of which the leftmost is the shortest",
      }),
      say("Two hours of debugging, one character of diff."),
      say("If you write unsafe, write the sentence that says why it is safe. A whole sentence."),
    ],
  },
  {
    author: friends.leila,
    says: [
      say("Call for talks is open until the end of the month. First-time speakers very welcome!", {
        link: "https://meetup.example/call",
      }),
      say("Teaching databases with index cards: actual index cards. Students loved it.", {
        picture: "A table covered with rows of paper cards, some of them pinned together",
      }),
      say("A good question is worth three good answers."),
    ],
  },
  {
    author: friends.piet,
    says: [
      say("Our package mirror survived the outage. Nobody noticed. That's the review."),
      say("Offline first is not nostalgia, it's the train between Zwolle and Groningen."),
      say("New version of our mirror tool, with help from @ineshal.", {
        link: "https://github.com/pietdv/spoor",
      }),
    ],
  },
  {
    author: friends.mara,
    says: [
      say("Counted {n} greenfinches this morning. The microphones agree, more or less."),
      say("Kestrel's new model tells a wren from a squeaky gate. The gate is not happy."),
      say("Field recording of the dawn chorus, forty minutes, no talking.", {
        link: "https://recordings.example.org/dawn",
      }),
    ],
  },
  {
    author: friends.oskar,
    says: [
      say("Monads are like burritos: I'd rather have lunch."),
      say(
        "Every config format becomes a programming language. Start with the programming language.",
      ),
      say("I made a terminal clock that is wrong on purpose. Ask me why. Please."),
    ],
  },
  {
    author: friends.priya,
    says: [
      say("Postmortem of our Tuesday: the health check was healthy, the service was not.", {
        link: "https://status.example.com/tuesday",
      }),
      say("Rate limits are feedback, not punishment. Word them that way."),
      say("We replaced a dashboard of 60 panels by three questions. Sleep improved."),
      say(
        "Long one, because people asked how we do capacity planning with five people. We don't plan capacity, we plan headroom: for each service one number, how much it can take before somebody must act, and one date, when we expect to get there. The date moves every week. When it comes closer than six weeks, it becomes a ticket. That's all, and it has worked for three years now.",
      ),
    ],
  },
  {
    author: friends.dag,
    says: [
      say("There is no now. There are only messages.", { language: "en" }),
      say("Skriver om klokker igjen. Noen må.", { language: "no" }),
      say("A consensus algorithm walks into a bar. Another bar. No: the same bar.", {}),
    ],
  },
  {
    author: friends.noor,
    says: [
      say("Print stylesheets are a love letter to people with printers."),
      say("Which font do you read code in? Poll by replies, I will make a chart."),
      say("The chart, as promised. You are all wrong & I love you.", {
        picture: "A pie chart in which every slice is labelled “the one I am used to”",
      }),
    ],
  },
  {
    author: friends.ghost,
    says: [
      say("10x faster than everything else. Benchmarks soon."),
      say("Our database never loses data. We checked."),
    ],
  },
];

/** Fits whatever was said. */
const friendlySays: readonly Say[] = [
  say("Yes, exactly. It took me a year to see that."),
  say("Ha, same here. Twice."),
  say("Oh no. Oh yes. Oh no."),
  say("Would read more of this."),
  say("This. All of this."),
  say("See you on Thursday? I bring the adapter this time."),
  say("Takk! Den trengte jeg i dag.", { language: "no" }),
  say("😂", { language: "qme" }),
  say("Interesting, I'd have expected the opposite."),
  say("I told three people about it today. All three want to meet you."),
  say("Made my morning, thank you."),
  say("You have no idea how well that fits my week."),
  say("Please write it up, long. I promise to quote it for years."),
  say("How do you find the time? Asking for {n} friends."),
  say("I disagree a little, but only on Mondays."),
  say("Bookmarked. For real this time, not like the other {n} times."),
];

/** Fits what is about programs. */
const codeSays: readonly Say[] = [
  say("Have you tried it with the cache turned off?"),
  say("That is the best explanation of it I have read."),
  say("I think it's the clock. It is always the clock."),
  say("Thank you! Something like it goes into the next release of {p}."),
  say("Could you open an issue with the log? I'd like to see what it did before that line."),
  say("We are not there yet, but there is a branch. Don't look at the branch."),
  say("We measured {n} ms on an old laptop, cold. What do you see?"),
  say("I disagree a little: the index helps, the second index is what hurts."),
  say("We wrote ours down, in a place where nobody looks. My fault, moving it.", {
    link: "{repo}#readme",
  }),
  say("There is an open issue about the same thing in {p}.", { link: "{repo}/issues" }),
  say("How many nodes? With three I never see it, with five always."),
  say("{p} does it the other way round, and I'm not sure any more that we were right."),
  say("You could, but please don't & tell nobody I said you could."),
  say("My rule: if a < b can be written as b > a, somebody will."),
  say("Do you have numbers? I have {n}, and I trust none of them."),
  say("Here is what it looks like on my side.", {
    picture: "A terminal with a table of times, the last column marked in red",
  }),
];

const CODERS: readonly Account[] = [
  friends.tomasz,
  friends.jun,
  friends.piet,
  friends.priya,
  friends.dag,
  friends.ghost,
];

export function repliesTo(author: Account): readonly Say[] {
  return CODERS.includes(author) ? [...codeSays, ...codeSays, ...friendlySays] : friendlySays;
}

export const quoteSays: readonly Say[] = [
  say("Read this."),
  say("What they say. I never looked back."),
  say("This made me stop, think, and go for a walk."),
  say("Worth your evening."),
  say("More of this, please."),
  say("Counterpoint: it depends on who is asleep."),
  say("Saving this for the next person who asks me."),
  say("Proud of my friends, part {n}."),
  say("I know what we talk about at lunch tomorrow."),
  say("Printed it. It hangs beside the coffee machine now."),
];

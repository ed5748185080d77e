import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createRandom } from "../../../sandbox/random.ts";
import type { Random } from "../../../sandbox/random.ts";
import { BOT, STRANGER, signatureOf } from "./accounts.ts";
import { dayWeight, delay, momentOf, totalWeight } from "../../../sandbox/calendar.ts";
import { ticksOf } from "./life.ts";
import { makeCommit } from "./make-commit.ts";
import { makeIssue } from "./make-issue.ts";
import { makePull } from "./make-pull.ts";
import { makeRelease } from "./make-release.ts";
import { commitMessage } from "./phrases.ts";
import { shareAt } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { topicOf } from "./topics.ts";
import type { Account, Signature } from "./world.ts";
import { DAY, HOUR, MINUTE, START } from "../../../sandbox/times.ts";

/** Of a person's items, how many actions of each sort make them. Commits also come from pulls. */
const SHARES = {
  commits: 0.53,
  pulls: 0.072,
  issues: 0.041,
  reviewed: 0.053,
  releases: 0.017,
  others: 0.2,
};
type Sort = keyof typeof SHARES;

/** Now and then something is pushed that lay on somebody's machine for so long. */
const LATE = 120 * DAY;

interface Day {
  readonly start: number;
  readonly random: Random;
  /** Pull requests and issues of the day; they get their numbers in the order of their times. */
  readonly openings: { at: number; plan: Plan; make: (number: number) => void }[];
}

/**
 * A function that grows the history up to a time. Each day is grown once, from its own random stream,
 * and makes only what begins on that day; what it makes may end much later.
 */
export function createGrowth(
  person: Person,
  account: Account,
  plans: readonly Plan[],
  sessions: readonly number[],
): (now: number) => void {
  const seed = person.id;
  const total = totalWeight(seed);
  const owed = new Map<Sort, number>();
  const numbers = new Map<Plan, number>();
  let next = START;

  /** How many of a sort are due today. What finds no place is done on a later day. */
  const due = (sort: Sort, weight: number, isPossible: boolean): number => {
    const sum = (owed.get(sort) ?? 0.5) + (SHARES[sort] * person.items * weight) / total;
    const count = isPossible ? Math.floor(sum) : 0;
    owed.set(sort, sum - count);
    return count;
  };

  const growDay = (start: number): void => {
    const day: Day = { start, random: createRandom(`${seed} grows ${start}`), openings: [] };
    const weight = dayWeight(seed, start);
    for (const plan of plans) growFirstDay(day, plan, account);
    for (const sort of ["commits", "pulls", "issues", "reviewed", "releases", "others"] as const) {
      const share = (plan: Plan): number => plan[sort] * shareAt(plan, start);
      const isPossible = plans.some((plan) => share(plan) > 0);
      let left = due(sort, sort === "others" ? Math.max(weight, 0.5) : weight, isPossible);
      for (let index = 0; left > 0; index += 1) {
        const plan = day.random.weigh(plans, share);
        if (!plan) break;
        left -= growSort(sort, day, plan, account, {
          key: `${seed} ${sort} ${start} ${index}`,
          left,
        });
      }
    }
    growLife(day, plans, account, sessions, seed);
    day.openings.sort((a, b) => a.at - b.at);
    for (const { plan, make } of day.openings) {
      const number = (numbers.get(plan) ?? firstNumber(plan)) + 1;
      numbers.set(plan, number);
      make(number);
    }
  };

  return (now) => {
    if (plans.length === 0) return;
    for (; next <= now; next += DAY) growDay(next);
  };
}

/** Grows one action, or a few that belong together; answers how many it was. */
function growSort(
  sort: Sort,
  day: Day,
  plan: Plan,
  person: Account,
  { key, left }: { key: string; left: number },
): number {
  const { random } = day;
  switch (sort) {
    case "commits":
      return growCommits(day, plan, signatureOf(person), key, Math.min(left, random.int(1, 7)));
    case "pulls":
      openPull(day, plan, person, person, key, 0);
      return 1;
    case "issues":
      openIssue(day, plan, person, key);
      return 1;
    case "reviewed":
      openPull(day, plan, person, random.pick(plan.team), key, random.chance(0.35) ? 2 : 1);
      return 1;
    case "releases":
      makeRelease({ plan, key, author: person, createdAt: beginning(day, plan) });
      return 1;
    case "others":
      growOthers(day, plan, person, key);
      return 1;
  }
}

/** The first commit of a repository, and what a script brings into it. */
function growFirstDay(day: Day, plan: Plan, person: Account): void {
  const { repository } = plan;
  const at = Math.max(repository.createdAt, START) + 2 * MINUTE;
  if (at < day.start || at >= day.start + DAY) return;
  const author = signatureOf(repository.relation === "owner" ? person : (plan.team[0] ?? person));
  const key = `${person.login} first ${repository.id}`;
  const common = { repository, author, isMainline: true };
  makeCommit({ ...common, key, committedAt: at, onDefaultAt: at, message: "Initial commit" });
  const importedAt = at + HOUR;
  for (let index = 0; index < plan.imported; index += 1) {
    makeCommit({
      ...common,
      key: `${key} import ${index}`,
      committedAt: importedAt,
      onDefaultAt: importedAt,
      message: `Import page ${index + 1} of ${plan.imported}`,
    });
  }
}

/** A sitting: some commits in a row, straight to the default branch. */
function growCommits(day: Day, plan: Plan, author: Signature, key: string, count: number): number {
  const { random } = day;
  const topic = topicOf(plan.topic);
  let at = beginning(day, plan);
  for (let index = 0; index < count; index += 1) {
    // Rebased: written earlier than committed. Offline: pushed hours later.
    const written = random.chance(0.04) ? at - delay(random, 3 * HOUR) : at;
    const pushed = random.chance(0.02) ? at + delay(random, 2 * HOUR) : at;
    makeCommit({
      repository: plan.repository,
      key: `${key} ${index}`,
      author,
      authoredAt: written,
      committedAt: at,
      pushedAt: pushed,
      onDefaultAt: pushed,
      isMainline: true,
      message: commitMessage(random, topic),
    });
    at += Math.max(20_000, delay(random, 13 * MINUTE));
  }
  return count;
}

function growOthers(day: Day, plan: Plan, person: Account, key: string): void {
  const { random } = day;
  const mate = random.pick(plan.team);
  const dice = random.next();
  if (dice < 0.68)
    growCommits(day, plan, random.chance(0.04) ? STRANGER : signatureOf(mate), key, 1);
  else if (dice < 0.86) {
    const isBot = plan.repository.language === "TypeScript" && random.chance(0.4);
    openPull(day, plan, person, isBot ? BOT : mate, key, 0);
  } else if (dice < 0.98 || plan.releases === 0) openIssue(day, plan, mate, key);
  else makeRelease({ plan, key, author: mate, createdAt: beginning(day, plan) });
}

function growLife(
  day: Day,
  plans: readonly Plan[],
  person: Account,
  sessions: readonly number[],
  seed: string,
): void {
  for (const tick of ticksOf(sessions, day.start, day.start + DAY)) {
    const random = createRandom(`${seed} lives ${tick.key}`);
    const key = `${seed} life ${tick.key}`;
    const open = plans.filter(
      (plan) => plan.repository.relation === "owner" && !plan.repository.isPrivate,
    );
    const plan = random.weigh(open, (entry) => (entry.pulls > 0 ? shareAt(entry, day.start) : 0));
    if (!plan) continue;
    const author = signatureOf(person);
    if (tick.does === "pull") {
      day.openings.push({
        at: tick.at,
        plan,
        make: (number) =>
          makePull({
            plan,
            key,
            number,
            person,
            author: person,
            createdAt: tick.at,
            reviewedByPerson: 0,
            isQuick: true,
          }),
      });
    } else if (tick.does === "issue") {
      day.openings.push({
        at: tick.at,
        plan,
        make: (number) => makeIssue({ plan, key, number, author: person, createdAt: tick.at }),
      });
    } else {
      makeCommit({
        repository: plan.repository,
        key,
        author,
        committedAt: tick.does === "late commit" ? tick.at - LATE : tick.at,
        pushedAt: tick.at,
        onDefaultAt: tick.at,
        isMainline: true,
        message: commitMessage(random, topicOf(plan.topic)),
      });
    }
  }
}

function openPull(
  day: Day,
  plan: Plan,
  person: Account,
  author: Account,
  key: string,
  reviewedByPerson: number,
): void {
  const at = beginning(day, plan);
  day.openings.push({
    at,
    plan,
    make: (number) =>
      makePull({
        plan,
        key,
        number,
        person,
        author,
        createdAt: at,
        reviewedByPerson,
        isQuick: false,
      }),
  });
}

function openIssue(day: Day, plan: Plan, author: Account, key: string): void {
  const at = beginning(day, plan);
  day.openings.push({
    at,
    plan,
    make: (number) => makeIssue({ plan, key, number, author, createdAt: at }),
  });
}

/** A moment of the day at which the repository is there already. */
function beginning(day: Day, plan: Plan): number {
  const at = momentOf(day.random, day.start, plan.habit);
  return Math.max(at, plan.repository.createdAt + (5 + day.random.int(0, 200)) * MINUTE);
}

/** Projects that are older than this history have numbers in use already. */
function firstNumber(plan: Plan): number {
  return plan.repository.createdAt < START ? 20 + (plan.repository.stars % 4000) : 0;
}

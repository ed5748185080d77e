import { createRandom } from "../../../sandbox/random.ts";
import type { Random } from "../../../sandbox/random.ts";
import { BOT, STRANGER, WEB_FLOW, signatureOf } from "./accounts.ts";
import { delay, whenAwake } from "../../../sandbox/calendar.ts";
import { makeCommit } from "./make-commit.ts";
import { makeId } from "./make-id.ts";
import {
  branchName,
  commitMessage,
  pullBody,
  pullTitle,
  reviewBody,
  smallMessage,
} from "./phrases.ts";
import type { Plan } from "./plan.ts";
import { topicOf } from "./topics.ts";
import type { Account, Commit, Pull, Review } from "./world.ts";
import { DAY, HOUR, MINUTE } from "../../../sandbox/times.ts";

interface PullInput {
  plan: Plan;
  key: string;
  number: number;
  person: Account;
  author: Account;
  createdAt: number;
  /** How often the person reviews it. */
  reviewedByPerson: number;
  /** Merged within minutes: what happens while the sandbox runs. */
  isQuick: boolean;
}

/** A pull request with its whole life, future included: commits, reviews, and how it ends. */
export function makePull(input: PullInput): Pull {
  const { plan, key, number, author, createdAt } = input;
  const { repository } = plan;
  const random = createRandom(`pull ${key}`);
  const topic = topicOf(plan.topic);
  const title = author === BOT ? bumpTitle(random) : pullTitle(random, topic);
  const branch =
    author === BOT
      ? `dependabot/npm_and_yarn/${title.split(" ")[1] ?? "vite"}`
      : branchName(random, title);
  const end = endOf(random, input);
  const mergedAt = end.isMerged ? end.at : null;
  const mergedBy = mergedAt === null ? null : mergerOf(random, input);
  const isMerge = repository.merges === "merge";
  const isByPerson = author === input.person;

  const until = end.at ?? createdAt + 6 * DAY;
  const reviews = author === BOT ? [] : makeReviews(random, input, until);
  const commits = branchCommits(random, input, {
    until,
    onDefaultAt: isMerge ? mergedAt : null,
    title,
    reviews,
  });
  const headOwner =
    isByPerson && plan.fork
      ? plan.fork.owner
      : plan.repository.relation === "none"
        ? author
        : repository.owner;
  const tip = commits.at(-1) ?? null;

  const mergeCommit =
    mergedAt === null || mergedBy === null
      ? null
      : makeCommit({
          repository,
          key: `${key} merge`,
          author: signatureOf(isMerge ? mergedBy : author),
          committer: WEB_FLOW,
          committedAt: mergedAt,
          message: isMerge
            ? `Merge pull request #${number} from ${headOwner.login}/${branch}\n\n${title}`
            : squashMessage(title, number, commits),
          onDefaultAt: mergedAt,
          isMainline: true,
          mergedTip: isMerge ? tip : null,
        });

  const pull: Pull = {
    id: makeId("pull", createdAt, key),
    issueId: makeId("issue", createdAt, key),
    number,
    repository,
    headOwner,
    headRepository: headOwner === repository.owner ? repository : isByPerson ? plan.fork : null,
    branch,
    author,
    title,
    body:
      author === BOT
        ? `Bumps a dependency. Its release notes and commits are linked in the changelog.`
        : pullBody(random),
    labels: random.chance(0.25)
      ? [random.pick(["bug", "enhancement", "documentation", "performance"])]
      : [],
    createdAt,
    readyAt: readyAtOf(random, input, end),
    closedAt: end.at,
    mergedAt,
    mergedBy,
    mergeCommit,
    commits,
    reviews,
    comments: Array.from(
      { length: random.chance(0.4) ? random.int(1, 4) : 0 },
      () => createdAt + Math.floor(random.next() * ((until - createdAt) / 1000)) * 1000,
    ),
  };
  repository.pulls.push(pull);
  return pull;
}

function endOf(random: Random, input: PullInput): { at: number | null; isMerged: boolean } {
  const { createdAt, plan } = input;
  if (input.isQuick) return { at: createdAt + random.int(240, 700) * 1000, isMerged: true };
  const isElsewhere = plan.repository.relation === "none";
  const fate = random.next();
  const merged = isElsewhere ? 0.72 : 0.88;
  const closed = isElsewhere ? 0.93 : 0.97;
  if (fate >= closed) return { at: null, isMerged: false };
  const typical = isElsewhere ? 4 * DAY : plan.habit === "office" ? 20 * HOUR : 6 * HOUR;
  const at = whenAwake(random, createdAt + Math.max(4 * MINUTE, delay(random, typical)));
  if (at >= (plan.repository.archivedAt ?? Infinity)) return { at: null, isMerged: false };
  return { at, isMerged: fate < merged };
}

/** One in ten begins as a draft; a few that are never merged stay one. */
function readyAtOf(
  random: Random,
  input: PullInput,
  end: { at: number | null; isMerged: boolean },
): number {
  if (input.isQuick || input.author === BOT || !random.chance(0.1)) return input.createdAt;
  if (end.at === null || !end.isMerged) return Number.MAX_SAFE_INTEGER;
  return input.createdAt + Math.floor((end.at - input.createdAt) / 2000) * 1000;
}

function mergerOf(random: Random, input: PullInput): Account {
  const { plan, person, author } = input;
  const first = plan.team[0] ?? plan.repository.owner;
  switch (plan.repository.relation) {
    case "owner":
      return author === person || random.chance(0.85) ? person : author;
    case "none":
      return first;
    default:
      if (author === BOT) return first;
      if (author === person) return random.chance(0.6) ? person : random.pick(plan.team);
      return input.reviewedByPerson > 0 && random.chance(0.5) ? person : author;
  }
}

function makeReviews(random: Random, input: PullInput, until: number): Review[] {
  const { plan, person, author, createdAt, key } = input;
  const reviews: Review[] = [];
  const add = (by: Account, state: Review["state"], submittedAt: number): void => {
    reviews.push({
      id: makeId("review", submittedAt, `${key} ${reviews.length}`),
      author: by,
      state,
      body: reviewBody(random, state),
      submittedAt,
    });
  };
  const within = (share: number): number =>
    createdAt + Math.max(60, Math.floor(((until - createdAt) * share) / 1000)) * 1000;

  const others = plan.team.filter((mate) => mate !== author);
  const habit = plan.repository.relation === "owner" ? 0.25 : 0.85;
  if (others.length > 0 && !input.isQuick && random.chance(author === person ? habit : habit / 3)) {
    const mate = random.pick(others);
    if (random.chance(0.35)) {
      add(mate, random.chance(0.5) ? "CHANGES_REQUESTED" : "COMMENTED", within(0.3));
      if (random.chance(0.3)) add(author, "COMMENTED", within(0.45));
    }
    add(mate, "APPROVED", within(0.8));
  }
  for (let round = input.reviewedByPerson; round > 0; round -= 1) {
    const early = random.chance(0.6) ? "CHANGES_REQUESTED" : "COMMENTED";
    const last = random.chance(0.8) ? "APPROVED" : "COMMENTED";
    add(person, round > 1 ? early : last, within(round > 1 ? 0.35 : 0.75));
  }
  return reviews.sort((a, b) => a.submittedAt - b.submittedAt);
}

interface Branch {
  until: number;
  onDefaultAt: number | null;
  title: string;
  reviews: readonly Review[];
}

/** Some commits before the pull request was opened, some after a review. */
function branchCommits(random: Random, input: PullInput, branch: Branch): Commit[] {
  const { plan, author, createdAt, key } = input;
  const topic = topicOf(plan.topic);
  const before = author === BOT || input.isQuick ? 1 : 1 + Math.floor(random.next() ** 2 * 5);
  const times = [createdAt - random.int(40, 900) * 1000];
  for (let more = before - 1; more > 0; more -= 1)
    times.unshift((times[0] ?? createdAt) - delay(random, 50 * MINUTE));
  for (const review of branch.reviews) {
    const at = review.submittedAt + delay(random, 40 * MINUTE);
    if (review.state !== "APPROVED" && review.author !== author && at < branch.until)
      times.push(at);
  }
  times.sort((a, b) => a - b);
  const isStranger =
    plan.repository.relation !== "none" &&
    author !== input.person &&
    author !== BOT &&
    random.chance(0.04);
  const commits: Commit[] = [];
  for (const [index, at] of times.entries()) {
    const message =
      times.length === 1
        ? branch.title
        : at > createdAt
          ? smallMessage(random)
          : commitMessage(random, topic);
    commits.push(
      makeCommit({
        repository: plan.repository,
        key: `${key} branch ${index}`,
        author: isStranger ? STRANGER : signatureOf(author),
        committedAt: at,
        pushedAt: Math.max(at, createdAt),
        message,
        onDefaultAt: branch.onDefaultAt,
        isMainline: false,
        branchParent: commits.at(-1) ?? null,
      }),
    );
  }
  return commits;
}

function squashMessage(title: string, number: number, commits: readonly Commit[]): string {
  const head = `${title} (#${number})`;
  if (commits.length < 2) return head;
  return `${head}\n\n${commits.map((commit) => `* ${commit.message.split("\n")[0] ?? ""}`).join("\n\n")}`;
}

function bumpTitle(random: Random): string {
  const minor = random.int(1, 30);
  return `Bump ${random.pick(["vite", "typescript", "zod", "hono", "vitest", "undici", "esbuild"])} from ${random.int(1, 5)}.${minor}.0 to ${random.int(5, 6)}.${minor + 1}.${random.int(0, 4)}`;
}

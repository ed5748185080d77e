import { createRandom } from "../../../sandbox/random.ts";
import { delay, whenAwake } from "../../../sandbox/calendar.ts";
import { makeId } from "./make-id.ts";
import { issueBody, issueTitle } from "./phrases.ts";
import type { Plan } from "./plan.ts";
import { topicOf } from "./topics.ts";
import type { Account } from "./world.ts";
import { DAY } from "../../../sandbox/times.ts";

interface IssueInput {
  plan: Plan;
  key: string;
  number: number;
  author: Account;
  createdAt: number;
  id?: number;
}

export function makeIssue({ plan, key, number, author, createdAt, id }: IssueInput): void {
  const random = createRandom(`issue ${key}`);
  const closedAt = random.chance(0.82)
    ? whenAwake(random, createdAt + delay(random, 6 * DAY))
    : null;
  const closer = plan.repository.relation === "owner" ? plan.repository.owner : plan.team[0];
  const until = closedAt ?? createdAt + 20 * DAY;
  plan.repository.issues.push({
    id: id ?? makeId("issue", createdAt, key),
    number,
    repository: plan.repository,
    author,
    title: issueTitle(random, topicOf(plan.topic)),
    body: issueBody(random),
    labels: random.chance(0.6)
      ? [random.pick(["bug", "enhancement", "documentation", "question", "good first issue"])]
      : [],
    createdAt,
    closedAt,
    closedBy: closedAt === null ? null : (closer ?? author),
    stateReason: random.chance(0.85) ? "completed" : "not_planned",
    comments: Array.from(
      { length: random.int(0, 5) },
      () => createdAt + Math.floor((random.next() * (until - createdAt)) / 1000) * 1000,
    ),
  });
}

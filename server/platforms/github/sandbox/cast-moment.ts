import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { numberOf } from "../../../sandbox/random.ts";
import { DAY, REFERENCE_DAY } from "../../../sandbox/times.ts";
import { signatureOf } from "./accounts.ts";
import { makeCommit } from "./make-commit.ts";
import { makeIssue } from "./make-issue.ts";
import { toPlan, toRepository } from "./make-repository.ts";
import type { Account, Repository } from "./world.ts";

const MOMENT = REFERENCE_DAY - 30 * DAY;
/** The rest are issues. */
const COMMITS = 0.7;

/** All that somebody did, in one second: a script moved a project here, with its issues. */
export function castMoment(person: Person, account: Account): Repository {
  const repository = toRepository({
    owner: account,
    relation: "owner",
    name: "moved-here",
    created: MOMENT - 3 * DAY,
    language: "Go",
    stars: 0,
    description: "Moved here from elsewhere.",
  });
  const plan = toPlan(repository, { topic: "tool", habit: "any", phases: [] });
  // Ids that grow with the seconds would not do for so many in one.
  const firstId = 7_000_000_000 + numberOf(person.id, 1_000_000) * 1000;
  const commits = Math.round(person.items * COMMITS);
  for (let index = 0; index < person.items; index += 1) {
    const key = `${person.id} at once ${index}`;
    if (index < commits) {
      makeCommit({
        repository,
        key,
        author: signatureOf(account),
        committedAt: MOMENT,
        onDefaultAt: MOMENT,
        isMainline: true,
        message: `Move part ${index + 1} of ${commits}`,
      });
    } else {
      const number = index - commits + 1;
      makeIssue({ plan, key, number, author: account, createdAt: MOMENT, id: firstId + number });
    }
  }
  return repository;
}

import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { BOT, WEB_FLOW, toAccount } from "./accounts.ts";
import { castInes } from "./cast-ines.ts";
import { castMoment } from "./cast-moment.ts";
import { castPerson } from "./cast-person.ts";
import { createGrowth } from "./grow.ts";
import type { Account, Repository } from "./world.ts";

/** Everything that a person and those around them do on GitHub. It grows day by day and never changes. */
export interface History {
  readonly person: Person;
  readonly account: Account;
  readonly repositories: readonly Repository[];
  readonly accounts: readonly Account[];
}

/** A source of histories that remembers what it has grown; `now` must lie in what is asked for. */
export function createHistories(): (
  person: Person,
  sessions: readonly number[],
  now: number,
) => History {
  const grown = new Map<string, { history: History; growTo: (now: number) => void }>();
  return (person, sessions, now) => {
    const known = grown.get(person.id) ?? begin(person, sessions);
    grown.set(person.id, known);
    known.growTo(now);
    return known.history;
  };
}

function begin(person: Person, sessions: readonly number[]) {
  const account = toAccount(person.login, person.name, person.email);
  const cast = castOf(person, account);
  const repositories = [...cast.plans.map((plan) => plan.repository), ...cast.still];
  const all = [
    account,
    BOT,
    ...(WEB_FLOW.account ? [WEB_FLOW.account] : []),
    ...cast.plans.flatMap((plan) => [plan.repository.owner, ...plan.team]),
  ];
  const accounts = [...new Map(all.map((entry) => [entry.id, entry])).values()];
  const growTo = createGrowth(person, account, cast.plans, person.lives ? sessions : []);
  return { history: { person, account, repositories, accounts }, growTo };
}

function castOf(person: Person, account: Account) {
  if (person.items === 0) return { plans: [], still: [] };
  if (person.inOneMoment) return { plans: [], still: [castMoment(person, account)] };
  return person.id === "ines" ? castInes(account) : castPerson(account);
}

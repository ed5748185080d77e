import { findPerson } from "../../../sandbox/people.ts";
import type { Person, SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import type { History, createHistories } from "./history.ts";
import { isThere } from "./reading.ts";
import { fullName } from "./world.ts";
import type { Account, Repository } from "./world.ts";

/** Who asks. `scopes` decide whether private repositories exist for them. */
export interface Viewer {
  readonly person: Person;
  readonly history: History;
  readonly scopes: readonly string[];
}

/** All people's histories as one GitHub, seen by one viewer at one time. */
export interface Universe {
  readonly now: number;
  readonly viewer: Viewer | null;
  canSee(repository: Repository): boolean;
  findRepository(matches: (repository: Repository) => boolean): Repository | null;
  /** By login or number. */
  findAccount(name: string): Account | null;
  historyOf(login: string): History | null;
  /** What the viewer and the named people have to do with, once each, as far as the viewer may see. */
  repositoriesAround(logins: readonly string[]): Repository[];
}

export function createUniverse(
  world: SandboxWorld,
  histories: ReturnType<typeof createHistories>,
  viewer: Viewer | null,
): Universe {
  const { now } = world;
  const grow = (person: Person): History => histories(person, world.sessions, now);
  const others = world.people.filter((person) => person !== viewer?.person);
  const historyOf = (login: string): History | null => {
    const person = findPerson(world.people, login);
    return person && person.login === login.toLowerCase() ? grow(person) : null;
  };
  const canSee = (repository: Repository): boolean => {
    if (!isThere(repository, now)) return false;
    if (!repository.isPrivate) return true;
    return (
      viewer !== null &&
      viewer.scopes.includes("repo") &&
      viewer.history.repositories.includes(repository)
    );
  };
  /** The viewer's own history first: it has the viewer's private things, and mostly suffices. */
  const all = function* (): Generator<History> {
    if (viewer) yield viewer.history;
    for (const person of others) yield grow(person);
  };
  return {
    now,
    viewer,
    canSee,
    historyOf,
    findRepository(matches) {
      for (const history of all()) {
        const found = history.repositories.find(
          (repository) => matches(repository) && canSee(repository),
        );
        if (found) return found;
      }
      return null;
    },
    findAccount(name) {
      const wanted = name.toLowerCase();
      for (const history of all()) {
        const found = history.accounts.find(
          (account) => account.login.toLowerCase() === wanted || String(account.id) === wanted,
        );
        if (found) return found;
      }
      return null;
    },
    repositoriesAround(logins) {
      const around = [viewer?.history, ...logins.map(historyOf)].filter(
        (entry) => entry !== undefined && entry !== null,
      );
      const known = around.flatMap((history) => history.repositories).filter(canSee);
      return [...new Map(known.map((repository) => [fullName(repository), repository])).values()];
    },
  };
}

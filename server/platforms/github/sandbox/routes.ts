import { profileBody } from "./account-body.ts";
import { NOT_FOUND, ok, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { eventsOf } from "./events.ts";
import { listing } from "./listing.ts";
import { viewRepository } from "./reading.ts";
import { repositoryBody } from "./repository-body.ts";
import { answerInRepository } from "./repository-routes.ts";
import { searchCommits, searchIssues } from "./search.ts";
import type { Universe } from "./universe.ts";
import { API } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Account, Repository } from "./world.ts";

/** The API's reading half: what each path says, to whom it is said. */
export function answerApi(universe: Universe, path: string, query: URLSearchParams): Answer {
  const [root, first, second, ...more] = path.split("/").slice(1).map(decodeURIComponent);
  switch (root) {
    case "":
      return ok({
        current_user_url: `${API}/user`,
        rate_limit_url: `${API}/rate_limit`,
        user_url: `${API}/users/{user}`,
      });
    case "user":
      return answerUser(universe, [first, second, more[0]], query);
    case "users":
      return answerAccount(universe, universe.findAccount(first ?? ""), second, more[0], query);
    case "repos":
      return answerNamed(universe, `${first}/${second}`, more, query);
    case "repositories": {
      const repository = universe.findRepository((entry) => String(entry.id) === first);
      const rest = [second, ...more].filter((part) => part !== undefined);
      return repository ? answerInRepository(universe, repository, rest, query) : NOT_FOUND;
    }
    case "search":
      if (first === "issues" && second === undefined) return searchIssues(universe, query);
      if (first === "commits" && second === undefined) return searchCommits(universe, query);
      return NOT_FOUND;
    default:
      return NOT_FOUND;
  }
}

function answerUser(
  universe: Universe,
  [first, second, third]: (string | undefined)[],
  query: URLSearchParams,
): Answer {
  const { viewer } = universe;
  // `/user/{id}/events` is how Link headers write `/users/{login}/events`.
  if (first !== undefined && /^\d+$/.test(first)) {
    return answerAccount(universe, universe.findAccount(first), second, third, query);
  }
  if (!viewer) return refusal(401, "Requires authentication");
  if (first === undefined) {
    const { account } = viewer.history;
    return ok({
      ...profileBody(account, countsOf(universe, account)),
      ...(viewer.scopes.includes("user") ? { private_gists: 0 } : {}),
    });
  }
  if (first === "repos" && second === undefined) {
    return listing(selectRepositories(universe, query), query, "/user/repos", (repository) =>
      repositoryBody(repository, universe.now),
    );
  }
  return NOT_FOUND;
}

/** A path with a former name is answered by a redirect to the number, as after every rename. */
function answerNamed(
  universe: Universe,
  name: string,
  rest: readonly string[],
  query: URLSearchParams,
): Answer {
  const wanted = name.toLowerCase();
  const repository = universe.findRepository((entry) => fullName(entry).toLowerCase() === wanted);
  if (repository) return answerInRepository(universe, repository, rest, query);
  const renamed = universe.findRepository(
    (entry) => `${entry.owner.login}/${entry.formerName ?? ""}`.toLowerCase() === wanted,
  );
  if (!renamed) return NOT_FOUND;
  const search = query.size > 0 ? `?${query.toString()}` : "";
  const url = `${API}/${["repositories", renamed.id, ...rest].join("/")}${search}`;
  return { ...refusal(301, "Moved Permanently", { url }), headers: { location: url } };
}

function answerAccount(
  universe: Universe,
  account: Account | null,
  section: string | undefined,
  part: string | undefined,
  query: URLSearchParams,
): Answer {
  if (!account) return NOT_FOUND;
  if (section === undefined) return ok(profileBody(account, countsOf(universe, account)));
  const mine = universe.historyOf(account.login)?.repositories ?? [];
  const visible = mine.filter((repository) => universe.canSee(repository));
  const isOwn = account === universe.viewer?.history.account;
  if (section === "events" && (part === undefined || part === "public")) {
    const shown =
      isOwn && part === undefined ? visible : visible.filter((repository) => !repository.isPrivate);
    const path = `/user/${account.id}/${part === undefined ? "events" : "events/public"}`;
    return listing(eventsOf(account, shown, universe.now), query, path, (event) => event, {
      "x-poll-interval": "60",
    });
  }
  if (section === "repos") {
    const owned = visible.filter(
      (repository) => repository.owner === account && !repository.isPrivate,
    );
    return listing(owned, query, `/user/${account.id}/repos`, (repository) =>
      repositoryBody(repository, universe.now),
    );
  }
  return NOT_FOUND;
}

function selectRepositories(universe: Universe, query: URLSearchParams): Repository[] {
  const affiliation = (query.get("affiliation") ?? "owner,collaborator,organization_member").split(
    ",",
  );
  const visibility = query.get("visibility") ?? "all";
  const by = query.get("sort") ?? "full_name";
  const direction = query.get("direction") ?? (by === "full_name" ? "asc" : "desc");
  const views = (universe.viewer?.history.repositories ?? [])
    .filter(
      (repository) => universe.canSee(repository) && affiliation.includes(repository.relation),
    )
    .filter(
      (repository) => visibility === "all" || (visibility === "private") === repository.isPrivate,
    )
    .map((repository) => ({ repository, view: viewRepository(repository, universe.now) }));
  const compare = (a: (typeof views)[number], b: (typeof views)[number]): number => {
    if (by === "created") return a.repository.createdAt - b.repository.createdAt;
    if (by === "updated") return a.view.updatedAt - b.view.updatedAt;
    if (by === "pushed") return a.view.pushedAt - b.view.pushedAt;
    return fullName(a.repository) < fullName(b.repository) ? -1 : 1;
  };
  const sign = direction === "asc" ? 1 : -1;
  return views.sort((a, b) => sign * compare(a, b)).map(({ repository }) => repository);
}

function countsOf(universe: Universe, account: Account) {
  const owned = (universe.historyOf(account.login)?.repositories ?? []).filter(
    (repository) =>
      repository.owner === account && !repository.isPrivate && universe.canSee(repository),
  );
  return { publicRepos: owned.length, updatedAt: account.createdAt + 40 * 86_400_000 };
}

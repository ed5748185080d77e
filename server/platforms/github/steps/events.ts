import type { HttpResponse } from "../../http.ts";
import type { Task } from "../cursor.ts";
import { timeOf } from "../map.ts";
import { event, type GithubEvent, listOf } from "../schema.ts";
import { readNote } from "../remembered.ts";
import { tasksOfPushes } from "./pushes.ts";
import { HOUR, openPulls, PUSH_DELAY, refOf, type Step, type Walk } from "./step.ts";

/** The listing goes no further back: https://docs.github.com/rest/activity/events */
const MOST_EVENTS = 300;

/**
 * Events are only a signal: they come late, some never, and a push no longer carries its commits.
 * Each one that is new says where to look.
 */
export function readEvents(response: HttpResponse, walk: Walk): Step {
  const { cursor } = walk;
  const { unsettled } = cursor.events;
  const page = response.json(listOf(event));
  const known = new Set(cursor.events.seen);
  const settled = new Set(cursor.events.seen.slice(unsettled));
  const fresh = page.filter((entry) => !known.has(String(entry.id)));
  const shown = fresh.filter((entry) => cursor.includePrivate || entry.public !== false);
  const seen = [...page.map((entry) => String(entry.id)), ...cursor.events.seen];
  const isReached = page.length === 0 || page.some((entry) => settled.has(String(entry.id)));
  const further = isReached ? null : response.next;
  const isCut = !isReached && further === null && known.size > 0;
  return {
    tasks: [
      ...byRepository(shown).flatMap((events) => tasksOf(events, walk)),
      ...(further === null ? [] : [{ type: "events", url: further } as const]),
    ],
    changes: {
      events: {
        ...cursor.events,
        seen: [...new Set(seen)].slice(0, MOST_EVENTS),
        unsettled: further === null ? 0 : unsettled + fresh.length,
      },
      // None of those that were known is left.
      ...(isCut ? { missedEvents: true } : {}),
    },
  };
}

/** A page that is refused hides pushes as well as one that is no longer there. */
export function withoutEvents({ cursor }: Walk): Step {
  return { changes: { events: { ...cursor.events, unsettled: 0 }, missedEvents: true } };
}

function byRepository(events: readonly GithubEvent[]): [GithubEvent, ...GithubEvent[]][] {
  const groups = new Map<string, [GithubEvent, ...GithubEvent[]]>();
  for (const entry of events) {
    const group = groups.get(entry.repo.name);
    if (group) group.push(entry);
    else groups.set(entry.repo.name, [entry]);
  }
  return [...groups.values()];
}

function tasksOf(events: [GithubEvent, ...GithubEvent[]], { cursor, now }: Walk): Task[] {
  const [first] = events;
  const { name } = first.repo;
  const isPrivate = first.public === undefined || first.public === null ? undefined : !first.public;
  const known = readNote(cursor.repositories[name]);
  const repository = refOf(name, known, isPrivate);
  const earliest = Math.min(now, ...events.map((entry) => timeOf(entry.created_at) ?? now));
  const types = new Set(events.map((entry) => entry.type));
  const tasks: Task[] = [];
  if (types.has("PublicEvent")) tasks.push({ type: "repository", repository });
  const pushes = events.filter(({ type }) => type === "PushEvent" || type === "CreateEvent");
  tasks.push(...tasksOfPushes(pushes, repository, known?.branch ?? null, earliest - PUSH_DELAY));
  if (types.has("IssuesEvent")) {
    tasks.push({ type: "issues", repository, since: earliest - HOUR });
  }
  if (types.has("ReleaseEvent")) tasks.push({ type: "releases", repository, newest: true });
  const pulls = pullsOf(events);
  for (const [number, reviewed] of pulls) {
    tasks.push({ type: "pull", repository, number, ...(reviewed ? { reviewed } : {}) });
  }
  // A push to a fork may belong to a pull request in the repository it was forked from.
  const others = openPulls(cursor, (other) => shortName(other) === shortName(name));
  return [
    ...tasks,
    ...others.filter((task) => task.repository.name !== name || !pulls.has(task.number)),
  ];
}

/** Their numbers, and whether the account reviewed them. */
function pullsOf(events: readonly GithubEvent[]): Map<number, boolean> {
  const pulls = new Map<number, boolean>();
  for (const { type, payload } of events) {
    const number = payload?.number ?? payload?.pull_request?.number;
    if (!type.startsWith("PullRequest") || typeof number !== "number") continue;
    pulls.set(number, type !== "PullRequestEvent" || pulls.get(number) === true);
  }
  return pulls;
}

function shortName(repositoryName: string): string | undefined {
  return repositoryName.split("/")[1]?.toLowerCase();
}

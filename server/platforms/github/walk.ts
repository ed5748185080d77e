import { PlatformError } from "../../errors.ts";
import { type HttpResponse, keptAnswer } from "../http.ts";
import type { Page, PageRequest, PlatformAccount, PlatformItem, RawPage } from "../page.ts";
import { type Cursor, parseCursor, rawContext, type Task, type TaskOf } from "./cursor.ts";
import { progressOf } from "./progress.ts";
import { reachOf } from "./reach.ts";
import { beginReconciliation, isReconciliationDue } from "./reconciliation.ts";
import { requestFor } from "./requests.ts";
import { readCommits, readPullCommits } from "./steps/commits.ts";
import { readComparison, withoutComparison } from "./steps/comparison.ts";
import { readEvents, withoutEvents } from "./steps/events.ts";
import { readIssues } from "./steps/issues.ts";
import { readMissingPull, readPull, readPulls } from "./steps/pulls.ts";
import { readReleases } from "./steps/releases.ts";
import { readRepositories, tasksOf } from "./steps/repositories.ts";
import { readReviews } from "./steps/reviews.ts";
import { readSearch } from "./steps/search.ts";
import { chooseSignal, etagOf, readSignal, signalBetween, withoutSignal } from "./steps/signal.ts";
import { HOUR, type Step, type Walk } from "./steps/step.ts";

type Request = Exclude<Task, TaskOf<"repository">>;

/** A thing that failed this many runs in a row lets the others pass. */
const PATIENCE = 3;
const DEFERRED_KEPT = 50;
/** What was put aside because it alone did not answer is asked again after this. */
const DEFERRED_FOR = 4 * HOUR;

/** One request of the walk: the next task, or, when nothing is left to do, one of the two signals. */
export async function fetchPage(request: PageRequest): Promise<Page> {
  const { http, account, now } = request;
  const stored = parseCursor(request.cursor, request.includePrivate, now);
  const walk: Walk = {
    account,
    now,
    cursor: withNextTask({ account, now, cursor: stored }, request.failures),
  };
  const [task, ...rest] = walk.cursor.tasks;
  if (!task || task.type === "repository") {
    return { ...pageOf({}, walk, [], null), unchanged: true };
  }
  const isCheck = stored.phase === "live" && stored.tasks.length === 0 && task.type === "signal";
  let response: HttpResponse;
  let step: Step;
  try {
    const etag = task.type === "signal" ? etagOf(task.signal, walk.cursor) : null;
    response = await http.send({ ...requestFor(task, walk.cursor, account), etag });
    step = readAnswer(task, response, walk);
  } catch (error) {
    const past = pageOf(stepOver(error, task, walk, request.failures), walk, rest, null);
    const isTold = error instanceof PlatformError && error.retryAt !== null;
    return isTold ? { ...past, refusal: error } : past;
  }
  const isBetween = task.type === "signal" && rest.length > 0;
  const news = isBetween ? { newsAbove: rest.length } : {};
  step = { ...step, changes: { ...step.changes, ...news, stalled: 0 } };
  const isQuiet = task.type === "signal" && (step.tasks ?? []).length === 0;
  const raw = isQuiet ? null : rawOf(task, response, walk.cursor);
  return { ...pageOf(step, walk, rest, raw), unchanged: isCheck && isQuiet };
}

/** Puts a task in front that makes a request, if there is any to make. */
function withNextTask(walk: Walk, failures: number): Cursor {
  const { cursor, now } = walk;
  if (cursor.tasks.length === 0) {
    if (isReconciliationDue(cursor, now)) return beginReconciliation(cursor, now);
    if (cursor.deferred.length > 0 && now - cursor.deferredAt >= DEFERRED_FOR) {
      const again = { ...cursor, tasks: cursor.deferred, deferred: [], deferredAt: now };
      return withNextTask({ ...walk, cursor: again }, failures);
    }
    const signal = chooseSignal(cursor, now, failures);
    return signal === null ? cursor : { ...cursor, tasks: [{ type: "signal", signal }] };
  }
  const news = failures === 0 ? signalBetween(cursor, now) : null;
  if (news !== null) {
    return { ...cursor, tasks: [{ type: "signal", signal: news }, ...cursor.tasks] };
  }
  const [first, ...rest] = cursor.tasks;
  if (first?.type !== "repository") return cursor;
  return { ...cursor, tasks: inFront(tasksOf(first.repository, walk), rest) };
}

function readAnswer(task: Request, response: HttpResponse, walk: Walk): Step {
  switch (task.type) {
    case "repositories":
      return readRepositories(task, response, walk);
    case "commits":
      return readCommits(task, response, walk);
    case "compare":
      return readComparison(task, response, walk);
    case "pulls":
      return readPulls(task, response, walk);
    case "pull":
      return readPull(task, response, walk);
    case "pull-commits":
      return readPullCommits(task, response, walk);
    case "issues":
      return readIssues(task, response, walk);
    case "reviews":
      return readReviews(task, response, walk);
    case "releases":
      return readReleases(task, response, walk);
    case "search":
      return readSearch(task, response, walk);
    case "events":
      return readEvents(response, walk);
    case "signal":
      return readSignal(task, response, walk);
  }
}

/**
 * What is gone or closed is passed by. What fails again and again waits behind the rest; it is put
 * aside only when the others have had their turn, so that an outage drops nothing. The rest is thrown.
 */
function stepOver(error: unknown, task: Request, walk: Walk, failures: number): Step {
  if (!(error instanceof PlatformError)) throw error;
  if (isClosedForNow(error, task)) return { changes: putAside(walk, repositoryOf(task)) };
  if (isRefused(error, task)) return withoutAnswer(task, walk);
  const { phase, deferred, tasks } = walk.cursor;
  const isStubborn = error.kind === "unavailable" || error.kind === "bad_response";
  const isLiveCheck = phase === "live" && task.type === "signal";
  if (!isStubborn || failures < PATIENCE || isLiveCheck) throw error;
  if (task.type === "signal") return {};
  if (task.type === "compare") return withoutAnswer(task, walk);
  if (task.type === "repositories" && phase === "backfill") {
    // Without the list there is no first walk: it waits behind the rest, and then for an answer.
    if (tasks.length === 1) throw error;
    return { later: [task] };
  }
  const stalled = walk.cursor.stalled + 1;
  if (tasks.length > 1 && stalled <= tasks.length) return { later: [task], changes: { stalled } };
  // So many do not fail by themselves: nothing is dropped, the walk waits.
  if (deferred.length >= DEFERRED_KEPT) throw error;
  return { changes: putAside(walk, task) };
}

function putAside({ cursor, now }: Walk, task: Task): Pick<Cursor, "deferred" | "deferredAt"> {
  const deferred = inFront([task], cursor.deferred);
  return { deferred: deferred.slice(-DEFERRED_KEPT), deferredAt: now };
}

/** A repository that must not be read yet (single sign-on, a legal block) is read whole once it may be. */
function isClosedForNow({ kind, status }: PlatformError, task: Request): task is TaskOf<"commits"> {
  const isFirstLook = task.type === "commits" && task.since === undefined && !task.url;
  return isFirstLook && kind !== "rate_limited" && (status === 403 || status === 451);
}

function repositoryOf({ repository }: TaskOf<"commits">): Task {
  return { type: "repository", repository };
}

/**
 * 403 that is no rate limit, and 422: this is not for us. A closed account is another matter. A
 * comparison that cannot be read has a listing to stand in for it.
 */
function isRefused({ kind, status }: PlatformError, task: Request): boolean {
  if (task.type === "repositories" && status === 403) return false;
  const isOptional = task.type === "compare" || status === 403 || status === 422;
  return kind === "not_found" || (kind === "bad_response" && isOptional);
}

function withoutAnswer(task: Request, walk: Walk): Step {
  if (task.type === "signal") return withoutSignal(task, walk);
  if (task.type === "pull") return readMissingPull(task, walk);
  if (task.type === "compare") return { tasks: withoutComparison(task) };
  if (task.type === "events") return withoutEvents(walk);
  const isFirstSearch = task.type === "search" && task.find !== "commits" && task.seen === 0;
  return isFirstSearch && task.before === undefined ? { changes: { searchable: false } } : {};
}

function pageOf(step: Step, walk: Walk, rest: readonly Task[], raw: Page["raw"]): Page {
  const { now } = walk;
  const { later = [] } = step;
  const tasks = [...inFront(step.tasks ?? [], rest), ...later];
  const done = walk.cursor.done + 1;
  const changed = { ...walk.cursor, ...step.changes, tasks, done };
  const cursor = settled(afterNews(changed, later.length), now);
  return {
    items: step.items ?? [],
    links: step.links ?? [],
    raw,
    cursor,
    more: cursor.tasks.length > 0,
    unchanged: false,
    complete: cursor.complete,
    reach: reachOf(cursor),
    progress: progressOf({ ...walk, cursor }),
  };
}

/** What a signal brought is in front, and through when no more waits than before. */
function afterNews(cursor: Cursor, later: number): Cursor {
  if (cursor.newsAbove === null) return cursor;
  const newsAbove = cursor.newsAbove + later;
  const isThrough = cursor.tasks.length <= newsAbove;
  return isThrough
    ? { ...cursor, newsAbove: null, newsDone: cursor.done }
    : { ...cursor, newsAbove };
}

/** With the last task a walk ends; from then on signals are watched. */
function settled(cursor: Cursor, now: number): Cursor {
  if (cursor.tasks.length > 0) return cursor;
  if (cursor.phase === "live") return { ...cursor, done: 0 };
  const lookedAround = { startedAt: cursor.startedAt, finishedAt: now };
  return {
    ...cursor,
    phase: "live",
    complete: true,
    done: 0,
    lookedAround,
    readsAll: false,
    lacks: null,
  };
}

function inFront(tasks: readonly Task[], rest: readonly Task[]): Task[] {
  const known = new Set(rest.map((task) => JSON.stringify(task)));
  const added = tasks.filter((task) => {
    const name = JSON.stringify(task);
    return !known.has(name) && known.add(name);
  });
  return [...added, ...rest];
}

/** The items of a kept answer; nothing where it is not known what was asked. */
export function mapAnswer(raw: RawPage, account: PlatformAccount): readonly PlatformItem[] {
  const context = rawContext.safeParse(raw.context);
  if (!context.success || context.data.task.type === "repository") return [];
  const { task, includePrivate, repositories } = context.data;
  const response = keptAnswer(raw.url, raw.body);
  const cursor = { ...parseCursor(null, includePrivate, 0), repositories };
  return readAnswer(task, response, { account, now: 0, cursor }).items ?? [];
}

function rawOf(task: Request, response: HttpResponse, cursor: Cursor): Page["raw"] {
  const endpoint =
    task.type === "search"
      ? `search-${task.find}`
      : task.type === "signal"
        ? task.signal
        : task.type;
  const { url, body } = response;
  const context = { task, includePrivate: cursor.includePrivate };
  if (task.type !== "search") return { endpoint, url, body, context };
  // What a search finds is judged by what is known of its repository.
  const known = Object.entries(cursor.repositories).filter(([name]) => body.includes(name));
  const repositories = Object.fromEntries(known);
  return { endpoint, url, body, context: { ...context, repositories } };
}

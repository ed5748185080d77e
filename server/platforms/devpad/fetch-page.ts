import * as z from "zod";
import type { PlatformHttp } from "../http.ts";
import type { Page, PageRequest, RawPage } from "../page.ts";
import { shortHash } from "../short-hash.ts";
import {
  knownProject,
  lastChangeOf,
  needsMemory,
  ownOf,
  readProjects,
  readTasks,
  rowsOf,
  SITE,
} from "./map.ts";
import type { Rows } from "./map.ts";
import { inWordsOfDevpad } from "./refusal.ts";
import type * as schema from "./schema.ts";

/**
 * devpad has two listings and gives each as a whole, without pages, conditions or times to ask by. So a
 * check reads the tasks, and every third the projects in their place, because a task is as private as
 * its project: never twice in a row, for checks may lie hours apart. Where those changed, or a task is
 * of one that is not known, it reads both.
 */
const PROJECTS_EVERY_MS = 14 * 60_000;
/** The cursor stays small: beyond these, a completed task that is edited moves. */
const MOST_COMPLETED = 2000;

const known = z.object({ name: z.string(), url: z.string().nullable(), isPublic: z.boolean() });
const cursor = z.object({
  version: z.literal(1),
  /** What the listings became last. */
  prints: z.object({ projects: z.string().nullable(), tasks: z.string().nullable() }),
  projectsAt: z.number().nullable(),
  /** Whether the tasks were read since. */
  hasReadTasks: z.boolean().default(true),
  projects: z.record(z.string(), known),
  /** Projects that tasks name and the listing lacks: they are asked for once. */
  missing: z.array(z.string()),
  /** When each task without a time of its own was first seen completed, by its id. */
  completed: z.record(z.string(), z.number()),
  isComplete: z.boolean(),
});
type Cursor = z.infer<typeof cursor>;

const FRESH: Cursor = {
  version: 1,
  prints: { projects: null, tasks: null },
  projectsAt: null,
  hasReadTasks: false,
  projects: {},
  missing: [],
  completed: {},
  isComplete: false,
};

export async function fetchPage(request: PageRequest): Promise<Page> {
  const parsed = cursor.safeParse(request.cursor);
  const before = parsed.success ? parsed.data : FRESH;
  const { projectsAt, hasReadTasks } = before;
  const isTurn = hasReadTasks && request.now - (projectsAt ?? 0) >= PROJECTS_EVERY_MS;
  return projectsAt === null || isTurn
    ? await readsProjects(request, before)
    : await readsTasks(request, before);
}

async function readsProjects(request: PageRequest, before: Cursor): Promise<Page> {
  const raw = await ask(request.http, "projects", { private: request.includePrivate });
  const { entries } = readProjects(raw);
  const listed = Object.fromEntries(entries.map((one) => [one.id, knownProject(one)]));
  // Tasks keep the name of one that is not listed any more, and are private with it.
  const left = Object.entries(before.projects).map(([id, one]) => [
    id,
    { ...one, isPublic: false },
  ]);
  const projects = { ...Object.fromEntries(left), ...listed };
  const after = { ...before, projects, projectsAt: request.now, hasReadTasks: false };
  return toPage(request, after, raw, "projects");
}

async function readsTasks(request: PageRequest, before: Cursor): Promise<Page> {
  const found = await ask(request.http, "tasks", {});
  const tasks = readTasks(found).entries.map(({ task }) => task);
  const completed = completedNow(tasks, before.completed);
  const { projects } = before;
  const raw = { ...found, context: { private: request.includePrivate, projects, completed } };
  const named = tasks.flatMap(({ project_id }) => (project_id ? [project_id] : []));
  const missing = [...new Set(named)].filter((id) => !Object.hasOwn(projects, id));
  const isStrange = missing.some((id) => !before.missing.includes(id));
  const projectsAt = isStrange ? null : before.projectsAt;
  const read = { completed, missing, projectsAt, hasReadTasks: true, isComplete: true };
  const after = { ...before, ...read };
  return toPage(request, after, raw, "tasks");
}

/** What was seen completed keeps its time until it is opened again. */
function completedNow(
  tasks: readonly schema.Task[],
  before: Cursor["completed"],
): Cursor["completed"] {
  const times = tasks.filter(needsMemory).flatMap((task): [string, number][] => {
    const at = ownOf(before, task.id) ?? lastChangeOf(task);
    return at === null ? [] : [[task.id, at]];
  });
  return Object.fromEntries(times.toSorted(([, a], [, b]) => b - a).slice(0, MOST_COMPLETED));
}

async function ask(
  http: PlatformHttp,
  endpoint: "projects" | "tasks",
  context: Readonly<Record<string, unknown>>,
): Promise<RawPage> {
  try {
    const answer = await http.send({ url: `${SITE}/api/v1/${endpoint}`, headers: ACCEPT });
    return { endpoint, url: answer.url, body: answer.body, context };
  } catch (error) {
    throw inWordsOfDevpad(error, "reading");
  }
}

const ACCEPT = { accept: "application/json" };

function toPage(
  request: PageRequest,
  after: Cursor,
  raw: RawPage,
  listing: "projects" | "tasks",
): Page {
  const rows = rowsOf(raw);
  const print = shortHash(JSON.stringify([rows.items, rows.gone, request.includePrivate]));
  const isSame = after.prints[listing] === print;
  return {
    items: isSame ? [] : rows.items,
    links: [],
    raw: isSame ? null : raw,
    cursor: { ...after, prints: { ...after.prints, [listing]: print } },
    more: listing === "projects" ? !(isSame && after.isComplete) : after.projectsAt === null,
    ...(isSame ? {} : { gone: rows.gone, covers: coverageOf(rows, request, listing) }),
    unchanged: isSame,
    complete: after.isComplete,
    // Each answer is all of it: there is no older part.
    reach: { since: after.isComplete && after.projectsAt !== null ? 0 : null, limit: null },
    progress: null,
  };
}

/** All of it is in the answer. One that is empty, or that could not be read in full, proves nothing. */
function coverageOf(
  { size, skipped }: Rows,
  { now }: PageRequest,
  listing: "projects" | "tasks",
): Page["covers"] {
  if (size === 0 || skipped > 0) return null;
  return { kinds: [listing === "projects" ? "project" : "task"], after: 0, before: now };
}

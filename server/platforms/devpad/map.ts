import * as z from "zod";
import { keptAnswer } from "../http.ts";
import { toAddress, toBody, toTitle } from "../item-text.ts";
import type { PlatformItem, RawPage } from "../page.ts";
import { tolerantList } from "../tolerant-list.ts";
import type { TolerantList } from "../tolerant-list.ts";
import * as schema from "./schema.ts";
import { toDevpadTime } from "./time.ts";

export const SITE = "https://devpad.tools";

/** A project as its tasks need it. */
export interface KnownProject {
  readonly name: string;
  readonly url: string | null;
  readonly isPublic: boolean;
}

const context = z.object({
  private: z.boolean().catch(false),
  projects: z
    .record(
      z.string(),
      z.object({ name: z.string(), url: z.string().nullable(), isPublic: z.boolean() }),
    )
    .catch({}),
  /** When each task was first seen completed, by its id. */
  completed: z.record(z.string(), z.number()).catch({}),
});
type MapContext = z.infer<typeof context>;

/** The rows of an answer: what they become, and which are gone. */
export interface Rows {
  readonly items: readonly PlatformItem[];
  readonly gone: readonly string[];
  /** All of them, read or not. */
  readonly size: number;
  readonly skipped: number;
}

export function mapAnswer(raw: RawPage): readonly PlatformItem[] {
  return rowsOf(raw).items;
}

export function rowsOf(raw: RawPage): Rows {
  const parsed = context.safeParse(raw.context ?? {});
  const known = parsed.success ? parsed.data : context.parse({});
  switch (raw.endpoint) {
    case "projects":
      return toRows(readProjects(raw), known, {
        word: "project",
        rowOf: (row) => row,
        isPublic,
        toItem: toProject,
      });
    case "tasks":
      return toRows(readTasks(raw), known, {
        word: "task",
        rowOf: ({ task }) => task,
        isPublic: ({ task }) => isPublicTask(task, known),
        toItem: (entry) => toTask(entry, known),
      });
    default:
      return { items: [], gone: [], size: 0, skipped: 0 };
  }
}

export function readProjects({ url, body }: RawPage): TolerantList<schema.Project> {
  return keptAnswer(url, body).json(tolerantList(schema.project));
}

export function readTasks({ url, body }: RawPage): TolerantList<schema.TaskEntry> {
  return keptAnswer(url, body).json(tolerantList(schema.taskEntry));
}

type Row = Pick<schema.Task, "id" | "deleted" | "visibility">;

interface Listing<T> {
  readonly word: string;
  readonly rowOf: (entry: T) => Row;
  readonly isPublic: (entry: T) => boolean;
  readonly toItem: (entry: T) => PlatformItem | null;
}

function toRows<T>(
  { entries, skipped }: TolerantList<T>,
  known: MapContext,
  listing: Listing<T>,
): Rows {
  const items = new Map<string, PlatformItem>();
  const gone: string[] = [];
  let unread = skipped;
  for (const entry of entries) {
    const row = listing.rowOf(entry);
    if (isDeleted(row) || (!known.private && !listing.isPublic(entry)))
      gone.push(`${listing.word}:${row.id}`);
    else {
      const item = listing.toItem(entry);
      if (item === null) unread += 1;
      else items.set(item.externalId, item);
    }
  }
  return { items: [...items.values()], gone, size: entries.length + skipped, skipped: unread };
}

function toProject(project: schema.Project): PlatformItem | null {
  const occurredAt = toDevpadTime(project.created_at);
  if (occurredAt === null) return null;
  const { name, url } = knownProject(project);
  const version = toTitle(project.current_version);
  return {
    ...PLAIN,
    kind: "project",
    externalId: `project:${project.id}`,
    occurredAt,
    title: name,
    body: toBody(project.description),
    url,
    place: { name, url },
    state: stateOf(project.status),
    reference: version === "" ? null : version,
    isPrivate: !isPublic(project),
    marks: marksOf(project),
  };
}

function toTask(entry: schema.TaskEntry, known: MapContext): PlatformItem | null {
  const { task } = entry;
  const createdAt = toDevpadTime(task.created_at);
  if (createdAt === null) return null;
  const { state, marks } = standingOf(task);
  const project = task.project_id ? ownOf(known.projects, task.project_id) : undefined;
  const firstSeen = ownOf(known.completed, task.id);
  const occurredAt = state === "completed" ? completedAt(task, createdAt, firstSeen) : createdAt;
  return {
    ...PLAIN,
    kind: "task",
    externalId: `task:${task.id}`,
    occurredAt,
    title: toTitle(task.title) || "A task without a title",
    body: toBody(task.description) ?? toBody(task.summary),
    url: toAddress(`${SITE}/todo/${encodeURIComponent(task.id)}`),
    place: project === undefined ? null : { name: project.name, url: project.url },
    state,
    reference: referenceOf(entry.codebase_tasks),
    startedAt: occurredAt === createdAt ? null : createdAt,
    isPrivate: !isPublicTask(task, known),
    marks: [...marks, ...marksOf(task)],
  };
}

/** How far it has come, in one word: a mark is shown beside the state, unless it is the same word. */
function standingOf({ progress }: schema.Task): Pick<PlatformItem, "state"> & { marks: string[] } {
  const state = stateOf(progress);
  if (state === "completed") return { state, marks: [] };
  if (state === "in_progress") return { state, marks: [state] };
  return { state: state !== null && NOT_BEGUN.includes(state) ? null : state, marks: ["open"] };
}

/** Ids are foreign words: `constructor` is nothing that a record holds by itself. */
export function ownOf<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}

/**
 * devpad keeps no time of completion: `end_time` is what the person enters (often a plan), and
 * `updated_at` moves with every edit. So it is `end_time` where that lies before what is known to be
 * the latest, and else the `updated_at` of when the task was first seen completed.
 */
function completedAt(task: schema.Task, createdAt: number, firstSeen: number | undefined): number {
  const latest = Math.max(firstSeen ?? lastChangeOf(task) ?? createdAt, createdAt);
  const entered = toDevpadTime(task.end_time);
  return entered !== null && entered >= createdAt && entered <= latest ? entered : latest;
}

/** Completed, and its row holds no time that stays. */
export function needsMemory(task: schema.Task): boolean {
  const createdAt = toDevpadTime(task.created_at);
  if (createdAt === null || stateOf(task.progress) !== "completed") return false;
  return completedAt(task, createdAt, undefined) !== toDevpadTime(task.end_time);
}

/** The latest that a task can have been completed, as its row says now. */
export function lastChangeOf({ created_at, updated_at }: schema.Task): number | null {
  return toDevpadTime(updated_at) ?? toDevpadTime(created_at);
}

export function knownProject(project: schema.Project): KnownProject {
  const page = project.project_id
    ? toAddress(`${SITE}/project/${encodeURIComponent(project.project_id)}`)
    : null;
  return {
    name: toTitle(project.name) || "A project without a name",
    url: toAddress(project.link_url) ?? toAddress(project.repo_url) ?? page,
    isPublic: isPublic(project) && !isDeleted(project),
  };
}

function isDeleted({ deleted, visibility }: Row): boolean {
  return deleted === true || deleted === 1 || visibility?.toUpperCase() === "DELETED";
}

/** Only what is called public is: an unknown word, or none, is private. */
function isPublic({ visibility }: Pick<Row, "visibility">): boolean {
  return visibility?.toUpperCase() === "PUBLIC";
}

/** What a project hides, it hides with its tasks; so does one that is not known. */
function isPublicTask(task: schema.Task, { projects }: MapContext): boolean {
  if (!isPublic(task)) return false;
  return !task.project_id || ownOf(projects, task.project_id)?.isPublic === true;
}

function marksOf({ visibility }: Pick<Row, "visibility">): readonly string[] {
  const word = visibility?.toLowerCase() ?? "";
  return MARKED.includes(word) ? [word] : [];
}

function stateOf(word: string | null | undefined): string | null {
  const state = toTitle(word).toLowerCase();
  return state === "" ? null : state;
}

/** `src/sync/walk.ts` and 41 are `walk.ts:41`. */
function referenceOf(found: schema.TaskEntry["codebase_tasks"]): string | null {
  const file = toTitle(found?.file.split(/[/\\]/).at(-1));
  if (file === "") return null;
  return found?.line == null ? file : `${file.slice(0, 200)}:${found.line}`;
}

const NOT_BEGUN: readonly string[] = ["unstarted", "open"];

const MARKED: readonly string[] = ["archived", "draft"];

const PLAIN = { startedAt: null, figures: {}, reference: null, isSecondary: false };

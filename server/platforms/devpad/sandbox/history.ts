import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { createRandom, uuidOf } from "../../../sandbox/random.ts";
import { liveMoments, momentsOf } from "../../../sandbox/story.ts";
import { DAY, HOUR, MINUTE, REFERENCE_DAY } from "../../../sandbox/times.ts";
import { projectsOf } from "./projects.ts";
import type { Project, Visibility } from "./projects.ts";
import { titleOf } from "./titles.ts";

/** A task with all its future; what is known of it at a time is `viewTask`. Times are epoch milliseconds. */
export interface Task {
  readonly id: string;
  readonly project: Project | null;
  readonly title: string;
  readonly description: string | null;
  readonly visibility: Visibility;
  readonly priority: "LOW" | "MEDIUM" | "HIGH";
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  /** What the person entered as its end, from when it is completed: the truth, or a plan. */
  readonly endTime: number | null;
  /** When a word was added to its title. */
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  /** Where a comment in the code became this task. */
  readonly found: { readonly file: string; readonly line: number; readonly text: string } | null;
}

export interface History {
  readonly projects: readonly Project[];
  readonly tasks: readonly Task[];
}

/** Everything the person planned and did on devpad until `now`, and what becomes of it later. */
export function historyOf(person: Person, sessions: readonly number[], now: number): History {
  const projects = projectsOf(person).filter(({ createdAt }) => createdAt <= now);
  const count = person.id === "ines" ? 480 : Math.round(person.items * 0.6);
  const seed = `devpad ${person.id}`;
  const past = person.inOneMoment
    ? Array.from({ length: count }, () => ONE_MOMENT)
    : momentsOf({ seed, count, habit: "any" });
  const live =
    person.lives && count > 0 ? liveMoments(sessions, now, { seed, everyMs: LIVE_EVERY }) : [];
  const make = (key: string, at: number): Task => makeTask(person, projects, key, at);
  return {
    projects,
    tasks: [
      ...past.map((at, number) => make(`${seed} task ${number}`, at)),
      ...live.map((at, number) => hurried(make(`${seed} live task ${at}`, at), number)),
    ].filter(({ createdAt }) => createdAt <= now),
  };
}

export const ONE_MOMENT = REFERENCE_DAY - 40 * DAY + 10 * HOUR;
const LIVE_EVERY = 12 * MINUTE;

function makeTask(person: Person, all: readonly Project[], key: string, createdAt: number): Task {
  const random = createRandom(key);
  const projects = all.filter((project) => project.createdAt <= createdAt && !project.deletedAt);
  const project = random.chance(0.9) && projects.length > 0 ? random.pick(projects) : null;
  const isBegun = random.chance(0.86);
  const startedAt = isBegun ? createdAt + random.int(1, 60) * HOUR : null;
  const isDone = startedAt !== null && random.chance(0.9);
  const completedAt = isDone ? startedAt + random.int(10, 6000) * MINUTE : null;
  const isTimed = completedAt !== null && random.chance(0.45);
  const isPlanned = completedAt !== null && !isTimed && random.chance(0.2);
  const task: Task = {
    id: `task_${uuidOf(key)}`,
    project,
    ...titleOf(random, project?.name ?? null),
    visibility: visibilityOf(random.next()),
    priority: random.pick(["LOW", "MEDIUM", "MEDIUM", "HIGH"] as const),
    createdAt,
    startedAt,
    completedAt,
    endTime: isTimed ? completedAt : isPlanned ? completedAt + random.int(2, 40) * DAY : null,
    // Only what has a true end of its own is edited later: else its time would be the edit's.
    editedAt: isTimed && random.chance(0.3) ? completedAt + random.int(1, 300) * DAY : null,
    deletedAt: random.chance(0.04) ? createdAt + random.int(1, 200) * DAY : null,
  };
  return person.inOneMoment ? atOnce(task) : task;
}

function atOnce(task: Task): Task {
  const { createdAt, startedAt, completedAt } = task;
  return {
    ...task,
    startedAt: startedAt && createdAt,
    completedAt: completedAt && createdAt,
    endTime: null,
    editedAt: null,
  };
}

/** While the sandbox runs, one can watch a task go its way. */
function hurried(task: Task, number: number): Task {
  return {
    ...task,
    startedAt: task.createdAt + 4 * MINUTE,
    completedAt: task.createdAt + 9 * MINUTE,
    endTime: number % 2 === 0 ? task.createdAt + 9 * MINUTE : null,
    editedAt: number % 2 === 0 ? task.createdAt + 14 * MINUTE : null,
    deletedAt: number % 5 === 4 ? task.createdAt + 17 * MINUTE : null,
  };
}

function visibilityOf(chance: number): Visibility {
  if (chance < 0.55) return "PUBLIC";
  if (chance < 0.85) return "PRIVATE";
  if (chance < 0.9) return "HIDDEN";
  return chance < 0.96 ? "ARCHIVED" : "DRAFT";
}

/** A task as it stands at a time. */
export interface TaskView {
  readonly task: Task;
  readonly title: string;
  readonly progress: "UNSTARTED" | "IN_PROGRESS" | "COMPLETED";
  readonly updatedAt: number;
  readonly endTime: number | null;
  readonly isDeleted: boolean;
}

export function viewTask(task: Task, now: number): TaskView {
  const passed = (at: number | null): boolean => at !== null && at <= now;
  const { createdAt, startedAt, completedAt, editedAt, deletedAt } = task;
  const isCompleted = passed(completedAt);
  const changes = [createdAt, startedAt, completedAt, editedAt, deletedAt];
  return {
    task,
    title: passed(editedAt) ? `${task.title}, for good` : task.title,
    progress: isCompleted ? "COMPLETED" : passed(startedAt) ? "IN_PROGRESS" : "UNSTARTED",
    updatedAt: Math.max(...changes.filter((at): at is number => at !== null && at <= now)),
    endTime: isCompleted ? task.endTime : null,
    isDeleted: passed(deletedAt),
  };
}

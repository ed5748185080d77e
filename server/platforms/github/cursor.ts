import * as z from "zod";
import { issue, repositoryName } from "./schema.ts";

/**
 * The cursor is a to-do list, and what must be remembered between checks. It is worked off from the
 * front, depth first, so at most one list page's worth of smaller tasks waits. It is stored with every
 * page: keep it small.
 */

const repository = z.object({
  name: repositoryName,
  private: z.boolean().optional(),
  fork: z.boolean().optional(),
});
/** The next page, as a Link header gave it. */
const url = z.string().optional();
/** Epoch milliseconds: older things need not be looked at again. */
const since = z.number().optional();

const task = z.discriminatedUnion("type", [
  z.object({ type: z.literal("repositories"), since, url }),
  /** Makes no request: it stands for the tasks of one repository until they are due. */
  z.object({ type: z.literal("repository"), repository }),
  z.object({ type: z.literal("commits"), repository, since, url }),
  z.object({
    type: z.literal("compare"),
    repository,
    before: z.string(),
    head: z.string(),
    url,
  }),
  z.object({ type: z.literal("pulls"), repository, since, url, seen: z.int() }),
  z.object({
    type: z.literal("pull"),
    repository,
    number: z.int(),
    /** Its reviews are wanted when it turns out to be somebody else's. */
    reviewed: z.boolean().optional(),
    /** Its id, where a listing told it. */
    id: z.string().optional(),
    /** Its `updated_at` when its commits were last read. */
    known: z.string().optional(),
    /** What the search said, in case its own page does not answer. */
    found: issue.optional(),
    /** How often its page was not there. */
    missing: z.int().optional(),
  }),
  z.object({
    type: z.literal("pull-commits"),
    repository,
    number: z.int(),
    parent: z.string(),
    url,
  }),
  z.object({ type: z.literal("issues"), repository, since, url }),
  z.object({
    type: z.literal("reviews"),
    repository,
    number: z.int(),
    title: z.string(),
    /** The account's own pull request, which they belong inside. */
    parent: z.string().optional(),
    url,
  }),
  z.object({ type: z.literal("releases"), repository, newest: z.boolean().optional(), url }),
  z.object({
    type: z.literal("search"),
    find: z.enum(["issues", "pulls", "reviewed", "commits"]),
    since,
    url,
    /** A search gives a thousand results at most: older ones are asked for in slices. */
    before: z.string().optional(),
    seen: z.int(),
  }),
  z.object({ type: z.literal("events"), url: z.string() }),
  z.object({
    type: z.literal("signal"),
    signal: z.enum(["events", "repositories"]),
    /** Only remember what is there now. */
    note: z.boolean().optional(),
  }),
]);

const signal = z.object({ etag: z.string().nullable(), gone: z.boolean() });

const schema = z.object({
  version: z.literal(2),
  phase: z.enum(["backfill", "live", "reconciliation"]),
  /** When the walk of this phase began. */
  startedAt: z.number(),
  tasks: z.array(task),
  /** What alone did not answer, and since when; tried again after some hours. */
  deferred: z.array(task),
  deferredAt: z.number().default(0),
  /** Tasks that were passed over one after another, without an answer between them. */
  stalled: z.int().default(0),
  done: z.int(),
  complete: z.boolean(),
  includePrivate: z.boolean(),
  /** False where the search is not served: then listings stand in for it. */
  searchable: z.boolean(),
  /** The last look-around; the first sync counts as one. */
  lookedAround: z.object({ startedAt: z.number(), finishedAt: z.number() }).nullable(),
  /** True from the first page of a pull request that was served: then a missing one is no rule. */
  pullPages: z.boolean(),
  /** The most recently pushed repositories, as they were when last seen; see `remembered.ts`. */
  repositories: z.record(z.string(), z.string()),
  /** The ids of all of them; see `known-ids.ts`. */
  listed: z.string(),
  /** The account's open pull requests: what may still change. */
  open: z.array(z.object({ repository, number: z.int(), updated: z.string().nullable() })),
  events: signal.extend({
    /** Ids, not times: they need no clock that agrees with GitHub's. */
    seen: z.array(z.string()),
    /**
     * How many of them, from the front, are of a listing that is not yet read down to the others. What is
     * new moves its pages: one may show only these, and what was missed is still behind it.
     */
    unsettled: z.int().default(0),
    askedAt: z.number(),
    /** X-Poll-Interval, in milliseconds. */
    interval: z.number(),
  }),
  listing: signal,
  lastSignal: z.enum(["events", "repositories"]),
  /** When a signal was asked last: a long walk asks in between. */
  lookedAt: z.number().default(0),
  /** How many tasks waited before it brought news, until those are through; and what was done by then. */
  newsAbove: z.int().nullable().default(null),
  newsDone: z.int().default(0),
  /**
   * There were more events than are shown there: pushes are missing, and what they brought may be old. The
   * next look-around reads the commits of what was pushed to from its beginning; `readsAll` while it does.
   */
  missedEvents: z.boolean().default(false),
  readsAll: z.boolean().default(false),
  /** What was missing when a look-around began, which tries it again; see `reach.ts`. */
  lacks: z.enum(["answers", "search", "repositories"]).nullable().default(null),
});

/** What a kept answer is stored with, to be read again. */
export const rawContext = z.object({
  task,
  includePrivate: z.boolean(),
  /** What was remembered of the repositories in the answer. */
  repositories: z.record(z.string(), z.string()).default({}),
});

export type Task = z.infer<typeof task>;
export type TaskOf<T extends Task["type"]> = Extract<Task, { type: T }>;
export type Cursor = z.infer<typeof schema>;
export type RepositoryRef = z.infer<typeof repository>;

/** A stored cursor that cannot be read starts over: every item is met again, and changes nothing. */
export function parseCursor(stored: unknown, includePrivate: boolean, now: number): Cursor {
  const result = schema.safeParse(stored);
  const covers = result.success && (result.data.includePrivate || !includePrivate);
  return covers ? { ...result.data, includePrivate } : firstCursor(includePrivate, now);
}

function firstCursor(includePrivate: boolean, now: number): Cursor {
  return {
    version: 2,
    phase: "backfill",
    startedAt: now,
    tasks: [
      { type: "signal", signal: "events", note: true },
      // Early, because its answer tells whether listings must stand in for the search.
      { type: "search", find: "issues", seen: 0 },
      { type: "repositories" },
      { type: "search", find: "pulls", seen: 0 },
      { type: "search", find: "reviewed", seen: 0 },
      { type: "search", find: "commits", seen: 0 },
      // Last, so that they tell what happened since the walk began, and later checks can be conditional.
      { type: "signal", signal: "events" },
      { type: "signal", signal: "repositories" },
    ],
    deferred: [],
    deferredAt: 0,
    stalled: 0,
    done: 0,
    complete: false,
    includePrivate,
    searchable: true,
    lookedAround: null,
    pullPages: false,
    repositories: {},
    listed: "",
    open: [],
    events: { etag: null, gone: false, seen: [], unsettled: 0, askedAt: 0, interval: 0 },
    listing: { etag: null, gone: false },
    lastSignal: "repositories",
    lookedAt: now,
    newsAbove: null,
    newsDone: 0,
    missedEvents: false,
    readsAll: false,
    lacks: null,
  };
}

import * as z from "zod";
import { isoTime } from "./item.ts";

export const connectionId = z.object({ id: z.string().min(1).max(64) });

export const connectionStatus = z.enum(["active", "paused", "needs_reconnect"]);

/** What stands in the way of a connection, in words, and what mends it. */
export const connectionProblem = z.object({
  code: z.enum([
    "unauthorised",
    "rate_limited",
    "unavailable",
    "bad_response",
    "gone",
    "closed",
    "unreadable_token",
    /** An answer with new access was lost, and the platform gives it only once. */
    "renewal_lost",
    /** What its owner, or the server's, lets be used of the platform is used up. */
    "cap_reached",
    /** Its sync ended this server's process again and again. */
    "stuck",
    "internal",
  ]),
  /** A whole sentence or two: what happened, what is kept, what happens next. */
  message: z.string(),
  /** `reconnect` waits for the person, `wait` mends itself. */
  action: z.enum(["reconnect", "wait"]),
});

/** How far back what is held is complete. */
export const coverage = z.object({
  /**
   * Since then all that the platform gives is held: the Unix epoch where that is from the very
   * beginning; null while nobody can say.
   */
  since: isoTime.nullable(),
  /** Why it goes no further back, in a sentence: `Reddit gives the newest 1,000.` */
  limit: z.string().nullable(),
});

/** What will end by itself unless its owner does something. */
export const connectionWarning = z.object({
  /** A whole sentence or two: what ends, when, and what to do before. */
  message: z.string(),
  at: isoTime,
});

/** Where a first sync, or a daily look-around, stands. `total` is null while nobody knows it. */
export const syncProgress = z.object({
  /** What is being read now: `commits of ines/tarn`. */
  label: z.string(),
  done: z.int(),
  total: z.int().nullable(),
  /** `steps`, `repositories`: what `done` and `total` count. */
  unit: z.string(),
});

export const connection = z.object({
  id: z.string(),
  platform: z.string(),
  handle: z.string(),
  displayName: z.string().nullable(),
  url: z.string().nullable(),
  status: connectionStatus,
  /** Private items were asked for and granted. */
  includesPrivate: z.boolean(),
  /** All that it brought, hidden ones too. */
  itemCount: z.int(),
  /** A run holds it right now. */
  isSyncing: z.boolean(),
  /** The whole history that the platform gives has been read at least once. */
  isComplete: z.boolean(),
  coverage,
  /** Set while a first sync, or a long look-around, goes on. */
  progress: syncProgress.nullable(),
  /** Oldest item held. */
  oldestItemAt: isoTime.nullable(),
  lastCheckedAt: isoTime.nullable(),
  lastSuccessAt: isoTime.nullable(),
  /** Null while paused or waiting for a reconnect. */
  nextCheckAt: isoTime.nullable(),
  problem: connectionProblem.nullable(),
  warning: connectionWarning.nullable(),
  createdAt: isoTime,
});

export const runOutcome = z.enum([
  "synced",
  "unchanged",
  "rate_limited",
  "needs_reconnect",
  "failed",
]);

/** One attempt to sync; idle ones of an hour are folded into one row, `checks` says how many. */
export const syncRun = z.object({
  id: z.string(),
  trigger: z.enum(["cron", "person", "connect"]),
  outcome: runOutcome,
  startedAt: isoTime,
  finishedAt: isoTime,
  checks: z.int(),
  itemsNew: z.int(),
  itemsChanged: z.int(),
  requests: z.int(),
  rowsRead: z.int(),
  rowsWritten: z.int(),
  /** Operations on the store of raw answers. */
  r2Ops: z.int(),
  /** What it cost by the platform's `usageNames`. */
  usage: z.record(z.string(), z.number()),
  message: z.string().nullable(),
});

/** What a platform allows, what was used of it, and where its owner's stop is. */
export const budget = z.object({
  /** `connection`: of this one alone; `app`: of all that share the app it was connected with. */
  sharedBy: z.enum(["connection", "app"]),
  meter: z.enum(["requests", "units", "dollars"]),
  /** In the period that `endsAt` ends. */
  used: z.number(),
  /** What the platform gives in a period; null where only the bill ends it. */
  granted: z.number().nullable(),
  /** The stop that was set; null where there is none. */
  cap: z.number().nullable(),
  /** Whether this person may set it: the stop of a server's own app is its owner's. */
  isOwn: z.boolean(),
  /** By the end of the period, at the pace so far; null while it is too early to say. */
  forecast: z.number().nullable(),
  /** When it begins anew; null where nothing was used yet. */
  endsAt: isoTime.nullable(),
});

/** Sets the hard stop of one connection, in its platform's meter; null takes it away. */
export const capUpdate = connectionId.extend({
  cap: z.number().min(0, "A stop is 0 or more.").max(1_000_000_000).nullable(),
});

/** Values by the platform's `settings`, and how many items they hide now. */
export const connectionSettings = z.object({
  values: z.record(z.string().max(64), z.union([z.boolean(), z.string(), z.array(z.string())])),
  hidden: z.int(),
});

export const settingsUpdate = connectionId.extend({ values: connectionSettings.shape.values });

/** Places that a connection has items of, most first: what a list of places is picked from. */
export const connectionPlaces = z.array(z.object({ name: z.string(), items: z.int() }));

/** What disconnecting did. `revoked` is false when the platform could not be told. */
export const disconnected = z.object({
  id: z.string(),
  itemsDeleted: z.int(),
  revoked: z.boolean(),
});

/** How many connections rested, and are checked now that somebody looks. */
export const woken = z.object({ woken: z.int() });

export const runsInput = z.strictObject({
  ...connectionId.shape,
  limit: z.int().min(1).max(100).default(50),
});

export type Budget = z.infer<typeof budget>;
export type Connection = z.infer<typeof connection>;
export type ConnectionProblem = z.infer<typeof connectionProblem>;
export type SyncRun = z.infer<typeof syncRun>;
export type RunOutcome = z.infer<typeof runOutcome>;
export type ConnectionSettings = z.infer<typeof connectionSettings>;
export type SettingValues = ConnectionSettings["values"];

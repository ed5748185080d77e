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
    "internal",
  ]),
  /** A whole sentence or two: what happened, what is kept, what happens next. */
  message: z.string(),
  /** `reconnect` waits for the person, `wait` mends itself. */
  action: z.enum(["reconnect", "wait"]),
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
  /** Set while a first sync, or a long look-around, goes on. */
  progress: syncProgress.nullable(),
  /** Oldest item held. */
  oldestItemAt: isoTime.nullable(),
  lastCheckedAt: isoTime.nullable(),
  lastSuccessAt: isoTime.nullable(),
  /** Null while paused or waiting for a reconnect. */
  nextCheckAt: isoTime.nullable(),
  problem: connectionProblem.nullable(),
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
  /** What it cost by the platform's `usageNames`. */
  usage: z.record(z.string(), z.number()),
  message: z.string().nullable(),
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

export const runsInput = z.strictObject({
  ...connectionId.shape,
  limit: z.int().min(1).max(100).default(50),
});

export type Connection = z.infer<typeof connection>;
export type ConnectionProblem = z.infer<typeof connectionProblem>;
export type SyncRun = z.infer<typeof syncRun>;
export type RunOutcome = z.infer<typeof runOutcome>;
export type ConnectionSettings = z.infer<typeof connectionSettings>;
export type SettingValues = ConnectionSettings["values"];

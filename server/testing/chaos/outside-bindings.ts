import type { MediaBindings } from "../../bindings.ts";
import type { SyncMessage } from "../../sync-message.ts";
import type { Job } from "./simulation.ts";

/** A database as fast as it can be had: SQLite in the process, or the real D1. */
export interface Engine {
  run(statements: readonly Statement[]): Answer[] | Promise<Answer[]>;
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

export interface Answer {
  readonly results: Record<string, unknown>[];
  readonly meta: { rows_read: number; rows_written: number; changes: number };
}

/** Where raw answers lie. */
export interface Bucket {
  put(key: string, value: ArrayBuffer): void | Promise<void>;
  get(key: string): ArrayBuffer | null | Promise<ArrayBuffer | null>;
  delete(keys: readonly string[]): void | Promise<void>;
  /** In order; up to `limit` of them. */
  list(prefix: string, limit: number): string[] | Promise<string[]>;
}

export interface Watcher {
  /** After statements took effect, in one piece with them. */
  wrote(
    job: Job,
    statements: readonly Statement[],
    answers: readonly Answer[],
  ): Promise<void> | void;
  /** Before each call; each statement of a batch is one. */
  spent(job: Job, what: "queries" | "subrequests", count: number): void;
}

/** The bindings of one invocation: each call waits its turn on the simulated clock. */
export function bindingsOf(
  job: Job,
  given: {
    readonly engine: Engine;
    readonly bucket: Bucket;
    readonly watcher: Watcher;
    readonly env: Readonly<Record<string, string>>;
    readonly send: ((message: SyncMessage, delaySeconds: number) => void) | null;
  },
): MediaBindings {
  const { send, watcher } = given;
  const countedJob: Pick<Job, "ask"> = {
    ask: (what, act) => {
      watcher.spent(job, "subrequests", 1);
      return job.ask(what, act);
    },
  };
  return {
    ...given.env,
    DB: databaseOf(job, given.engine, watcher),
    BUCKET: bucketOf(countedJob, given.bucket),
    ...(send === null ? {} : { SYNC_QUEUE: queueOf(countedJob, send) }),
  };
}

const READS = /^\s*(select|with)\b/i;

function databaseOf(job: Job, engine: Engine, watcher: Watcher): D1Database {
  const known = new WeakMap<object, Statement>();
  const run = async (statements: readonly Statement[]): Promise<Answer[]> => {
    const isWrite = statements.some(({ sql }) => !READS.test(sql));
    const text = statements.map(({ sql }) => shortOf(sql)).join("; ");
    watcher.spent(job, "queries", statements.length);
    return await job.ask({ kind: "database", text, isWrite }, async () => {
      const answers = await engine.run(statements);
      if (isWrite) await watcher.wrote(job, statements, answers);
      return answers;
    });
  };
  const one = async (statement: Statement): Promise<Answer> => {
    const [answer] = await run([statement]);
    if (answer === undefined) throw new Error("The database answered nothing.");
    return answer;
  };
  const prepare = (sql: string, values: readonly unknown[] = []): D1PreparedStatement => {
    const statement = { sql, values };
    const prepared = {
      bind: (...bound: unknown[]) => prepare(sql, bound),
      all: () => one(statement),
      run: () => one(statement),
      first: async () => (await one(statement)).results[0] ?? null,
      raw: async () => (await one(statement)).results.map((row) => Object.values(row)),
    };
    known.set(prepared, statement);
    return prepared as unknown as D1PreparedStatement;
  };
  const database = {
    prepare,
    batch: (statements: D1PreparedStatement[]) =>
      run(statements.map((each) => known.get(each) ?? unknownStatement())),
  };
  return database as unknown as D1Database;
}

function unknownStatement(): never {
  throw new Error("A statement of another database.");
}

const shortened = new Map<string, string>();

/** Enough to tell a statement by. */
function shortOf(sql: string): string {
  const known = shortened.get(sql);
  if (known !== undefined) return known;
  const plain = sql.replaceAll(/\s+/g, " ").trim();
  const short = plain.length > 90 ? `${plain.slice(0, 90)}…` : plain;
  shortened.set(sql, short);
  return short;
}

const JUST_NOW = new Date(8.64e15);

function bucketOf(job: Pick<Job, "ask">, bucket: Bucket): R2Bucket {
  const write = { kind: "bucket", isWrite: true } as const;
  const made = {
    put: (key: string, value: ArrayBuffer) =>
      job.ask({ ...write, text: `put ${key}` }, () => bucket.put(key, value)),
    get: (key: string) =>
      job.ask({ kind: "bucket", isWrite: false, text: `get ${key}` }, async () => {
        const value = await bucket.get(key);
        return value === null ? null : { body: new Response(value).body };
      }),
    delete: (keys: string | string[]) =>
      job.ask({ ...write, text: `delete ${[keys].flat().length} objects` }, () =>
        bucket.delete([keys].flat()),
      ),
    list: ({ prefix = "", limit = 1000 }: R2ListOptions = {}) =>
      job.ask({ kind: "bucket", isWrite: false, text: `list ${prefix}` }, async () => {
        const keys = await bucket.list(prefix, limit + 1);
        // As if just put: what no row names is looked at by its end alone.
        const objects = keys.slice(0, limit).map((key) => ({ key, uploaded: JUST_NOW }));
        return { objects, truncated: keys.length > limit };
      }),
  };
  return made as unknown as R2Bucket;
}

function queueOf(
  job: Pick<Job, "ask">,
  send: (message: SyncMessage, delaySeconds: number) => void,
): Queue<SyncMessage> {
  const ask = (text: string, act: () => void): Promise<void> =>
    job.ask({ kind: "queue", text, isWrite: true }, act);
  const queue = {
    send: (message: SyncMessage, options: QueueSendOptions = {}) =>
      ask(`send ${message.connections.length} to the queue`, () =>
        send(message, options.delaySeconds ?? 0),
      ),
    sendBatch: (messages: Iterable<MessageSendRequest<SyncMessage>>) =>
      ask("send many to the queue", () => {
        for (const { body, delaySeconds = 0 } of messages) send(body, delaySeconds);
      }),
  };
  return queue as unknown as Queue<SyncMessage>;
}

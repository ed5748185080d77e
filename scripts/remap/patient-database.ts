import { setTimeout as sleep } from "node:timers/promises";

const LONGEST_MS = 30_000;
const BETWEEN_MS = 25;

/** What the product asks of D1 (`server/store/meter.ts`). */
interface Statement {
  bind(...values: unknown[]): Statement;
  all(): Promise<unknown>;
  run(): Promise<unknown>;
}

interface Database {
  prepare(query: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}

/**
 * The same database, which waits while another process writes into its file: a running `npm start`
 * does, and SQLite then refuses at once. Whatever a remap asks may be asked again, done or not.
 */
export function patientDatabase(db: Database): Database {
  const originals = new WeakMap<Statement, Statement>();
  // Each one made costs a call to the other process that nothing else can be done during.
  const prepared = new Map<string, Statement>();
  const prepare = (query: string): Statement => {
    const statement = prepared.get(query) ?? wrap(db.prepare(query));
    prepared.set(query, statement);
    return statement;
  };
  const wrap = (statement: Statement): Statement => {
    const wrapped: Statement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all: () => patiently(() => statement.all()),
      run: () => patiently(() => statement.run()),
    };
    originals.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare,
    batch: (statements) =>
      patiently(() => db.batch(statements.map((one) => originals.get(one) ?? one))),
  };
}

async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
    }
    await sleep(BETWEEN_MS);
  }
}

/** SQLite's own word, and what the local D1 makes of the same below a commit. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && /SQLITE_BUSY|commit token: internal error/.test(error.message);
}

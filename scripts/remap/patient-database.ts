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
 * does, and SQLite then refuses at once. What was refused did nothing, so it can be asked again.
 */
export function patientDatabase(db: Database): Database {
  const originals = new WeakMap<Statement, Statement>();
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
    prepare: (query) => wrap(db.prepare(query)),
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
      const isBusy = error instanceof Error && error.message.includes("SQLITE_BUSY");
      if (!isBusy || Date.now() > deadline) throw error;
    }
    await sleep(BETWEEN_MS);
  }
}

type Database = Pick<D1Database, "prepare" | "batch">;

interface Waiting {
  readonly statement: D1PreparedStatement;
  resolve(result: D1Result): void;
  reject(error: unknown): void;
}

/** So many turns of the microtask queue: what is asked side by side is asked within a few. */
const TURNS = 12;

/**
 * The same database, where reads that are asked side by side go there as one batch: one way instead of
 * several, and one state that all of them see. Where the batch fails each is asked by itself, so that
 * none fails for another.
 */
export function readTogether(db: Database): Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  let waiting: Waiting[] = [];

  const ask = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
    const asked = waiting;
    waiting = [];
    const results = asked.length < 2 ? null : await askAll(asked);
    for (const [at, { statement, resolve, reject }] of asked.entries()) {
      const result = results?.[at];
      if (result === undefined) statement.all().then(resolve, reject);
      else resolve(result);
    }
  };
  const askAll = async (asked: readonly Waiting[]): Promise<D1Result[] | null> => {
    try {
      return await db.batch(asked.map(({ statement }) => statement));
    } catch {
      return null;
    }
  };
  const wrap = (statement: D1PreparedStatement, isRead: boolean): D1PreparedStatement => {
    const all = async (): Promise<D1Result> => {
      if (!isRead) return await statement.all();
      return await new Promise((resolve, reject) => {
        waiting.push({ statement, resolve, reject });
        if (waiting.length === 1) void ask();
      });
    };
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values), isRead),
      all,
      run: () => statement.run(),
      first: (column: string) => statement.first(column),
      raw: () => statement.raw(),
    } as D1PreparedStatement;
    originals.set(wrapped, statement);
    return wrapped;
  };

  return {
    prepare: (query) => wrap(db.prepare(query), /^\s*select\b/i.test(query)),
    batch: (statements) => db.batch(statements.map((one) => originals.get(one) ?? one)),
  };
}

/** What one answer, or one run, cost. Rows are those that D1 bills. */
export interface Meter {
  queries: number;
  rowsRead: number;
  rowsWritten: number;
  r2Ops: number;
  requests: number;
}

/** What a part counts, the whole that it belongs to counts too. */
export function createMeter(whole: Meter | null = null): Meter {
  const own: Meter = { queries: 0, rowsRead: 0, rowsWritten: 0, r2Ops: 0, requests: 0 };
  if (whole === null) return own;
  return new Proxy(own, {
    set: (target, name: keyof Meter, value: number) => {
      whole[name] += value - target[name];
      target[name] = value;
      return true;
    },
  });
}

/**
 * The same database, counting. `raw()` carries no figures of its own, so it is made from `all()`:
 * a query that goes through it must not name two columns alike.
 */
export function meteredDatabase(db: D1Database, meter: Meter): D1Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

  const count = <T extends { meta: D1Meta & Record<string, unknown> }>(result: T): T => {
    meter.queries += 1;
    meter.rowsRead += result.meta.rows_read;
    meter.rowsWritten += result.meta.rows_written;
    return result;
  };
  /** One that fails was asked all the same. */
  const asked = async <T>(queries: number, answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      meter.queries += queries;
      throw error;
    }
  };

  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped: Pick<D1PreparedStatement, "bind" | "first" | "run" | "all" | "raw"> = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      first: async (column?: string) => {
        const row = count(await asked(1, statement.all<Record<string, unknown>>())).results[0];
        if (row === undefined) return null;
        return column === undefined ? row : row[column];
      },
      run: async () => count(await asked(1, statement.run())),
      all: async () => count(await asked(1, statement.all())),
      raw: async () =>
        count(await asked(1, statement.all<Record<string, unknown>>())).results.map((row) =>
          Object.values(row),
        ),
    } as Pick<D1PreparedStatement, "bind" | "first" | "run" | "all" | "raw">;
    const result = wrapped as D1PreparedStatement;
    originals.set(result, statement);
    return result;
  };

  return {
    prepare: (query: string) => wrap(db.prepare(query)),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await asked(
        statements.length,
        db.batch(statements.map((one) => originals.get(one) ?? one)),
      );
      for (const result of results) count(result);
      return results;
    },
    exec: (query: string) => db.exec(query),
    dump: () => db.dump(),
    withSession: (constraint?: string) => db.withSession(constraint),
  } as D1Database;
}

import { env } from "cloudflare:workers";
import type { MediaBindings } from "../bindings.ts";

/** Bindings that die after so many calls: whatever is asked of them then throws. */
export function crashAfter(calls: number): MediaBindings & { readonly isDead: () => boolean } {
  let left = calls;
  const live = async <T>(call: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0) throw new Error("The process is gone.");
    return await call();
  };
  const originals = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped: D1PreparedStatement = Object.assign(Object.create(statement), {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all: () => live(() => statement.all()),
      run: () => live(() => statement.run()),
    });
    originals.set(wrapped, statement);
    return wrapped;
  };
  const DB: D1Database = Object.assign(Object.create(env.DB), {
    prepare: (sql: string) => wrap(env.DB.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) =>
      live(() => env.DB.batch(statements.map((one) => originals.get(one) ?? one))),
  });
  const BUCKET: R2Bucket = Object.assign(Object.create(env.BUCKET), {
    list: (options: R2ListOptions) => live(() => env.BUCKET.list(options)),
    delete: (keys: string | string[]) => live(() => env.BUCKET.delete(keys)),
  });
  return { DB, BUCKET, isDead: () => left < 0 };
}

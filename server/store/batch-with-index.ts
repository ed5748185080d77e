import type { Db } from "./db.ts";
import { isIndexFailure } from "./search.ts";

/** One batch, with what it changes in the full-text index; where that is broken, with something else instead. */
export async function batchWithIndex(
  db: Db,
  statements: readonly D1PreparedStatement[],
  indexing: readonly D1PreparedStatement[],
  instead: readonly D1PreparedStatement[],
): Promise<D1Result[]> {
  try {
    return await db.$client.batch([...statements, ...indexing]);
  } catch (error) {
    if (!isIndexFailure(error)) throw error;
    return await db.$client.batch([...statements, ...instead]);
  }
}

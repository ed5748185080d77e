import type { Db } from "./db.ts";

/** Fails, and the batch that it stands in with it, unless the condition holds: an invalid text is no JSON. */
export function onlyIf(db: Db, condition: string, ...values: unknown[]): D1PreparedStatement {
  return db.$client
    .prepare(`SELECT json(CASE WHEN ${condition} THEN '{}' ELSE 'refused' END)`)
    .bind(...values);
}

/** Whether a batch failed by its `onlyIf`. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && error.message.includes("malformed JSON");
}

import { readTogether } from "./read-together.ts";

/** The database as one request sees it. `bookmark` names the state that it has seen. */
export interface DatabaseSession {
  readonly db: D1Database;
  bookmark(): string | null;
}

/**
 * Reads may be answered by a replica, but by none that is older than the bookmark; what changes anything
 * begins at the primary. (D1's Sessions API: without it every read goes to the primary.)
 */
export function openSession(
  db: D1Database,
  from: { readonly bookmark: string | null; readonly isChange: boolean },
): DatabaseSession {
  const session = db.withSession(
    from.isChange ? "first-primary" : (from.bookmark ?? "first-unconstrained"),
  );
  const { prepare, batch } = readTogether({
    prepare: (query) => session.prepare(query),
    batch: (statements) => session.batch(statements),
  });
  return {
    db: {
      prepare,
      batch,
      exec: (query: string) => db.exec(query),
      dump: () => db.dump(),
      withSession: (constraint?: string) => db.withSession(constraint),
    } as D1Database,
    bookmark: () => session.getBookmark(),
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StatementSync, SQLInputValue } from "node:sqlite";
import type {
  Answer,
  Bucket,
  Engine,
  Statement,
} from "../server/testing/chaos/outside-bindings.ts";

const INDEX = "media_search";
const MIGRATIONS = join(import.meta.dirname, "../migrations/media");

/** SQLite in the process, with the tables of the migrations; what D1 adds to it is only its way there. */
export function createSqliteEngine(): Engine & { empty(): void } {
  const db = new DatabaseSync(":memory:");
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  for (const name of files.toSorted()) db.exec(readFileSync(join(MIGRATIONS, name), "utf8"));
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'media_%'")
    .all()
    .map((row) => String(row["name"]))
    // The full-text index keeps tables of its own.
    .filter((name) => !name.startsWith(INDEX));
  const prepared = new Map<string, StatementSync>();

  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  const changes = prepare("SELECT changes() AS n, total_changes() AS total");
  let total = 0;
  const changed = (): number => {
    const now = changes.get();
    const before = total;
    total = Number(now?.["total"]);
    return total === before ? 0 : Number(now?.["n"]);
  };
  const one = ({ sql, values }: Statement): Answer => {
    const results = prepare(sql).all(...values.map(toSql));
    const rows = READS.test(sql) ? 0 : changed();
    return { results, meta: { rows_read: results.length, rows_written: rows, changes: rows } };
  };

  return {
    run: (statements) => {
      if (statements.length === 1) return statements.map(one);
      db.exec("BEGIN");
      try {
        const answers = statements.map(one);
        db.exec("COMMIT");
        return answers;
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      }
    },
    empty: () => {
      for (const table of tables) db.exec(`DELETE FROM ${table}`);
      db.exec(`INSERT INTO ${INDEX} (${INDEX}) VALUES ('delete-all')`);
      changed();
    },
  };
}

const READS = /^\s*select\b/i;

function toSql(value: unknown): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`D1 takes no ${typeof value}.`);
}

export function createMemoryBucket(): Bucket {
  const objects = new Map<string, ArrayBuffer>();
  return {
    put: (key, value) => void objects.set(key, value),
    get: (key) => objects.get(key) ?? null,
    delete: (keys) => {
      for (const key of keys) objects.delete(key);
    },
    list: (prefix, limit) =>
      [...objects.keys()]
        .filter((key) => key.startsWith(prefix))
        .toSorted()
        .slice(0, limit),
  };
}

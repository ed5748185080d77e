import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readTogether } from "./read-together.ts";

/** The local database, and how often it was asked. */
function counted() {
  const asked: number[] = [];
  const batch = async <T>(statements: D1PreparedStatement[]) => {
    asked.push(statements.length);
    return await env.DB.batch<T>(statements);
  };
  return { asked, db: readTogether({ prepare: (query) => env.DB.prepare(query), batch }) };
}

describe("reads side by side", () => {
  it("go as one batch, and each gets its own answer", async () => {
    const { db, asked } = counted();
    const read = async (number: number) => await db.prepare("SELECT ?1 AS one").bind(number).all();
    const results = await Promise.all([read(1), Promise.resolve().then(() => read(2)), read(3)]);
    expect(results.map((one) => one.results)).toEqual([[{ one: 1 }], [{ one: 2 }], [{ one: 3 }]]);
    expect(asked).toEqual([3]);
    await read(4);
    expect(asked).toEqual([3]);
  });

  it("fail alone, and changes go by themselves", async () => {
    const { db, asked } = counted();
    const [good, bad, change] = await Promise.allSettled([
      db.prepare("SELECT 1 AS one").all(),
      db.prepare("SELECT one FROM media_nothing").all(),
      db.prepare("DELETE FROM media_sessions WHERE token_hash = 'none'").all(),
    ]);
    expect(good).toMatchObject({ value: { results: [{ one: 1 }] } });
    expect(bad.status).toBe("rejected");
    expect(change.status).toBe("fulfilled");
    expect(asked).toEqual([2]);
  });

  it("may be put into a batch", async () => {
    const { db, asked } = counted();
    const statement = db.prepare("SELECT ?1 AS one");
    const results = await db.batch([statement.bind(1), statement.bind(2)]);
    expect(results.map((one) => one.results)).toEqual([[{ one: 1 }], [{ one: 2 }]]);
    expect(asked).toEqual([2]);
  });
});

import { expect, it } from "vitest";
import { patientDatabase } from "./patient-database.ts";

const busy = new Error("D1_ERROR: database is locked: SQLITE_BUSY");

/** Refuses so often, then answers. */
function refusing(times: number, error = busy) {
  const asked: string[] = [];
  const answer = async (what: string): Promise<string> => {
    asked.push(what);
    if (asked.length <= times) throw error;
    return what;
  };
  const statement = (name: string) => ({
    name,
    bind: (...values: unknown[]) => statement(`${name} ${values.join(" ")}`),
    all: () => answer(`all ${name}`),
    run: () => answer(`run ${name}`),
  });
  const db = patientDatabase({
    prepare: statement,
    batch: (given) =>
      answer(`batch ${given.map((one) => ("name" in one ? String(one.name) : "?")).join(", ")}`),
  });
  return { db, asked };
}

it("asks again while somebody else writes", async () => {
  const { db, asked } = refusing(2);
  expect(await db.prepare("a").bind(1).all()).toBe("all a 1");
  expect(asked).toHaveLength(3);
  const internal = new Error("Failed to get session commit token: internal error; reference = x");
  expect(await refusing(1, internal).db.prepare("b").run()).toBe("run b");
});

it("hands a batch its own statements", async () => {
  const { db } = refusing(1);
  expect(await db.batch([db.prepare("a").bind(1), db.prepare("b")])).toBe("batch a 1, b");
});

it("waits for nothing else", async () => {
  const { db, asked } = refusing(1, new Error("no such table"));
  await expect(db.prepare("a").all()).rejects.toThrow("no such table");
  expect(asked).toHaveLength(1);
});

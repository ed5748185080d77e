import { expect, it } from "vitest";
import { testConnection, testContext, testPerson } from "../testing/test-context.ts";
import { commitFenced } from "./commit-fenced.ts";

/** A write whose key somebody else has each time; how often it is planned. */
async function triesOf(mayTryAgain?: (statements: number) => boolean): Promise<number> {
  const ctx = testContext();
  const { db } = ctx;
  const ines = await testPerson(ctx, "ines");
  const { id, fence } = await testConnection(ctx, ines);
  let tries = 0;
  const write = commitFenced(db, {
    connection: { id, userId: ines.userId, platform: "github", fence },
    now: ctx.now(),
    plan: async () => {
      tries += 1;
      return { indexing: [] };
    },
    toStatements: () => [
      db.$client
        .prepare("INSERT INTO media_accounts SELECT * FROM media_accounts WHERE id = ?1")
        .bind(id),
    ],
    ...(mayTryAgain ? { mayTryAgain } : {}),
  });
  await expect(write).rejects.toThrow("UNIQUE");
  return tries;
}

it("a key that another writer took makes a new plan, a few times", async () => {
  expect(await triesOf()).toBe(5);
});

it("a write is tried again only where there is room for its statements and the fence", async () => {
  const asked: number[] = [];
  const mayTryAgain = (statements: number): boolean => asked.push(statements) < 2;
  expect(await triesOf(mayTryAgain)).toBe(2);
  expect(asked).toEqual([2, 2]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countPlaywright, countVitest } from "./count-tests.ts";

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "count-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (content: unknown): string => {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const vitest = (numFailedTests: number, testResults: unknown[] = []) =>
  report({ numPassedTests: 3, numFailedTests, testResults });
const playwright = (stats: object, errors: unknown[] = []) =>
  report({ stats: { expected: 2, unexpected: 0, flaky: 0, ...stats }, errors });

it("counts what vitest reports, and a file that did not load as a failure", () => {
  expect(countVitest(vitest(0), 0)).toEqual({ passed: 3, failed: 0 });
  expect(countVitest(vitest(1), 1)).toEqual({ passed: 3, failed: 1 });
  const unloaded = { status: "failed", assertionResults: [] };
  expect(countVitest(vitest(1, [unloaded]), 1)).toEqual({ passed: 3, failed: 2 });
});

it("counts what playwright reports, and a second try as a failure", () => {
  expect(countPlaywright(playwright({}), 0)).toEqual({ passed: 2, failed: 0 });
  expect(countPlaywright(playwright({ unexpected: 1, flaky: 1 }), 1)).toEqual({
    passed: 2,
    failed: 2,
  });
  expect(countPlaywright(playwright({}, [{}]), 1)).toEqual({ passed: 2, failed: 1 });
});

it("never calls a broken run a good one", () => {
  expect(countVitest(vitest(0), 1).failed).toBe(1);
  expect(countVitest(join(folder, "gone.json"), 0).failed).toBe(1);
  expect(countPlaywright(join(folder, "gone.json"), 0).failed).toBe(1);
});

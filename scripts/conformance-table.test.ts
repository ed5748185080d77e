import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readConformance, toTable, totalsOf } from "./conformance-table.ts";

const folder = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(value: unknown): string {
  const path = join(folder, "report.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

function result(titles: string[], title: string, status = "passed", reason?: string) {
  const failureMessages = reason === undefined ? [] : [reason];
  return { ancestorTitles: titles, title, status, failureMessages };
}

const report = {
  testResults: [
    {
      assertionResults: [
        result(["ledger", "definition"], "names itself"),
        result(["ledger", "sync"], "finds all there is"),
        result(["ledger", "sync"], "ends", "failed", "Error: 3 missing: a\nand b\n    at x.ts:1:2"),
        result(["almanac", "definition"], "names itself"),
        result(["almanac", "ties"], "in one moment", "skipped"),
      ],
    },
  ],
};

it("counts the cases by platform and check", () => {
  const found = readConformance(written(report));
  expect(found && toTable(found)).toBe(
    ["         definition  sync", "ledger   1           1 of 2", "almanac  1           –"].join(
      "\n",
    ),
  );
  expect(found && totalsOf(found)).toEqual({
    ledger: { passed: 2, failed: 1 },
    almanac: { passed: 1, failed: 0 },
  });
  expect(found?.failures).toEqual([
    { platform: "ledger", check: "sync", name: "ends", reason: "3 missing: a\nand b" },
  ]);
});

it("takes a run that did not come to a report for none", () => {
  expect(readConformance(join(folder, "absent.json"))).toBeNull();
  expect(readConformance(written("not json"))).toBeNull();
  expect(readConformance(written({ testResults: 7 }))).toBeNull();
});

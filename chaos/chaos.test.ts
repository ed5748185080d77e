import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runTool } from "../scripts/run-tool.ts";

const root = join(import.meta.dirname, "..");
const SHORT = [
  "node",
  "--no-warnings",
  "chaos/index.ts",
  "--scenarios",
  "6",
  "--seed",
  "1",
] as const;

describe("npm run chaos", () => {
  it("breaks no promise, and ends with its figures", { timeout: 120_000 }, async () => {
    const { code, output } = await runTool(root, SHORT);
    const told: unknown = JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
    expect(told).toMatchObject({
      chaos: {
        scenarios: 6,
        lost: 0,
        late: 0,
        twice: 0,
        replays: 0,
        unprobed: 0,
        early: 0,
        failed: 0,
      },
    });
    expect(code).toBe(0);
  });
});

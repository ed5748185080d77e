import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkDocs } from "./check-docs.ts";
import { checkWalls } from "./check-walls.ts";
import { runTool } from "./run-tool.ts";

/** Everything that is checked without running the product. Answers the names of what failed. */
export async function runVerify(root: string): Promise<string[]> {
  const steps: Record<string, () => Promise<string | null>> = {
    format: () => tool(root, "oxfmt", "--check"),
    lint: () => tool(root, "oxlint", "--deny-warnings"),
    walls: () => own(checkWalls(root)),
    documents: () => own(checkDocs(root)),
    types: () => types(root),
    "dead code": () => tool(root, "knip"),
  };
  const failed: string[] = [];
  await Promise.all(
    Object.entries(steps).map(async ([name, step]) => {
      const start = performance.now();
      const problem = await step();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${problem === null ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      if (problem === null) return;
      failed.push(name);
      console.log(problem);
    }),
  );
  return failed;
}

async function tool(root: string, ...command: [string, ...string[]]): Promise<string | null> {
  const { code, output } = await runTool(root, command);
  return code === 0 ? null : output;
}

async function own(problems: readonly string[]): Promise<string | null> {
  return problems.length === 0 ? null : problems.join("\n");
}

async function types(root: string): Promise<string | null> {
  const runtime = join(root, "worker-configuration.d.ts");
  const settings = ["wrangler.toml", "package-lock.json"].map((file) => join(root, file));
  const isFresh =
    existsSync(runtime) &&
    settings.every((file) => statSync(file).mtimeMs <= statSync(runtime).mtimeMs);
  const made = isFresh ? null : await tool(root, "wrangler", "types", "--include-env=false");
  return made ?? (await tool(root, "tsc", "-b"));
}

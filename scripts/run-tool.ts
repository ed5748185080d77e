import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

export interface ToolResult {
  readonly code: number;
  readonly output: string;
}

export interface ToolOptions {
  /** Shown as it comes, instead of being kept. */
  readonly live?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a tool of node_modules/.bin with the project's own Node. */
export function runTool(
  root: string,
  command: readonly [string, ...string[]],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const [name, ...args] = command;
  const bin = join(root, "node_modules/.bin");
  const { promise, resolve, reject } = Promise.withResolvers<ToolResult>();
  const child = spawn(name, args, {
    cwd: root,
    stdio: ["ignore", options.live ? "inherit" : "pipe", options.live ? "inherit" : "pipe"],
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: "false",
      ...options.env,
      PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  child.on("error", reject);
  child.on("close", (code) => resolve({ code: code ?? 1, output }));
  return promise;
}

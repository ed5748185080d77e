import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** One `-o` each: on macOS, what follows the first `=` would all be one heading. */
const PS_ARGS = ["-A", "-o", "pid=", "-o", "ppid=", "-o", "args="];

/**
 * A server that was killed hard leaves its workerd behind, which would go on writing to the local
 * database. Ends the ones of this checkout that no server owns any more.
 */
export async function endLeftovers(root: string): Promise<void> {
  const ps = await promisify(execFile)("ps", PS_ARGS).catch(() => null);
  if (!ps) return;
  for (const pid of findLeftovers(ps.stdout, join(root, "node_modules", "@cloudflare/workerd-"))) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** The workerd processes in the output of `ps` that fell to process 1, or to no Node process. */
export function findLeftovers(psOutput: string, workerdPath: string): number[] {
  const processes = psOutput.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (!match) return [];
    return [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? "" }];
  });
  const owners = new Set(processes.filter(isOwner).map((one) => one.pid));
  return processes
    .filter((one) => one.command.startsWith(workerdPath) && !owners.has(one.parent))
    .map((one) => one.pid);
}

function isOwner(one: { pid: number; command: string }): boolean {
  return one.pid !== 1 && /(^|\/)(node|npm|npx)\b|^vite|^vitest/.test(one.command);
}

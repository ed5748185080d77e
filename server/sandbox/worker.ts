import { createSandbox } from "./app.ts";
import type { Sandbox } from "./app.ts";
import { createKvStore } from "./kv-store.ts";

interface SandboxBindings {
  SANDBOX_STATE: Parameters<typeof createKvStore>[0];
}

let running: Sandbox | null = null;

/** The local auxiliary Worker. One sandbox for the life of the process, so that it remembers. */
export default {
  async fetch(request: Request, env: SandboxBindings): Promise<Response> {
    running ??= createSandbox({
      store: createKvStore(env.SANDBOX_STATE),
      clock: Date.now,
      publicOrigin: publicOrigin(request),
    });
    return running.fetch(request);
  },
};

/** The Worker calls it by number, people by name: pages name the latter. */
function publicOrigin(request: Request): string {
  const url = new URL(request.url);
  if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return `${url.origin}/sandbox`;
}

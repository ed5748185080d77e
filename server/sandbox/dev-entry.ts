import type { MediaBindings } from "../bindings.ts";
import media from "../index.ts";

interface DevBindings extends MediaBindings {
  readonly SANDBOX_WORKER: Fetcher;
  /** What the shell that runs `npm start` sets; it goes before `.dev.vars`. */
  readonly SHELL_SETTINGS: Readonly<Record<string, string>>;
}

const worker: Required<Pick<ExportedHandler<MediaBindings>, "fetch" | "scheduled" | "queue">> =
  media;

/**
 * The Worker as `npm start` runs it: the real one, with the sandbox beside it under /sandbox and
 * the shell's settings. A build never includes this file.
 */
export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    const isSandbox = pathname === "/sandbox" || pathname.startsWith("/sandbox/");
    return isSandbox
      ? env.SANDBOX_WORKER.fetch(request)
      : worker.fetch(request, withShellSettings(env), ctx);
  },
  scheduled: (controller, env, ctx) => worker.scheduled(controller, withShellSettings(env), ctx),
  queue: (batch, env, ctx) => worker.queue(batch, withShellSettings(env), ctx),
} satisfies ExportedHandler<DevBindings>;

function withShellSettings(env: DevBindings): MediaBindings {
  return { ...env, ...env.SHELL_SETTINGS };
}
